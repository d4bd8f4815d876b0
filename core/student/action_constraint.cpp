#include "core/student/action_constraint.h"

#include <algorithm>

namespace sym {

ActionConstraint::ActionConstraint(const ActionAutomaton::Rules& rules, const Tokenizer& tokenizer,
                                   std::vector<int> endTokens)
    : m_automaton(rules), m_tokenizer(tokenizer), m_endTokens(std::move(endTokens))
{
}

/// Whether the bytes lead to a valid answer, and not into a text and out of it at once: " [12]" is
/// an element's id, a number that is typed or answered is written in digits.
bool ActionConstraint::leads(ActionAutomaton::State state, std::string_view bytes) const
{
    using Phase = ActionAutomaton::State::Phase;
    bool isOpened = false;
    for (const char byte : bytes) {
        const bool wasText = state.phase == Phase::Text;
        if (!m_automaton.step(state, byte)) return false;
        const bool isText = state.phase == Phase::Text;
        if (isOpened && wasText && !isText) return false;
        isOpened = isOpened || (!wasText && isText);
    }
    return !bytes.empty();
}

bool ActionConstraint::allow(std::string_view soFar, std::vector<bool>& allowed)
{
    ActionAutomaton::State state = m_automaton.start();
    bool isValid = true;
    for (const char byte : soFar) isValid = isValid && m_automaton.step(state, byte);
    std::fill(allowed.begin(), allowed.end(), false);
    bool any = false;
    const int count = std::min(int(allowed.size()), m_tokenizer.size());
    if (isValid && !m_automaton.isComplete(state)) {
        for (int token = 0; token < count; ++token) {
            if (m_tokenizer.isSpecial(token)) continue;
            const bool fits = leads(state, m_tokenizer.tokenBytes(token));
            allowed[std::size_t(token)] = fits;
            any = any || fits;
        }
    }
    // Done, or nowhere to go: a text that reached its longest without a bracket ends here too
    if (!any)
        for (const int end : m_endTokens)
            if (end >= 0 && end < int(allowed.size())) allowed[std::size_t(end)] = true;
    return true;
}

}  // namespace sym
