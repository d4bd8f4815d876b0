#include "core/planner/skills/examples.h"

#include <algorithm>

#include "core/planner/answering/answering.h"
#include "core/planner/language/words.h"
#include "core/planner/skills/skills.h"

namespace sym {
namespace {

struct Token {
    std::string lower;
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::vector<Token> tokensOf(std::string_view text)
{
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == ' ' || text[at] == '\n') {
            ++at;
            continue;
        }
        std::size_t end = text.find_first_of(" \n", at);
        if (end == std::string_view::npos) end = text.size();
        std::size_t from = at, to = end;
        const auto isMark = [&](char c) {
            return std::string_view("\"'?.,:;!()").find(c) != std::string_view::npos;
        };
        while (from < to && isMark(text[from])) ++from;
        while (to > from && isMark(text[to - 1])) --to;
        if (to > from) tokens.push_back({folded(text.substr(from, to - from)), from, to});
        at = end;
    }
    return tokens;
}

/// Length of the longest common subsequence from each pair of positions on.
std::vector<std::vector<int>> commonLengths(const std::vector<Token>& left,
                                            const std::vector<Token>& right)
{
    std::vector<std::vector<int>> lengths(left.size() + 1, std::vector<int>(right.size() + 1, 0));
    for (std::size_t i = left.size(); i-- > 0;)
        for (std::size_t j = right.size(); j-- > 0;)
            lengths[i][j] = left[i].lower == right[j].lower
                                ? lengths[i + 1][j + 1] + 1
                                : std::max(lengths[i + 1][j], lengths[i][j + 1]);
    return lengths;
}

/// "link 'Orders'" -> role and name.
std::pair<std::string, std::string> roleAndName(const std::string& target)
{
    const std::size_t quote = target.find_first_of("'\"");
    if (quote == std::string::npos) return {"", target};
    const std::size_t close = target.rfind(target[quote]);
    return {std::string(trimmed(target.substr(0, quote))),
            close > quote ? target.substr(quote + 1, close - quote - 1) : target.substr(quote + 1)};
}

class Adaptation {
public:
    Adaptation(const Situation& situation, const PromptExample& example)
        : m_situation(situation),
          m_example(example),
          m_replacements(differences(example.objective, situation.prompt.objective)),
          m_likeness(objectiveLikeness(example.objective, situation.prompt.objective))
    {
    }

    double likeness() const { return m_likeness; }

    void propose(Proposals& proposals) const
    {
        const std::size_t next = nextStep();
        // a step that this page has no place for may not be needed here
        for (std::size_t i = next; i < std::min(next + 2, m_example.steps.size()); ++i) {
            const std::size_t before = proposals.size();
            adapt(m_example.steps[i], i == next ? 1.0 : 0.9, i + 1, proposals);
            if (proposals.size() > before) return;
        }
    }

private:
    bool matches(const Deed& deed, const ExampleStep& step) const
    {
        if (deed.action.kind != step.action.kind) return false;
        const std::string name = transferred(roleAndName(step.target).second, m_replacements);
        switch (deed.action.kind) {
        case ActionKind::Click:
            return deed.target.empty() || name.empty() || similarity(deed.target, name) > 0.6;
        case ActionKind::Type:
        case ActionKind::Select:
            return sameText(deed.action.text, transferred(step.action.text, m_replacements))
                   || similarity(deed.target, name) > 0.6;
        default: return true;
        }
    }

    /// How far the example has been followed.
    std::size_t nextStep() const
    {
        std::size_t next = 0;
        for (const Deed& deed : m_situation.memory.deeds())
            for (std::size_t i = next; i < std::min(next + 2, m_example.steps.size()); ++i)
                if (matches(deed, m_example.steps[i]) && !deed.failed) {
                    next = i + 1;
                    break;
                }
        return next;
    }

    /// Another way of the same task is followed before anything else; a task that is only like this
    /// one is looked into where the page itself suggests nothing.
    double scoreOf(double fit, double certainty) const
    {
        constexpr double kSameTask = 0.85;
        const double highest = m_likeness >= kSameTask ? 0.97 : 0.5;
        return std::min(highest, (0.3 + 0.68 * m_likeness * fit) * certainty);
    }

