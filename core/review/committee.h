#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/llm/chat_model.h"
#include "core/trajectory/knowledge_entry.h"

namespace sym {

/// A member of the committee: a model and how it is asked.
struct CommitteeJudge {
    ChatModel* model = nullptr;  ///< outlives the committee
    std::string manner =
        "plain";  ///< "plain" or "strict": the text `committee MANNER` of the prompts
};

/// Who decides whether an entry is worth keeping (METHOD 10): unanimous on four criteria.
struct CommitteeSettings {
    std::vector<CommitteeJudge> judges;  ///< at least two; of one model in two manners at least
    bool debate = true;  ///< when they disagree, each is asked once more with the others' reasons
    std::uint64_t seed = 1;
};

/// One model in both manners.
CommitteeSettings committeeOf(ChatModel& model, std::uint64_t seed);

/// What the committee says of an entry's instruction and steps.
struct CommitteeReview {
    std::vector<KnowledgeVote> votes;  ///< all of them, by turn
    bool accepted = false;             ///< every judge's last vote accepts
    std::vector<ModelCall> calls;
};

/// @return InvalidInput for fewer than two judges; what a model says. An answer that cannot be read
///         is a vote against.
Result<CommitteeReview> reviewEntry(const KnowledgeEntry& entry, const CommitteeSettings& settings,
                                    JobContext& job);

}  // namespace sym
