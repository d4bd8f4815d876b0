#include "core/agent/agent_response.h"

#include <array>
#include <cstdlib>
#include <map>
#include <optional>

#include "core/text/python_text.h"
#include "core/trajectory/python_pattern.h"

namespace sym {
namespace {

const std::array<std::string, 6> kHeaders = {"INTERACTION HISTORY SUMMARY",
                                             "OBSERVATION DESCRIPTION",
                                             "REASON",
                                             "ACTION CANDIDATES",
                                             "ACTION",
                                             "OBSERVATION HIGHLIGHT"};

bool startsIgnoringCase(std::string_view text, std::string_view upper)
{
    if (text.size() < upper.size()) return false;
    for (std::size_t i = 0; i < upper.size(); ++i) {
        const char c = text[i] >= 'a' && text[i] <= 'z' ? char(text[i] - 32) : text[i];
        if (c != upper[i]) return false;
    }
    return true;
}

/// The header a line starts with, and the rest of the line behind its colon.
std::optional<std::pair<std::string, std::string>> headerOf(std::string_view line,
                                                            std::span<const std::string> headers)
{
    std::string_view text = stripPython(line);
    while (text.starts_with('*') || text.starts_with('#') || text.starts_with(' '))
        text.remove_prefix(1);
    for (const std::string& header : headers) {
        if (!startsIgnoringCase(text, header)) continue;
        std::string_view rest = text.substr(header.size());
        while (rest.starts_with('*') || rest.starts_with(' ')) rest.remove_prefix(1);
        if (!rest.starts_with(':')) continue;
        rest.remove_prefix(1);
        while (rest.starts_with('*')) rest.remove_prefix(1);
        return std::pair(header, std::string(rest));
    }
    return std::nullopt;
}

/// What stands between the outer brackets; all of it where there are none.
std::string unbracketed(std::string_view value)
{
    value = stripPython(value);
    const std::size_t close = value.rfind(']');
    if (value.starts_with('[') && close != std::string_view::npos)
        value = value.substr(1, close - 1);
    return std::string(stripPython(value));
}

/// Candidates as `- reason: [...]` and `- action: [...]` lines, in either order.
std::vector<ProposedAction> candidatesOf(std::string_view section)
{
    static const PythonPattern field(
        "(?:^|\\n)\\s*(?:[-*]|\\d+[.)])?\\s*(reason|action|score)\\s*:");
    const std::vector<PythonPattern::Match> fields = field.findAll(section);
    std::vector<ProposedAction> proposals;
    ProposedAction next;
    const auto finish = [&] {
        if (!next.action.empty()) proposals.push_back(next);
        next = {};
    };
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::size_t end = i + 1 < fields.size() ? fields[i + 1].begin : section.size();
        const std::string value = unbracketed(section.substr(fields[i].end, end - fields[i].end));
        const std::string& name = fields[i].groups[1];
        if (name == "reason") {
            finish();
            next.reason = value;
        } else if (name == "action") {
            if (!next.action.empty()) finish();
            next.action = value;
        } else {
            next.score = std::strtod(value.c_str(), nullptr);
        }
    }
    finish();
    return proposals;
}

}  // namespace

std::map<std::string, std::string> answerSections(std::string_view text,
                                                  std::span<const std::string> headers)
{
    std::map<std::string, std::string> sections;
    std::string* current = nullptr;
    for (const std::string& line : pySplit(text, "\n")) {
        if (const auto header = headerOf(line, headers)) {
            current = &sections[header->first];
            *current = header->second;
        } else if (current) {
            *current += "\n" + line;
        }
    }
    for (auto& section : sections) section.second = pyStrip(section.second);
    return sections;
}

std::string upstreamSection(std::string_view text, std::string_view key)
{
    const PythonPattern section(pyUpper(key) + ":\\s*(.*?)\\s*(?=\\n[A-Z\\s]*:|$)",
                                PythonPattern::Dot::Everything);
    const auto match = section.search(text);
    return match ? pyStrip(match->groups[1]) : std::string();
}

AgentResponse readUpstreamResponse(std::string_view text)
{
    AgentResponse response;
    response.historySummary = upstreamSection(text, "interaction history summary");
    response.observationDescription = upstreamSection(text, "observation description");
    response.reason = upstreamSection(text, "reason");
    response.highlight = upstreamSection(text, "observation highlight");
    response.proposals.push_back(
        {.action = upstreamSection(text, "action"), .reason = response.reason});
    return response;
}

Result<AgentResponse> readSymbiontResponse(std::string_view text)
{
    const auto sections = answerSections(text, kHeaders);
    const auto section = [&](const std::string& header) {
        const auto found = sections.find(header);
        return found == sections.end() ? std::string() : found->second;
    };
    AgentResponse response;
    response.historySummary = section("INTERACTION HISTORY SUMMARY");
    response.observationDescription = section("OBSERVATION DESCRIPTION");
    response.reason = section("REASON");
    response.highlight = section("OBSERVATION HIGHLIGHT");
    response.proposals = candidatesOf(section("ACTION CANDIDATES"));
    if (response.proposals.empty() && !section("ACTION").empty()) {
        response.proposals = candidatesOf(section("ACTION"));
        if (response.proposals.empty())
            response.proposals.push_back({.action = section("ACTION"), .reason = response.reason});
    }
    if (response.proposals.empty())
        return Error(ErrorCode::InvalidInput,
                     "the answer has no ACTION section with an action in it");
    if (response.reason.empty()) response.reason = response.proposals.front().reason;
    return response;
}

}  // namespace sym