    void adapt(const ExampleStep& step, double certainty, std::size_t number,
               Proposals& proposals) const
    {
        const std::string why = "Step " + std::to_string(number) + " of a similar task did this";
        const auto [role, rawName] = roleAndName(step.target);
        const std::string name = transferred(rawName, m_replacements);
        switch (step.action.kind) {
        case ActionKind::Click: adaptClick(role, name, certainty, why, proposals); break;
        case ActionKind::Type: adaptTyping(step, name, certainty, why, proposals); break;
        case ActionKind::Select: adaptChoice(step, name, certainty, why, proposals); break;
        case ActionKind::Stop: adaptStop(step, certainty, why, proposals); break;
        case ActionKind::GoBack:
        case ActionKind::GoHome:
            proposals.push_back(plainAction(step.action.kind, scoreOf(0.8, certainty), why));
            break;
        case ActionKind::Press:
        case ActionKind::Scroll: {
            Proposal proposal = plainAction(step.action.kind, scoreOf(0.7, certainty), why);
            proposal.action.text = step.action.text;
            proposals.push_back(std::move(proposal));
            break;
        }
        default: break;
        }
    }

    void adaptClick(const std::string& role, const std::string& name, double certainty,
                    const std::string& why, Proposals& proposals) const
    {
        const Control* best = nullptr;
        double bestFit = 0.55;
        for (const Control& control : m_situation.page.controls) {
            if (control.isDisabled || control.behindModal) continue;
            double fit = sameText(control.name, name) ? 1 : 0.9 * similarity(control.name, name);
            if (!role.empty() && control.role != role) fit -= 0.08;
            if (m_situation.memory.clicks(control.name, m_situation.page.title) > 0) fit -= 0.15;
            // of several alike, the one whose row says what the objective names
            for (const std::string& entity : m_situation.goal().entities)
                if (control.record >= 0 && containsPhrase(control.context, entity)) fit += 0.04;
            if (fit <= bestFit) continue;
            bestFit = fit;
            best = &control;
        }
        if (best) {
            proposals.push_back(clickOn(*best, scoreOf(std::min(bestFit, 1.0), certainty), why));
            return;
        }
        for (const Field& field : m_situation.page.fields)
            if ((field.kind == FieldKind::Check || field.kind == FieldKind::Radio)
                && similarity(field.label, name) > 0.7 && field.value != "true")
                proposals.push_back(toggle(field, scoreOf(0.9, certainty), why));
    }

    const Field* fieldNamed(const std::string& name, bool isChoice) const
    {
        const Field* best = nullptr;
        double bestFit = 0.5;
        for (const Field& field : m_situation.page.fields) {
            if ((field.kind == FieldKind::Choice) != isChoice) continue;
            if (field.kind == FieldKind::Check || field.kind == FieldKind::Radio) continue;
            const double fit = sameText(field.label, name) ? 1 : similarity(field.label, name);
            if (fit <= bestFit) continue;
            bestFit = fit;
            best = &field;
        }
        return best;
    }

    void adaptTyping(const ExampleStep& step, const std::string& name, double certainty,
                     const std::string& why, Proposals& proposals) const
    {
        const Field* field = fieldNamed(name, false);
        if (!field) return;
        const std::string text = transferred(step.action.text, m_replacements);
        if (field->value == text && !step.action.pressEnter) return;
        // a value of the other task, or one that was worked out for it
        if (!containsPhrase(m_situation.prompt.objective, text)) return;
        proposals.push_back(
            typeInto(*field, text, scoreOf(1, certainty), why, step.action.pressEnter));
    }

    void adaptChoice(const ExampleStep& step, const std::string& name, double certainty,
                     const std::string& why, Proposals& proposals) const
    {
        const Field* field = fieldNamed(name, true);
        if (!field) return;
        const std::string wanted = transferred(step.action.text, m_replacements);
        for (const std::string& option : field->options)
            if (sameText(option, wanted)) {
                proposals.push_back(chooseIn(*field, option, scoreOf(1, certainty), why));
                return;
            }
    }

    void adaptStop(const ExampleStep& step, double certainty, const std::string& why,
                   Proposals& proposals) const
    {
        const std::string& answer = step.action.text;
        if (m_situation.goal().intent == Intent::Question && answer != "N/A") {
            if (const auto own = readAnswer(m_situation))
                proposals.push_back(
                    stopWith(own->text, scoreOf(0.95, certainty), why + "; " + own->why));
            return;
        }
        proposals.push_back(stopWith(answer == "N/A" ? "N/A" : "Done",
                                     scoreOf(answer == "N/A" ? 0.75 : 0.97, certainty), why));
    }

    const Situation& m_situation;
    const PromptExample& m_example;
    std::vector<std::pair<std::string, std::string>> m_replacements;
    double m_likeness;
};

}  // namespace

