#pragma once

#include <cstdint>
#include <vector>

#include "core/base/ids.h"
#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/llm/text_embedder.h"
#include "core/review/committee.h"
#include "core/store/project_store.h"

namespace sym {

/// How many pieces of which length are cut from an episode. All possible ones would be quadratic in
/// its length; short ones are the most useful (METHOD 10).
struct PieceClass {
    int shortest = 1;  ///< steps, inclusive
    int longest = 4;
    int perEpisode = 8;  ///< at most so many, drawn evenly where there are more; < 0: all
};

/// What the knowledge base is built from, and how. Every choice of METHOD 3.2 is here.
struct KnowledgeBuildSettings {
    std::vector<RunId> runs;  ///< empty: every run of the project
    LoopId symbiosis;         ///< whose knowledge base; 0: by hand
    int round = 0;            ///< kept with the entries
    std::vector<PieceClass> classes{{1, 1, 12}, {2, 4, 8}, {5, 9, 2}};
    bool wholeEpisodes = true;   ///< and each episode as one piece
    bool failedEpisodes = true;  ///< also of those that failed in the judge's opinion
    bool committee = true;       ///< false: every entry is accepted, and no judge is asked
    bool debate = true;
    std::uint64_t seed = 1;  ///< of the draw and of the models
};

/// Who works on it; all outlive the building.
struct KnowledgeBuilders {
    ChatModel& writer;                   ///< of instructions and summaries
    std::vector<CommitteeJudge> judges;  ///< empty: the writer in both manners
    TextEmbedder* embedder = nullptr;    ///< null: no vectors
};

/// What became of everything.
struct KnowledgeBuildReport {
    int episodes = 0;    ///< looked at
    int forbidden = 0;   ///< left out: not of the train split, or of a held-out template
    int unfinished = 0;  ///< left out: did not finish
    int failed = 0;      ///< left out: failed, and failures are not wanted
    int pieces = 0;      ///< cut
    int before = 0;      ///< of these were there already
    int accepted = 0;    ///< new ones
    int refused = 0;     ///< new ones the committee did not want; kept with their votes
    int debates = 0;
    int unreadable = 0;  ///< left out: the writer's answer had no instructions
    int embedded = 0;    ///< vectors made
    std::int64_t tokens = 0;
    double costUsd = 0;
};

/// Backward construction (METHOD 3.1, 10): cuts finished episodes into pieces, has a model write
/// what each piece does, and a committee say whether that is true. Same input, same entries in the
/// same order; a piece that is there already costs nothing, so an interrupted building is gone on
/// with by calling it again. Episodes that must not be learned from are counted and left out.
/// @return Cancelled, what the models say, what the store says
Result<KnowledgeBuildReport> buildKnowledge(ProjectStore& store, const KnowledgeBuilders& builders,
                                            const KnowledgeBuildSettings& settings,
                                            JobContext& job);

}  // namespace sym
