#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/dataset/step_choice.h"
#include "core/model/tokenizer.h"
#include "core/training/training_example.h"

namespace sym {

/// A data set as the trainer will see it, and what of it is learned.
struct RenderedSet {
    /// More steps than this are not rendered for a preview; the totals then speak of the first.
    static constexpr int kMaxRecords = 3000;

    std::vector<TrainingExample> examples;
    int records = 0;  ///< rendered
    int allRecords = 0;
    int withoutExample = 0;    ///< records none of whose examples can be learned from
    int cutExamples = 0;       ///< whose page does not fit
    int longest = 0;           ///< tokens of the longest example
    std::int64_t trained = 0;  ///< tokens
    std::int64_t ignored = 0;  ///< tokens that are read and not learned
    std::int64_t cut = 0;      ///< tokens left out
    std::map<std::string, int> byKind;

    std::int64_t tokens() const { return trained + ignored; }
    /// Tokens of all records, from those rendered.
    std::int64_t allTokens() const { return records > 0 ? tokens() * allRecords / records : 0; }
};

/// Renders the steps of a data set with a model's tokenizer and end token.
/// @return InvalidInput when nothing is left to train: all is masked
Result<RenderedSet> renderSet(const std::vector<TrainingRecord>& records,
                              const Tokenizer& tokenizer, int endToken, const TrainConfig& config);

enum class TokenUse {
    Ignored,  ///< read, not learned
    Trained,
    Cut,  ///< of the page, left out to fit
};

/// A token as it can be shown. A character that several tokens share goes to the first of them, so
/// that every text is valid UTF-8; some texts are then empty.
struct MarkedToken {
    std::string text;
    TokenUse use = TokenUse::Ignored;
    bool isReasoning = false;  ///< its loss is weighted by lambda
};

/// An example token by token, with the lines of the page that were cut put back and marked; a cut
/// line is one element.
Result<std::vector<MarkedToken>> markTokens(const TrainingRecord& record,
                                            const TrainingExample& example,
                                            const Tokenizer& tokenizer, int endToken,
                                            const TrainConfig& config);

}  // namespace sym
