#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace sym {

/// One recorded step as training data: what the student would have seen, what the teacher thought
/// and did. JSON lines, one a step; docs/formats/training.md.
struct TrainingRecord {
    std::string objective;
    std::string lastAction;  ///< "None" at the first step
    std::string history;     ///< earlier actions, one a line; used only when history is on
    std::string observation;
    std::string reason;
    std::string action;  ///< in the eight-command grammar

    // Where it came from
    std::int64_t episode = 0;  ///< of the project file
    int step = 0;
    std::string taskId;
    std::string templateId;
    std::string site;
    std::string split;  ///< "train"; records of other splits are refused for training
    double weight = 1;

    bool operator==(const TrainingRecord&) const = default;
};

Result<TrainingRecord> trainingRecordFromJson(std::string_view line);
std::string trainingRecordToJson(const TrainingRecord& record);
/// @return Io, or InvalidInput with the line number
Result<std::vector<TrainingRecord>> readTrainingRecords(const std::string& file);
Status writeTrainingRecords(const std::string& file, const std::vector<TrainingRecord>& records);

/// The three kinds of examples made of one step (METHOD 4.2).
enum class ExampleKind { Action, Rationale, Joint };

const char* exampleKindName(ExampleKind kind);  ///< "action", "rationale", "joint"

/// The student's prompt up to where its answer starts, in the paper's layout (METHOD 2.4): Alpaca
/// wrapper, OBJECTIVE, LASTACTION, CURRENT OBSERVATION. Used in training and when acting.
std::string studentPrompt(ExampleKind kind, std::string_view objective, std::string_view lastAction,
                          std::string_view history, std::string_view observation);

/// What is learned after it: "ACTION:\n...", "REASON:\n..." or both.
std::string studentResponse(ExampleKind kind, std::string_view reason, std::string_view action);

/// The action line of a student's answer; empty when it has none.
std::string actionOfResponse(std::string_view response);
std::string reasonOfResponse(std::string_view response);

}  // namespace sym
