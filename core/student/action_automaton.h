#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/training/page_elements.h"
#include "core/training/training_record.h"

namespace sym {

/// The verbs a student is offered when nothing else is said.
const std::set<std::string>& usualCommands();

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
        /// in the reason, words that the page says or the objective, a count, "Done" or "N/A". Of
        /// a choice's options those that the objective names are taken, where it names one that is
        /// not chosen yet.
        bool copiesTexts = false;
        /// The reason begins with an action in words, `click link "Orders".` (saidAction()), that
        /// can be done here, and the action is the one it says.
        bool saysAction = false;
        std::set<std::string> commands;   ///< verbs offered; empty: the usual ones
        std::set<std::string> forbidden;  ///< whole actions, as formatAction() writes them; of
                                          ///< actions with a text, the element is ruled out
        std::set<std::string, std::less<>> unsaid;  ///< actions in words that are not to be said
        std::size_t maxReasonBytes = 500;           ///< behind the action in words
        std::size_t maxTextBytes = 200;
    };

    struct State {
        enum class Phase { Header, Said, Reason, ActionHeader, Verb, Text, Complete };
        Phase phase = Phase::Header;
        std::size_t at = 0;      ///< of a header, in bytes; of a reason or text, its length
        int node = 0;            ///< in the tree of actions or of what can be said
        int actions = 0;         ///< root of the tree of actions that fit what was said
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

private:
    enum class Source { Free, Typed, Answers, Number };
    struct Node {
        std::map<char, int> next;
        int textNode = -1;             ///< >= 0: a text follows, then this node
        Source source = Source::Free;  ///< what the text is copied from
        int actions = -1;              ///< >= 0: said so far, and root of the actions that it means
        bool isComplete = false;
    };

    int path(int from, std::string_view text);
    int rootOf(std::string_view said);
    void addAction(std::string_view said, std::string_view text);
    void addWithText(std::string_view said, std::string_view head,
                     const std::vector<std::string>& tails, Source source);
    std::vector<std::string> optionsToTake(const PageElement& element, const Rules& rules) const;
    void addElement(const PageElement& element, const Rules& rules);
    bool enter(State& state, int node) const;
    bool say(State& state, char byte) const;
    bool copy(State& state, char byte, Source source) const;
    bool isWholeCopy(const State& state, Source source) const;
    std::string_view textOf(Source source) const;
    static bool isWithin(char byte, Source source);

    std::string m_header;
    std::string m_actionHeader;
    std::size_t m_maxReasonBytes;
    std::size_t m_maxTextBytes;
    bool m_copiesTexts;
    std::set<std::string, std::less<>> m_unsaid;
    std::string m_objective;  ///< what typed texts are copied from
    std::string m_numbers;    ///< those of the objective, one a line; what number fields take
    std::string m_answers;    ///< and answers, a name, cell or value of the page a line
    std::vector<Node> m_nodes;
    int m_said = -1;  ///< root of what can be said; -1: anything, the root of actions is 0
};

}  // namespace sym
