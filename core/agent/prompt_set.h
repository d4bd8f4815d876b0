#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace sym {

/// Whose prompts an agent is given.
enum class PromptProfile {
    Symbiont,    ///< ours: resources/prompts/symbiont.txt
    AgentOccam,  ///< AgentOccam's, byte for byte: resources/prompts/agentoccam.txt
};

const char* promptProfileName(PromptProfile profile);  ///< "symbiont", "agentoccam"

/// The texts a prompt is made of. One file a profile; a line `%% name` begins each text, which runs
/// to the line before the next one:
///   instruction           with {output_specifications}, {planning_specifications},
///                         {navigation_specifications}, {candidates}
///   output SECTION        what to write under that header
///   command VERB          one line of the list of commands
///   candidates            replaces {candidates} when several are asked for; has {candidates}
///   itself final step            appended on the last step, has {max_steps} retry note, retry
///   invalid   appended after a refused answer, have {action} (AgentOccam's only)
class PromptSet {
public:
    /// @param folder with NAME.txt for the profile; empty: the built-in texts
    /// @return Io when a file is missing, InvalidInput when it lacks the instruction
    static Result<PromptSet> load(PromptProfile profile, const std::string& folder);

    /// Any file of such texts: NAME.txt of the folder, or the built-in one. @return Io
    static Result<PromptSet> open(const std::string& name, const std::string& folder);

    /// The text of that name; empty when the file has none.
    std::string text(std::string_view name) const;
    bool has(std::string_view name) const { return m_texts.contains(name); }

    /// The instruction with the given sections and commands filled in. Commands without a text are
    /// left out.
    std::string instruction(const std::vector<std::string>& sections,
                            const std::vector<std::string>& planning,
                            const std::vector<std::string>& navigation, int candidates) const;

private:
    std::map<std::string, std::string, std::less<>> m_texts;
};

/// Replaces each `{name}` in a text.
std::string filledIn(std::string text, std::string_view name, std::string_view value);

}  // namespace sym
