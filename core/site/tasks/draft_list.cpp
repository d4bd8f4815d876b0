#include "core/site/tasks/draft_list.h"

#include <algorithm>
#include <set>

#include "core/site/words/markup.h"

namespace sym {
namespace {

using nlohmann::json;

/// The text of page.stop("...") at the end of the actions.
std::string answerOf(const Actions& actions)
{
    const std::string& last = actions.back();
    const std::size_t start = last.find('"');
    return last.substr(start + 1, last.rfind('"') - start - 1);
}

/// Whether a wrong answer would pass for the right one, as "18 min" does for "8 min".
bool passes(const json& evaluation, const std::string& answer)
{
    const json& reference = evaluation.at("reference_answers");
    if (evaluation.at("eval_types") != json::array({"string_match"}) || !reference.is_object())
        return false;
    if (reference.contains("exact_match"))
        return lowered(reference["exact_match"].get<std::string>()) == lowered(answer);
    if (!reference.contains("must_include")) return false;
    for (const json& part : reference["must_include"])
        if (lowered(answer).find(lowered(part.get<std::string>())) == std::string::npos)
            return false;
    return true;
}

}  // namespace

std::vector<TaskDraft> collectDrafts(const std::string& intentTemplate, const std::string& startUrl,
                                     Random random, int count, const Proposal& propose)
{
    constexpr int kTriesPerInstance = 40;
    std::vector<TaskDraft> drafts;
    std::set<std::string> intents;
    for (int i = 0; i < count * kTriesPerInstance && int(drafts.size()) < count; ++i) {
        auto parts = propose(random);
        if (!parts) continue;
        const bool spoiled =
            std::any_of(parts->negatives.begin(), parts->negatives.end(),
                        [&](const NegativeSequence& negative) {
                            return passes(parts->evaluation, answerOf(negative.actions));
                        });
        if (spoiled) continue;
        const std::string intent = fillIntent(intentTemplate, parts->values);
        if (!intents.insert(intent).second) continue;
        drafts.push_back({intent, std::move(parts->values), startUrl, std::move(parts->evaluation),
                          std::move(parts->solution), std::move(parts->negatives)});
    }
    return drafts;
}

std::vector<NegativeSequence> wrongAnswers(const std::string& guess, const Actions& way,
                                           const std::string& beside)
{
    return {{"wrong_answer", stopWith(guess)}, {"near_miss", way + stopWith(beside)}};
}

std::vector<NegativeSequence> wrongDeeds(const Actions& beside)
{
    return {{"wrong_answer", stopWith("Done.")}, {"near_miss", beside + stopSilently()}};
}

}  // namespace sym
