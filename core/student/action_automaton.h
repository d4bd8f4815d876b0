#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/training/training_record.h"

namespace sym {

/// Reads a student's answer byte by byte and knows whether it can still become a valid one: the
/// layout of its kind and, as action, one of the grammar whose element is on the page, fits the
/// verb and was not ruled out. Immutable; states are values.
class ActionAutomaton {
public:
    struct Rules {
        ExampleKind kind = ExampleKind::Joint;
        std::string_view observation;
        std::set<std::string> commands;   ///< verbs offered; empty: the usual ones
        std::set<std::string> forbidden;  ///< whole actions, as formatAction() writes them; of
                                          ///< actions with a text, the element is ruled out
        std::size_t maxReasonBytes = 500;
        std::size_t maxTextBytes = 200;
    };

    struct State {
        enum class Phase { Header, Reason, ActionHeader, Verb, Text, Complete };
        Phase phase = Phase::Header;
        std::size_t at = 0;  ///< of a header, in bytes; of a reason or text, its length
        int node = 0;        ///< in the tree of actions
    };

    explicit ActionAutomaton(const Rules& rules);

    State start() const;
    /// @return false when no valid answer goes on like this; the state is then of no use
    bool step(State& state, char byte) const;
    bool isComplete(const State& state) const { return state.phase == State::Phase::Complete; }
    /// Whether anything at all may be done on the page.
    bool hasActions() const { return m_nodes.size() > 1; }

private:
    struct Node {
        std::map<char, int> next;
        int textNode = -1;  ///< >= 0: free text follows, then this node
        bool isComplete = false;
    };

    int path(int from, std::string_view text);
    void addAction(std::string_view text);
    void addWithText(std::string_view head, const std::vector<std::string>& tails);
    void addElement(std::string_view line, std::size_t idAt, const Rules& rules);
    bool enter(State& state, int node) const;

    std::string m_header;
    std::string m_actionHeader;
    std::size_t m_maxReasonBytes;
    std::size_t m_maxTextBytes;
    std::vector<Node> m_nodes;
};

}  // namespace sym
