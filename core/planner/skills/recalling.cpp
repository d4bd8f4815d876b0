#include <algorithm>

#include "core/planner/known_ways.h"
#include "core/planner/skills/skills.h"

namespace sym {

namespace {

constexpr double kLeastWorth = 0.2;

/// How surely a way begins with this control, 0...1: same name, and the same page or its like.
double fitOf(const Situation& situation, const KnownWays& known, const KnownWay& way,
             const Control& control)
{
    if (way.kind != ActionKind::Click || !sameText(control.name, way.target)) return 0;
    const KnownPage& from = known.pages()[std::size_t(way.from)];
    return from.title == situation.page.title ? 1 : 0.85;
}

}  // namespace

void proposeRecalling(const Situation& situation, Proposals& proposals)
{
    if (situation.prompt.examples.empty()) return;
    const KnownWays known(situation.prompt.examples);
    const std::vector<double> worth = known.worth(situation);
    for (const Control& control : situation.page.controls) {
        if (control.isDisabled || control.behindModal || control.name.empty()) continue;
        double best = 0;
        const KnownPage* there = nullptr;
        for (const KnownWay& way : known.ways()) {
            const KnownPage& to = known.pages()[std::size_t(way.to)];
            if (way.from == way.to || to.title == situation.page.title) continue;
            const double value = fitOf(situation, known, way, control) * worth[std::size_t(way.to)]
                                 * (way.hasFailed ? 0.9 : 1.0);
            if (value <= best) continue;
            best = value;
            there = &to;
        }
        if (!there || best < kLeastWorth) continue;
        const int onPage = situation.memory.clicks(control.name, situation.page.title);
        const double wear = 0.25 * onPage + 0.1 * (situation.memory.clicks(control.name) - onPage);
        proposals.push_back(
            clickOn(control, 0.3 + 0.45 * best - wear,
                    "Earlier work shows that it leads to \"" + there->title + "\""));
    }
}

}  // namespace sym
