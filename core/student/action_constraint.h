#pragma once

#include <string>
#include <vector>

#include "core/model/language_model.h"
#include "core/student/action_automaton.h"

namespace sym {

/// Allows the tokens with which a student's answer can still become a valid one, and the end only
/// once it is. Of one generation; one thread at a time. The tokenizer outlives it.
class ActionConstraint final : public TokenConstraint {
public:
    ActionConstraint(const ActionAutomaton::Rules& rules, const Tokenizer& tokenizer,
                     std::vector<int> endTokens);

    bool allow(std::string_view soFar, std::vector<bool>& allowed) override;

    const ActionAutomaton& automaton() const { return m_automaton; }

private:
    bool leads(ActionAutomaton::State state, std::string_view bytes) const;

    ActionAutomaton m_automaton;
    const Tokenizer& m_tokenizer;
    std::vector<int> m_endTokens;
};

}  // namespace sym
