#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sym {

/// AgentOccam's rules on the text of an action, before any grammar reads it (WEBARENA 3.4, 4.2).
class OccamRules {
public:
    /// @param navigation commands offered besides branch and prune, in the order of the
    /// configuration
    explicit OccamRules(std::vector<std::string> navigation = {"click", "type", "stop", "note",
                                                               "go_back"});

    const std::vector<std::string>& planning() const { return m_planning; }
    const std::vector<std::string>& navigation() const { return m_navigation; }

    /// The pieces of an answer that start with a command, up to the first that does not.
    std::vector<std::string> actionList(std::string_view text) const;

    /// Whether every piece may be executed. An id need only be part of the observation's text.
    bool areValid(std::string_view text, std::string_view observation) const;

    /// The planning or navigation command the text starts with (for navigation, behind notes).
    std::optional<std::string> planningCommand(std::string_view text) const;
    std::optional<std::string> navigationCommand(std::string_view text) const;

    /// The element id of the first action found, in the order of the commands; at most one.
    std::vector<int> elementIds(std::string_view text) const;

    /// The notes taken by an answer.
    std::vector<std::string> notes(std::string_view text) const;

    /// Parent or resumed plan and text of a planning command; nothing when its syntax is wrong.
    struct Planning {
        std::string command;
        int plan = 0;
        std::string text;
    };
    std::optional<Planning> planningArguments(std::string_view text) const;

private:
    std::vector<std::string> m_planning{"branch", "prune"};
    std::vector<std::string> m_navigation;
    std::vector<std::string> m_all;  ///< planning, navigation and goto
    std::string m_anyCommand;        ///< alternation of m_all
};

}  // namespace sym
