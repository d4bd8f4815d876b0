#include "core/student/student_prompt.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "core/training/told_action.h"

namespace sym {

namespace {

constexpr int kRepeats = 2;  // after so many times a click is not tried again

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// What stands between a line `header` and the next one of `others`.
std::string section(std::string_view text, std::string_view header,
                    std::initializer_list<std::string_view> others)
{
    std::string content;
    bool isInside = false;
    for (const std::string_view line : linesOf(text)) {
        if (line == header) {
            isInside = true;
            continue;
        }
        if (std::find(others.begin(), others.end(), line) != others.end()) isInside = false;
        if (isInside) content += std::string(line) + "\n";
    }
    return content;
}

struct PastAction {
    std::string observation;
    std::string reason;
    std::string action;
    std::string result;
};

std::vector<PastAction> pastActions(std::string_view text)
{
    std::vector<PastAction> past;
    for (std::size_t at = 0;;) {
        const std::size_t begin = text.find("<step_", at);
        if (begin == std::string_view::npos) return past;
        const std::size_t end = text.find("\n</step_", begin);
        if (end == std::string_view::npos) return past;
        const std::string_view block = text.substr(begin, end - begin);
        at = end + 1;
        const auto part = [&](std::string_view header) {
            return std::string(trimmed(section(
                block, header,
                {"OBSERVATION:", "ACTIVE PLAN:", "REASON FOR ACTION:", "ACTION:", "RESULT:"})));
        };
        past.push_back(
            {part("OBSERVATION:"), part("REASON FOR ACTION:"), part("ACTION:"), part("RESULT:")});
    }
}

/// Actions that were done on this very page (as far as the history shows pages), which led back to
/// it, and clicks that were done twice; of clicks that led back here twice, every one of that name.
void readExhausted(const std::vector<PastAction>& past, StudentSituation& situation)
{
    std::map<std::string, int> times, timesHere;
    for (const PastAction& step : past) {
        const bool isSamePage = step.observation.starts_with("The same as the CURRENT OBSERVATION");
        const bool isClick = step.action.starts_with("click ");
        const bool repeated = isClick && ++times[toldAction(step.action, step.reason)] >= kRepeats;
        if (isSamePage || repeated) situation.failed.insert(step.action);
        const std::string name = withoutElement(step.action, step.reason);
        if (isSamePage && isClick && ++timesHere[name] >= kRepeats)
            situation.failedNames.insert(name);
    }
}

void readSystem(std::string_view text, StudentSituation& situation)
{
    for (const std::string_view raw : linesOf(text)) {
        const std::string_view line = trimmed(raw);
        if (line.starts_with("Up to ")) {
            int count = 0;
            const std::string_view number = line.substr(6);
            std::from_chars(number.data(), number.data() + number.size(), count);
            situation.candidates = std::max(1, count);
        } else if (line.starts_with("- ")) {
            const std::string_view rest = line.substr(2);
            const std::size_t end = rest.find_first_of(" :[");
            if (end != std::string_view::npos) situation.commands.emplace(rest.substr(0, end));
        }
    }
}

void readUser(std::string_view text, StudentSituation& situation)
{
    // The page comes last; what looks like a header inside it or the history is none.
    constexpr std::string_view kPage = "CURRENT OBSERVATION:\n", kFeedback = "\nFEEDBACK:\n";
    std::size_t page = text.rfind("\n" + std::string(kPage));
    page = page == std::string_view::npos ? text.find(kPage) : page + 1;
    if (page == std::string_view::npos) return;
    std::string_view head = text.substr(0, page), observation = text.substr(page + kPage.size());
    if (const std::size_t feedback = observation.rfind(kFeedback);
        feedback != std::string_view::npos) {
        situation.isRetry = true;
        observation = observation.substr(0, feedback);
    }
    while (observation.ends_with('\n')) observation.remove_suffix(1);
    situation.observation = observation;
    const std::size_t history = head.find("INTERACTION HISTORY:\n");
    situation.objective = std::string(trimmed(
        section(head.substr(0, history), "OBJECTIVE:",
                {"SITES:", "CURRENT URL:", "OPEN TABS:", "PREVIOUS PLANS:", "RAG EXAMPLES:"})));
    if (history == std::string_view::npos) return;
    const std::vector<PastAction> past = pastActions(head.substr(history));
    for (const PastAction& step : past) {
        situation.lastAction = toldAction(step.action, step.reason);
        situation.history += (situation.history.empty() ? "" : "\n") + situation.lastAction;
        if (step.action.starts_with("type "))
            situation.typed.insert(withoutElement(step.action, step.reason));
    }
    readExhausted(past, situation);
}

}  // namespace

std::string withoutElement(std::string_view action, std::string_view reason)
{
    const std::string told = toldAction(action, reason);
    const std::size_t open = told.find('['), close = told.find(']');
    if (open == std::string::npos || close == std::string::npos) return told;
    return told.substr(0, open) + told.substr(close + 1);
}

Result<StudentSituation> readSituation(const std::vector<ChatMessage>& messages)
{
    StudentSituation situation;
    for (const ChatMessage& message : messages) {
        if (message.role == ChatRole::System) readSystem(message.content, situation);
        if (message.role == ChatRole::User) readUser(message.content, situation);
    }
    if (situation.objective.empty())
        return Error(ErrorCode::InvalidInput, "the prompt has no OBJECTIVE section");
    if (situation.observation.empty())
        return Error(ErrorCode::InvalidInput, "the prompt has no CURRENT OBSERVATION section");
    return situation;
}

}  // namespace sym
