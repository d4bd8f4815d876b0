#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/planner/prompt_reader.h"

/// What the planner knows of its own past: it has no state but the prompt, so it writes what it
/// will need into its reasons ("On "Orders": click link "Next". So far: 12 counted.") and reads it
/// back.
namespace sym {

/// One past action as its reason tells it.
struct Deed {
    Action action;
    std::string page;    ///< title of the page it was done on, empty: not told
    std::string target;  ///< name of the element, empty: none or not told
    std::string role;
    bool hadNoEffect = false;
    bool failed = false;  ///< the harness reported an error
    bool finishesPart = false;
    int part = 0;       ///< 0-based
    std::string soFar;  ///< "So far: ..." of the reason
};

/// How a reason is written so that it can be read again.
struct ReasonText {
    std::string page;
    std::string deed;  ///< "click"
    std::string role;
    std::string target;
    std::string why;  ///< a sentence
    std::string soFar;
    int part = 0;
    int parts = 1;
    bool finishesPart = false;
};
std::string writeReason(const ReasonText& reason);

class Memory {
public:
    explicit Memory(const Prompt& prompt);

    const std::vector<Deed>& deeds() const { return m_deeds; }
    const Deed* last() const { return m_deeds.empty() ? nullptr : &m_deeds.back(); }

    /// Links and buttons that led to the current page, as far as not undone by going back.
    const std::vector<std::string>& path() const { return m_path; }

    /// How often an element of this name was clicked on a page of this title (any page if empty).
    int clicks(std::string_view name, std::string_view page = {}) const;

    /// Whether this text was entered somewhere, in the part.
    bool hasTyped(std::string_view text, int part) const;
    /// Whether this text was entered into a field of this name, in the part.
    bool hasFilled(std::string_view field, std::string_view text, int part) const;

    /// Whether anything was entered into a field of this name, in the part.
    bool hasEntered(std::string_view field, int part) const;

    /// Searches made (texts entered and sent off), oldest first.
    const std::vector<std::string>& searches() const { return m_searches; }

    /// How often this text was sent off from a box of this name.
    int searches(std::string_view box, std::string_view text) const;

    /// Going back or home, how often.
    int retreats() const { return m_retreats; }

    /// The part the last step worked on, and whether it was said to be finished by it.
    int part() const { return m_deeds.empty() ? 0 : m_deeds.back().part; }
    bool saidFinished() const { return last() && last()->finishesPart; }

private:
    std::vector<Deed> m_deeds;
    std::vector<std::string> m_path;
    std::vector<std::string> m_searches;
    int m_retreats = 0;
};

}  // namespace sym