double objectiveLikeness(std::string_view left, std::string_view right)
{
    const std::vector<Token> l = tokensOf(left), r = tokensOf(right);
    const auto lengths = commonLengths(l, r);
    const auto weightOf = [](const std::string& word) {
        const std::vector<Word> words = wordsOf(word);
        return !words.empty() && words.front().isStop ? 0.3 : 1.0;
    };
    // a name or value against another is what makes two tasks of one kind; other words are not
    const auto isName = [](std::string_view text) {
        bool isAny = false;
        for (const Token& token : tokensOf(text)) {
            const std::vector<Word> words = wordsOf(token.lower);
            if (words.empty() || (words.size() == 1 && words.front().isStop)) continue;
            isAny = text.substr(token.begin, token.end - token.begin)
                        .find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_/@$")
                    != std::string_view::npos;
            if (!isAny) return false;
        }
        return isAny;
    };
    double common = 0;
    for (std::size_t i = 0, j = 0; i < l.size() && j < r.size();) {
        if (l[i].lower == r[j].lower && lengths[i][j] == lengths[i + 1][j + 1] + 1) {
            common += weightOf(l[i].lower);
            ++i, ++j;
        } else if (lengths[i + 1][j] >= lengths[i][j + 1]) {
            ++i;
        } else {
            ++j;
        }
    }
    double unlike = 0;
    std::size_t replacedLeft = 0, replacedRight = 0;
    for (const auto& [from, to] : differences(left, right)) {
        const std::size_t fromWords = tokensOf(from).size(), toWords = tokensOf(to).size();
        unlike += isName(from) && isName(to)
                      ? 0.3
                      : 0.8 * double(std::min<std::size_t>(3, std::max(fromWords, toWords)));
        replacedLeft += fromWords;
        replacedRight += toWords;
    }
    const std::size_t same = l.empty() || r.empty() ? 0 : std::size_t(lengths[0][0]);
    unlike += 0.6
              * double(l.size() + r.size() - 2 * same - std::min(l.size() - same, replacedLeft)
                       - std::min(r.size() - same, replacedRight));
    return common > 0 ? common / (common + unlike) : 0;
}

std::vector<std::pair<std::string, std::string>> differences(std::string_view example,
                                                             std::string_view here)
{
    const std::vector<Token> left = tokensOf(example), right = tokensOf(here);
    const auto lengths = commonLengths(left, right);
    std::vector<std::pair<std::string, std::string>> pairs;
    std::size_t i = 0, j = 0;
    while (i < left.size() || j < right.size()) {
        const std::size_t startLeft = i, startRight = j;
        while ((i < left.size() || j < right.size())
               && !(i < left.size() && j < right.size() && left[i].lower == right[j].lower
                    && lengths[i][j] == lengths[i + 1][j + 1] + 1)) {
            if (j == right.size() || (i < left.size() && lengths[i + 1][j] >= lengths[i][j + 1]))
                ++i;
            else
                ++j;
        }
        if (i > startLeft && j > startRight)
            pairs.emplace_back(
                std::string(
                    example.substr(left[startLeft].begin, left[i - 1].end - left[startLeft].begin)),
                std::string(here.substr(right[startRight].begin,
                                        right[j - 1].end - right[startRight].begin)));
        if (i < left.size()) ++i;
        if (j < right.size()) ++j;
    }
    return pairs;
}

std::string transferred(std::string_view text,
                        const std::vector<std::pair<std::string, std::string>>& replacements)
{
    std::string out(text);
    for (const auto& [from, to] : replacements) {
        const std::string lower = folded(out), needle = folded(from);
        std::string result;
        std::size_t at = 0;
        for (std::size_t found = lower.find(needle); found != std::string::npos;
             found = lower.find(needle, at)) {
            result += out.substr(at, found - at) + to;
            at = found + needle.size();
        }
        out = result + out.substr(at);
    }
    return out;
}

void proposeFromExamples(const Situation& situation, Proposals& proposals)
{
    constexpr double kLeastLikeness = 0.65;  // less is another task in the same words
    std::vector<Adaptation> adaptations;
    for (const PromptExample& example : situation.prompt.examples)
        if (!example.steps.empty() && !example.hasFailed)
            adaptations.emplace_back(situation, example);
    std::vector<const Adaptation*> ranked;
    for (const Adaptation& adaptation : adaptations)
        if (adaptation.likeness() >= kLeastLikeness) ranked.push_back(&adaptation);
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const Adaptation* left, const Adaptation* right) {
                         return left->likeness() > right->likeness();
                     });
    if (!ranked.empty()) ranked.front()->propose(proposals);
}

}  // namespace sym
