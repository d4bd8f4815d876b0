#include <algorithm>
#include <set>

#include "core/planner/known_ways.h"
#include "core/planner/language/words.h"
#include "core/planner/page/numbering.h"
#include "core/planner/page/page.h"
#include "core/planner/review/reviewing.h"
#include "core/planner/situation.h"

namespace sym {

namespace {

constexpr std::size_t kNames = 12;

std::string oneStep(const ExampleStep& step)
{
    const std::string name = "'" + squeezed(nameOfTarget(step.target)) + "'";
    switch (step.action.kind) {
    case ActionKind::Click: return "click " + name;
    case ActionKind::Type:
        return "type \"" + squeezed(step.action.text) + "\" into " + name
               + (step.action.pressEnter ? " and press Enter" : "");
    case ActionKind::Select: return "choose \"" + squeezed(step.action.text) + "\" in " + name;
    case ActionKind::Stop: return "stop with the answer \"" + squeezed(step.action.text) + "\"";
    case ActionKind::GoBack: return "go back";
    case ActionKind::GoHome: return "go to the page of all sites";
    default: return squeezed(formatAction(step.action));
    }
}

std::string replicate(const PromptExample& work)
{
    std::string text, page;
    for (const ExampleStep& step : work.steps) {
        text += text.empty() ? "" : "; ";
        if (step.page.title != page) text += "on \"" + squeezed(step.page.title) + "\" ";
        page = step.page.title;
        text += oneStep(step);
    }
    if (!work.last.title.empty() && work.last.title != page)
        text += "; this opens \"" + squeezed(work.last.title) + "\"";
    return text + '.';
}

/// "A, B, C": short names, each once.
std::string listOf(const std::vector<std::string>& names)
{
    std::string text;
    std::set<std::string> seen;
    for (const std::string& name : names) {
        const std::string short_ = squeezed(name);
        if (short_.empty() || short_.size() > 60 || seen.size() >= kNames) continue;
        if (seen.insert(folded(short_)).second) text += (text.empty() ? "" : ", ") + short_;
    }
    return text;
}

/// What a page is and what it has that the page before had not, in words that a search for it would
/// use.
std::string describe(const ExamplePage& place, const ExamplePage& before)
{
    const Page page = readPage(withIds(place.observation));
    std::string text = "\"" + squeezed(place.title) + "\"";
    if (const std::string headings = listOf(page.headings); !headings.empty())
        text += " with the headings " + headings;
    std::vector<std::string> columns, labels;
    for (const Record& record : page.records)
        columns.insert(columns.end(), record.headers.begin(), record.headers.end());
    for (const Fact& fact : page.facts) labels.push_back(fact.label);
    const std::vector<std::string> known = offeredNames(readPage(withIds(before.observation)));
    for (const std::string& name : offeredNames(page))
        if (std::ranges::find(known, name) == known.end()) labels.push_back(name);
    if (const std::string list = listOf(columns); !list.empty()) text += ", a table of " + list;
    if (const std::string list = listOf(labels); !list.empty()) text += ", with " + list;
    return text;
}

std::string abstractOf(const PromptExample& work, const std::string& objective)
{
    if (!objective.empty()) return objective;
    std::string entered;
    for (const ExampleStep& step : work.steps) {
        const std::string name = squeezed(nameOfTarget(step.target));
        if (step.action.kind == ActionKind::Type)
            entered +=
                (entered.empty() ? "" : ", ") + name + " \"" + squeezed(step.action.text) + "\"";
        if (step.action.kind == ActionKind::Select)
            entered +=
                (entered.empty() ? "" : ", ") + name + " \"" + squeezed(step.action.text) + "\"";
    }
    const std::string from = squeezed(work.steps.front().page.title);
    const std::string to = squeezed(work.last.title);
    const ExampleStep& last = work.steps.back();
    if (last.action.kind == ActionKind::Stop)
        return "Find \"" + squeezed(last.action.text) + "\" on \"" + squeezed(last.page.title)
               + "\".";
    if (!entered.empty())
        return "Enter " + entered + " on \"" + from + "\""
               + (to.empty() ? "" : " to reach \"" + to + "\"") + ".";
    if (!to.empty() && to != from) return "Open \"" + to + "\" from \"" + from + "\".";
    return "Use " + squeezed(nameOfTarget(last.target)) + " on \"" + from + "\".";
}

}  // namespace

std::string writeInstructions(const ReviewPrompt& prompt)
{
    const PromptExample work = readExample(prompt.text("TRAJECTORY"));
    if (work.steps.empty()) return "REASON:\nThere are no actions.\n";
    // Where it begins is seen by whoever looks for it; what it reaches is not
    std::string summary = "It begins on \"" + squeezed(work.steps.front().page.title) + "\".";
    for (std::size_t i = 0; i < work.steps.size(); ++i) {
        const ExamplePage& after = i + 1 < work.steps.size() ? work.steps[i + 1].page : work.last;
        std::string deed = oneStep(work.steps[i]);
        deed.front() = char(std::toupper(static_cast<unsigned char>(deed.front())));
        summary += " " + deed;
        if (after.observation.empty())
            summary += ".";
        else if (after.observation == work.steps[i].page.observation)
            summary += " changes nothing.";
        else
            summary += " leads to " + describe(after, work.steps[i].page) + ".";
    }
    return "REPLICATE:\n" + replicate(work) + "\nABSTRACT:\n"
           + abstractOf(work, prompt.text("OBJECTIVE")) + "\nSUMMARY:\n" + summary + '\n';
}

}  // namespace sym
