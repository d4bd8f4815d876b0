#include "core/planner/memory.h"

#include <algorithm>
#include <charconv>

#include "core/planner/language/words.h"

namespace sym {
namespace {

/// Text without what the reasons use as marks.
std::string plain(std::string_view text)
{
    std::string out = squeezed(text);
    std::replace(out.begin(), out.end(), '"', '\'');
    return out;
}

/// The next "..." from `at` on; `at` moves behind it.
std::string quotedAt(std::string_view text, std::size_t& at)
{
    const std::size_t open = text.find('"', at);
    const std::size_t close = open == std::string_view::npos ? open : text.find('"', open + 1);
    if (close == std::string_view::npos) return {};
    at = close + 1;
    return std::string(text.substr(open + 1, close - open - 1));
}

int numberAt(std::string_view text, std::size_t at, int fallback)
{
    int value = fallback;
    if (at < text.size()) std::from_chars(text.data() + at, text.data() + text.size(), value);
    return value;
}

Deed readDeed(const PastStep& step)
{
    Deed deed;
    deed.action = step.action;
    const std::string& reason = step.reason;
    deed.hadNoEffect = step.observation.starts_with("The same as the CURRENT OBSERVATION");
    const std::string result = folded(step.result);
    for (const char* word :
         {"error", "fail", "invalid", "not ", "no effect", "cannot", "timed out"})
        deed.failed = deed.failed || result.find(word) != std::string::npos;
    if (!reason.starts_with("On \"")) return deed;

    std::size_t at = 0;
    deed.page = quotedAt(reason, at);
    const std::size_t sentence = at + 2;
    const std::size_t open = reason.find('"', at);
    if (open != std::string::npos && reason.find(". ", at) > open) {
        // "click link "
        std::string_view words = std::string_view(reason).substr(sentence, open - sentence);
        const std::size_t blank = words.find(' ');
        if (blank != std::string_view::npos) deed.role = trimmed(words.substr(blank));
        deed.target = quotedAt(reason, at);
    }
    if (const std::size_t part = reason.find("Part "); part != std::string::npos)
        deed.part = std::max(0, numberAt(reason, part + 5, 1) - 1);
    deed.finishesPart = reason.find("This should complete it.") != std::string::npos;
    if (const std::size_t so = reason.find("So far: "); so != std::string::npos) {
        const std::size_t end = reason.find(" (end)", so);
        deed.soFar = reason.substr(so + 8, end == std::string::npos ? end : end - so - 8);
    }
    return deed;
}

}  // namespace

std::string writeReason(const ReasonText& reason)
{
    std::string text = "On \"" + plain(reason.page) + "\": " + reason.deed;
    if (!reason.role.empty()) text += " " + reason.role;
    if (!reason.target.empty()) text += " \"" + plain(reason.target) + "\"";
    text += ". " + plain(reason.why);
    if (!text.ends_with('.')) text += '.';
    if (reason.parts > 1)
        text += " Part " + std::to_string(reason.part + 1) + " of " + std::to_string(reason.parts)
                + ".";
    if (!reason.soFar.empty()) text += " So far: " + plain(reason.soFar) + " (end)";
    if (reason.finishesPart) text += " This should complete it.";
    return text;
}

Memory::Memory(const Prompt& prompt)
{
    for (std::size_t i = 0; i < prompt.history.size(); ++i) {
        Deed deed = readDeed(prompt.history[i]);
        // only the last step's page can be told from the current one for sure
        if (i + 1 < prompt.history.size()) deed.hadNoEffect = false;
        switch (deed.action.kind) {
        case ActionKind::Click:
            if (!deed.hadNoEffect) m_path.push_back(deed.target);
            break;
        case ActionKind::Type:
            if (deed.action.pressEnter) {
                m_searches.push_back(deed.action.text);
                m_path.push_back(deed.action.text);
            }
            break;
        case ActionKind::GoBack:
            ++m_retreats;
            if (!m_path.empty()) m_path.pop_back();
            break;
        case ActionKind::GoHome:
            ++m_retreats;
            m_path.clear();
            break;
        default: break;
        }
        m_deeds.push_back(std::move(deed));
    }
}

int Memory::clicks(std::string_view name, std::string_view page) const
{
    const std::string target = plain(name), title = plain(page);
    return int(std::count_if(m_deeds.begin(), m_deeds.end(), [&](const Deed& deed) {
        return deed.action.kind == ActionKind::Click && deed.target == target
               && (title.empty() || deed.page == title);
    }));
}

int Memory::searches(std::string_view box, std::string_view text) const
{
    const std::string label = plain(box);
    return int(std::count_if(m_deeds.begin(), m_deeds.end(), [&](const Deed& deed) {
        return deed.action.kind == ActionKind::Type && deed.action.pressEnter
               && deed.action.text == text && (deed.target == label || deed.target.empty());
    }));
}

bool Memory::hasTyped(std::string_view text, int part) const
{
    return std::any_of(m_deeds.begin(), m_deeds.end(), [&](const Deed& deed) {
        return deed.part == part && !deed.failed
               && (deed.action.kind == ActionKind::Type || deed.action.kind == ActionKind::Select)
               && deed.action.text == text;
    });
}

bool Memory::hasFilled(std::string_view field, std::string_view text, int part) const
{
    const std::string label = plain(field);
    return std::any_of(m_deeds.begin(), m_deeds.end(), [&](const Deed& deed) {
        const bool fills =
            deed.action.kind == ActionKind::Type || deed.action.kind == ActionKind::Select;
        return deed.part == part && fills && !deed.failed && deed.target == label
               && deed.action.text == text;
    });
}

bool Memory::hasEntered(std::string_view field, int part) const
{
    const std::string label = plain(field);
    return std::any_of(m_deeds.begin(), m_deeds.end(), [&](const Deed& deed) {
        const bool enters =
            deed.action.kind == ActionKind::Type || deed.action.kind == ActionKind::Select;
        return deed.part == part && enters && !deed.failed && deed.target == label;
    });
}

}  // namespace sym
