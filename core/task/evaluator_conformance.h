#pragma once

#include <string>

#include "core/base/conformance.h"
#include "core/base/job_context.h"
#include "core/base/result.h"

namespace sym {

/// Whether a file name is one that checkEvaluatorFile() reads: "evaluators_*.jsonl",
/// "must_include_tokenised.jsonl", "real_answers.jsonl".
bool isEvaluatorFile(const std::string& fileName);

/// Runs recorded calls of the reference evaluators, one JSON object a line, and compares.
///
/// Rows are told apart by "fn" (clean_answer, must_include, string_match, url_match,
/// program_html), those without by their keys (tokenised matches; real answers, of which the rows
/// with an "oracle" count). A file with "agentoccam" in its name is for that profile.
///
/// @param taskDataFolder holds test.raw.json and agentoccam.test.raw.json, which program_html rows
///                       refer to by task id
/// @return Io when a file cannot be read; rows that cannot be read count as disagreements;
///         Cancelled
Result<ConformanceCount> checkEvaluatorFile(const std::string& path,
                                            const std::string& taskDataFolder, JobContext& job);

}  // namespace sym
