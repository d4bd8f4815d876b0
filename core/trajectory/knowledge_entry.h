#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/ids.h"
#include "core/base/result.h"

namespace sym {

/// What a model thinks of how the episode behind an entry ended; never the evaluator's reward.
enum class Opinion { Unjudged, Success, Failure };

const char* opinionName(Opinion opinion);  ///< "unjudged", "success", "failure"

/// A page as an entry shows it.
struct KnowledgePage {
    std::string title;
    std::string path;         ///< of the address, without host: "/orders?page=2"
    std::string observation;  ///< shortened, without the elements' ids

    bool operator==(const KnowledgePage&) const = default;
};

/// A page and what was done on it.
struct KnowledgeStep {
    KnowledgePage page;
    std::string action;  ///< as the agent wrote it: "click [12]"
    std::string target;  ///< "link 'My Orders'", empty when no element
    std::string reason;

    bool operator==(const KnowledgeStep&) const = default;
};

/// One judge's answer to the four questions of the committee (METHOD 10).
struct KnowledgeVote {
    std::string judge;        ///< "strict" or "plain", and the model behind it
    int turn = 0;             ///< 0: on its own; 1: after reading the others' reasons
    bool aligned = false;     ///< the steps do what the instruction says
    bool coherent = false;    ///< each step follows from the one before, without contradiction
    bool natural = false;     ///< a person would do it so
    bool reasonable = false;  ///< nothing needless, no back and forth
    std::string reason;

    bool accepts() const { return aligned && coherent && natural && reasonable; }
    bool operator==(const KnowledgeVote&) const = default;
};

/// An entry of the knowledge base: a piece of an episode that starts and ends with a page, and what
/// a model wrote about it afterwards (METHOD 3.2, 10). JSON form in docs/formats/knowledge.md.
struct KnowledgeEntry {
    KnowledgeId id;
    EpisodeId episode;
    int firstStep =
        0;  ///< 0-based positions of the first and last action in the episode, inclusive
    int lastStep = 0;
    LoopId symbiosis;  ///< 0: built by hand
    int round = 0;
    std::string policy;  ///< who made the episode: "planner", "large", "small", ...
    std::string taskId;
    std::string templateId;
    std::string site;       ///< of a task with several: joined by "+"
    std::string objective;  ///< of the episode

    std::string replicate;                ///< instruction that tells the steps
    std::string abstract;                 ///< instruction that tells their purpose
    std::string summary;                  ///< of the pages and how they changed
    Opinion outcome = Opinion::Unjudged;  ///< of the whole episode
    std::string outcomeReason;

    std::vector<KnowledgeStep> steps;  ///< consecutive repetitions are left out
    KnowledgePage last;  ///< the page after the last action; empty after one that ends the episode
    std::vector<KnowledgeVote> votes;
    bool accepted = false;  ///< every judge's last vote accepts

    bool operator==(const KnowledgeEntry&) const = default;
};

nlohmann::json toJson(const KnowledgeEntry& entry);
/// @return InvalidInput naming what is of a wrong type
Result<KnowledgeEntry> knowledgeEntryFromJson(const nlohmann::json& json);

}  // namespace sym
