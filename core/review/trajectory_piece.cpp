#include "core/review/trajectory_piece.h"

#include <algorithm>

namespace sym {

namespace {

/// "link [31] '000123'" without the id. Only what looks like an id outside of quotes is one; names
/// may have brackets.
std::string withoutIds(std::string_view line)
{
    std::string text;
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quote) {
            if (c == '\\' && i + 1 < line.size()) text += line[i++];
            if (line[i] == quote && c != '\\') quote = 0;
            text += line[i];
            continue;
        }
        if (c == ' ' && i + 2 < line.size() && line[i + 1] == '[') {
            const std::size_t close = line.find_first_not_of("0123456789", i + 2);
            if (close != std::string_view::npos && close > i + 2 && line[close] == ']') {
                i = close;
                continue;
            }
        }
        // an apostrophe inside a word ("don't") opens nothing
        if ((c == '\'' || c == '"') && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t'))
            quote = c;
        text += c;
    }
    return text;
}

/// Cut between characters, not inside one.
std::string cutTo(std::string text, std::size_t bytes)
{
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) --bytes;
    return text.substr(0, bytes) + "...";
}

KnowledgePage pageOf(const PageRecord& page, const PageLimits& limits)
{
    return {page.title, pathOfUrl(page.url), shortenedObservation(page.observation, limits)};
}

bool isRepetition(const Step& before, const Step& step)
{
    return before.rawAction == step.rawAction && before.page.url == step.page.url
           && before.page.observation == step.page.observation;
}

std::string joined(const std::vector<std::string>& sites)
{
    std::string text;
    for (const std::string& site : sites) text += (text.empty() ? "" : "+") + site;
    return text;
}

}  // namespace

std::string pathOfUrl(std::string_view url)
{
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return std::string(url);
    const std::size_t slash = url.find('/', scheme + 3);
    return slash == std::string_view::npos ? "/" : std::string(url.substr(slash));
}

std::string shortenedObservation(std::string_view observation, const PageLimits& limits)
{
    constexpr std::size_t kLineBytes = 400;
    std::string text;
    int lines = 0, left = 0;
    while (!observation.empty()) {
        const std::size_t end = std::min(observation.find('\n'), observation.size());
        const std::string line = cutTo(withoutIds(observation.substr(0, end)), kLineBytes);
        observation.remove_prefix(std::min(end + 1, observation.size()));
        if (left > 0 || lines >= limits.lines
            || int(text.size() + line.size()) > limits.characters) {
            ++left;
            continue;
        }
        text += (lines++ == 0 ? "" : "\n") + line;
    }
    if (left > 0 && lines > 0) text += "\n(" + std::to_string(left) + " more lines)";
    return text;
}

KnowledgeEntry pieceOf(const Trajectory& trajectory, int first, int last, const PageLimits& limits)
{
    const EpisodeRecord& episode = trajectory.episode;
    KnowledgeEntry piece;
    piece.episode = episode.id;
    piece.firstStep = first;
    piece.lastStep = last;
    piece.policy = episode.policy;
    piece.taskId = episode.taskId;
    piece.templateId = episode.templateId;
    piece.site = joined(episode.sites);
    piece.objective = episode.objective;
    if (!episode.judgements.empty()) {
        const JudgeVerdict& verdict = episode.judgements.back();
        piece.outcome = verdict.success ? Opinion::Success : Opinion::Failure;
        piece.outcomeReason = verdict.reason;
    }
    for (int i = first; i <= last; ++i) {
        const Step& step = trajectory.steps[std::size_t(i)];
        if (i > first && isRepetition(trajectory.steps[std::size_t(i - 1)], step)) continue;
        piece.steps.push_back(
            {pageOf(step.page, limits),
             step.action.kind == ActionKind::None ? step.rawAction : formatAction(step.action),
             step.targetDescription, step.reasoning});
    }
    if (last + 1 < int(trajectory.steps.size()))
        piece.last = pageOf(trajectory.steps[std::size_t(last + 1)].page, limits);
    return piece;
}

}  // namespace sym
