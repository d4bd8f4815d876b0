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
        std::string_view objective;
        /// What is typed must be words of the objective; what is answered or put in double quotes
        /// in the reason, words of the page or of the objective, a number, "Done" or "N/A".
        bool copiesTexts = false;
        std::set<std::string> commands;   ///< verbs offered; empty: the usual ones
        std::set<std::string> forbidden;  ///< whole actions, as formatAction() writes them; of
                                          ///< actions with a text, the element is ruled out
        std::size_t maxReasonBytes = 500;
        std::size_t maxTextBytes = 200;
    };

    struct State {
        enum class Phase { Header, Reason, ActionHeader, Verb, Text, Complete };
        Phase phase = Phase::Header;
        std::size_t at = 0;      ///< of a header, in bytes; of a reason or text, its length
        int node = 0;            ///< in the tree of actions
        bool isQuoted = false;   ///< in double quotes, in a reason
        std::size_t copied = 0;  ///< length of the text so far
        std::size_t spot = 0;    ///< where it stands in what it is copied from
        bool isNumber = true;    ///< the text so far
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
        int textNode = -1;  ///< >= 0: a text follows, then this node
        int source = -1;    ///< what the text is copied from; -1: it is free
        bool isComplete = false;
    };

    int path(int from, std::string_view text);
    void addAction(std::string_view text);
    void addWithText(std::string_view head, const std::vector<std::string>& tails, int source);
    void addElement(std::string_view line, std::size_t idAt, const Rules& rules);
    bool enter(State& state, int node) const;
    bool copy(State& state, char byte, int source) const;
    bool isWholeCopy(const State& state, int source) const;

    std::string m_header;
    std::string m_actionHeader;
    std::size_t m_maxReasonBytes;
    std::size_t m_maxTextBytes;
    std::vector<std::string> m_sources;  ///< for typed texts and for answers; empty: all are free
    std::vector<Node> m_nodes;
};

}  // namespace sym
