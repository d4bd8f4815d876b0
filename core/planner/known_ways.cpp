#include "core/planner/known_ways.h"

#include <algorithm>

#include "core/planner/page/numbering.h"
#include "core/planner/review/reviewing.h"

namespace sym {

namespace {

constexpr double kOffered = 0.7;  // a page with a link to it is not yet the thing
constexpr double kBehind = 0.85;  // each further step may go wrong
constexpr int kFarthest = 4;      // steps looked ahead

std::string withoutQuery(const std::string& path)
{
    return path.substr(0, path.find('?'));
}

KnownPage knownPage(const ExamplePage& example)
{
    const Page page = readPage(withIds(example.observation));
    KnownPage known{example.title, withoutQuery(example.path), example.title, ""};
    for (std::size_t i = 0; i < std::min<std::size_t>(page.headings.size(), 4); ++i)
        known.text += '\n' + page.headings[i];
    for (const std::string& name : offeredNames(page)) known.offers += '\n' + name;
    for (const Fact& fact : page.facts) known.offers += '\n' + fact.label;
    return known;
}

/// Share of the missing weight that the page has, in title and headings or in what it offers.
double ownWorth(const Situation& situation, const std::vector<Word>& text,
                const std::vector<Word>& offers)
{
    double gain = 0, total = 0;
    for (const GoalWord& word : situation.goalWords) {
        if (word.isCovered) continue;
        total += word.weight;
        const std::vector<Word> one{word.word};
        gain += word.weight * std::max(coverage(one, text), kOffered * coverage(one, offers));
    }
    return total > 0 ? gain / total : 0;
}

}  // namespace

std::vector<std::string> offeredNames(const Page& page)
{
    std::vector<std::string> names;
    for (const Control& control : page.controls) names.push_back(control.name);
    for (const Field& field : page.fields) {
        names.push_back(field.label);
        names.insert(names.end(), field.options.begin(), field.options.end());
    }
    return names;
}

KnownWays::KnownWays(const std::vector<PromptExample>& examples)
{
    for (const PromptExample& example : examples)
        for (std::size_t i = 0; i < example.steps.size(); ++i) {
            const ExampleStep& step = example.steps[i];
            const ExamplePage& after =
                i + 1 < example.steps.size() ? example.steps[i + 1].page : example.last;
            if (step.page.observation.empty() || after.observation.empty()) continue;
            const int from = indexOf(step.page), to = indexOf(after);
            m_ways.push_back({from, to, step.action.kind, nameOfTarget(step.target),
                              step.target.substr(0, step.target.find(' ')), step.action.text,
                              example.hasFailed});
        }
}

int KnownWays::indexOf(const ExamplePage& page)
{
    const std::string path = withoutQuery(page.path);
    for (std::size_t i = 0; i < m_pages.size(); ++i)
        if (m_pages[i].title == page.title && m_pages[i].path == path) return int(i);
    m_pages.push_back(knownPage(page));
    return int(m_pages.size()) - 1;
}

std::vector<double> KnownWays::worth(const Situation& situation) const
{
    std::vector<double> worth;
    for (const KnownPage& page : m_pages)
        worth.push_back(ownWorth(situation, wordsOf(page.text), wordsOf(page.offers)));
    for (int distance = 1; distance < kFarthest; ++distance)
        for (const KnownWay& way : m_ways) {
            double& here = worth[std::size_t(way.from)];
            here = std::max(here, kBehind * worth[std::size_t(way.to)]);
        }
    return worth;
}

}  // namespace sym
