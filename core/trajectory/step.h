#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/trajectory/action.h"
#include "core/trajectory/page_record.h"

namespace sym {

/// Who proposed or decided an action.
enum class Actor { Planner, Large, Small, Human, Harness };

const char* actorName(Actor actor);  ///< "planner", "large", "small", "human", "harness"

/// How a small model's proposal compares with the large model's candidates (METHOD 2.2).
struct Verdict {
    bool compared = false;   ///< false: there was nothing to compare with
    bool strict = false;     ///< equal as text after trimming
    bool canonical = false;  ///< same verb, element identity, folded text, enter flag

    bool operator==(const Verdict&) const = default;
};

/// One action somebody proposed at a step, chosen or not.
struct Candidate {
    Action action;
    std::string raw;  ///< the action as the model wrote it
    std::string reason;
    Actor proposer = Actor::Planner;
    int rank = 0;      ///< 0 is the proposer's first choice
    double score = 0;  ///< proposer's own, 0 when it gives none
    Verdict verdict;

    bool operator==(const Candidate&) const = default;
};

/// One call of a chat model.
struct ModelCall {
    std::string purpose;   ///< "act", "judge", "retry 1", ...
    std::string model;     ///< id as sent, e.g. "planner (offline stand-in)"
    std::string prompt;    ///< the messages exactly as sent, as JSON [{"role","content"}]
    std::string response;  ///< raw text
    double temperature = 0;
    double topP = 1;
    std::uint64_t seed = 0;
    std::int64_t promptTokens = 0;
    std::int64_t responseTokens = 0;
    double costUsd = 0;
    double milliseconds = 0;

    bool operator==(const ModelCall&) const = default;
};

/// An entry of the knowledge base that was found for a step, and what became of it (METHOD 3.3).
struct RetrievedExample {
    KnowledgeId entry;
    std::string strategy;  ///< "summary", "observation", "trajectory"; several joined by "+"
    double score = 0;      ///< of the best strategy; comparable within one strategy only
    int rank = 0;          ///< 0: found first
    bool kept = false;     ///< it was in the prompt: helpful, and there was room
    std::string reason;    ///< of the helpfulness filter, or why there was no room
    std::string policy;    ///< who made the trajectory: "planner", "small", ...
    int round = 0;

    bool operator==(const RetrievedExample&) const = default;
};

/// Wall time of a step by phase, milliseconds.
struct StepTimings {
    double observe = 0;
    double decide = 0;
    double act = 0;
    double settle = 0;
    double screenshot = 0;

    double total() const { return observe + decide + act + settle + screenshot; }
    bool operator==(const StepTimings&) const = default;
};

/// One step of an episode: the page, what was thought and proposed, what was done, what it cost.
/// METHOD 3.7 and 13; JSON form in docs/formats/trajectory.md.
struct Step {
    int index = 0;  ///< 0-based within the episode
    PageRecord page;
    BlobId screenshotBefore;
    BlobId screenshotAfter;

    std::string plan;  ///< plan tree as shown in the prompt
    std::string historySummary;
    std::string observationDescription;
    std::vector<std::string> highlightIds;  ///< OBSERVATION HIGHLIGHT, most useful first
    std::string reasoning;                  ///< REASON of the executed action

    std::vector<RetrievedExample> retrieved;  ///< found for this step, in the order found

    std::vector<Candidate> candidates;
    Action action;          ///< executed
    std::string rawAction;  ///< its text
    Actor decidedBy = Actor::Planner;
    std::optional<Rectangle> target;  ///< where the element was when acted on
    std::string targetDescription;    ///< "link 'My Orders'", empty when no element

    std::vector<ModelCall> calls;
    std::vector<std::string>
        errors;  ///< of this step: invalid actions, failed clicks, blocked hosts
    StepTimings timings;
    std::string startedAt;  ///< UTC, ISO 8601 with milliseconds

    bool operator==(const Step&) const = default;
};

}  // namespace sym
