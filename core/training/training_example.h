#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model/tokenizer.h"
#include "core/training/train_config.h"
#include "core/training/training_record.h"

namespace sym {

/// A rendered example: tokens, and which of them are learned. Position i predicts token i + 1, so a
/// token is trained when its mask is set, from the position before it.
struct TrainingExample {
    std::vector<int> tokens;
    std::vector<bool> trained;
    ExampleKind kind = ExampleKind::Action;
    int record = 0;            ///< index of its TrainingRecord
    int cutTokens = 0;         ///< of the page, left out to fit
    double weight = 1;         ///< of its record
    double reasonWeight = 1;   ///< lambda; of the rationale's tokens, times weight
    double promptWeight = 0;   ///< of the prompt's loss; the tokens that count share it
    std::size_t answerAt = 0;  ///< tokens from here on are the answer
    std::size_t actionAt =
        0;  ///< tokens from here on are action, trained ones before are rationale
    int trainedCount() const;
    /// Weight of the token in the loss; 0 when it is not trained.
    double tokenWeight(std::size_t token) const;
};

/// What a student of this training answers with: rationale and action where it learned both
/// together, else the action alone.
ExampleKind answeringKind(const TrainConfig& config);

/// A student's prompt as tokens, begin of text included where the tokenizer adds it.
struct PromptTokens {
    std::vector<int> tokens;
    int cutTokens = 0;  ///< of the page, left out to fit
    std::string page;   ///< what was kept of the observation
};

/// What a student's prompt is made of.
struct PromptParts {
    ExampleKind kind = ExampleKind::Joint;
    std::string_view objective;
    std::string_view lastAction;
    std::string_view history;  ///< one action a line, the oldest are left out where they take more
                               ///< than a fifth of the room; empty: none in the prompt
    std::string_view observation;
    bool markMatches = true;  ///< as TrainConfig's
};

/// Tokens a prompt may have where an example may have `maxTokens`: room is left for a usual answer,
/// and a longer one makes its example longer. Never for the answer at hand: most pages are cut, so
/// the length of the prompt would tell that of the answer, and a student would go by it.
int promptRoom(int maxTokens);

/// Writes and encodes the prompt; a page that does not fit is cut (page_cut.h). Used in training
/// and when acting, so that both see the same tokens.
/// @return InvalidInput when it exceeds maxTokens without any page
Result<PromptTokens> studentPromptTokens(const PromptParts& parts, const Tokenizer& tokenizer,
                                         int maxTokens);

/// @return InvalidInput when the task alone exceeds promptRoom()
Result<TrainingExample> renderExample(const TrainingRecord& record, ExampleKind kind,
                                      const Tokenizer& tokenizer, int endToken,
                                      const TrainConfig& config);

/// All examples of all records, in the mix the config asks for; seeded. Left out: reasoning kinds
/// of records without a reason, tasks that are too long without any page, and actions whose
/// element, option or answer was cut from the page (to learn them is to learn to guess).
/// @return InvalidInput when nothing is left to train, or naming a record of another split
Result<std::vector<TrainingExample>> renderExamples(const std::vector<TrainingRecord>& records,
                                                    const Tokenizer& tokenizer, int endToken,
                                                    const TrainConfig& config);

/// Examples put into rows of at most `rowTokens`; attention never crosses from one to the next.
struct PackedRow {
    std::vector<int> examples;  ///< indices, in order
    int tokens = 0;
};

/// First fit by falling length within a seeded shuffle; the order depends on seed and epoch only.
std::vector<PackedRow> packRows(const std::vector<TrainingExample>& examples, int rowTokens,
                                std::uint64_t seed, int epoch);

}  // namespace sym
