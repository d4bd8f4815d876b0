#include "core/synthesis/speculative_decider.h"

#include <algorithm>
#include <charconv>

#include "core/jobs/parallel.h"
#include "core/trajectory/action_match.h"

namespace sym {

namespace {

bool canBeExecuted(const Candidate& candidate)
{
    return candidate.action.kind != ActionKind::None;
}

/// The first of the teacher's candidates is asked for by its key alone, so that equal situations
/// get equal answers whichever comes first.
std::uint64_t seedOf(const std::string& key)
{
    std::uint64_t seed = 0;
    std::from_chars(key.data(), key.data() + std::min<std::size_t>(key.size(), 12), seed, 16);
    return seed;
}

/// Index of the candidate that stands in for a rejected proposal.
int bestOf(const Decision& teacher, const SpeculativeSettings& settings)
{
    int best = -1;
    const int count = std::min(settings.k, int(teacher.candidates.size()));
    for (int i = 0; i < count; ++i) {
        const Candidate& candidate = teacher.candidates[std::size_t(i)];
        if (!canBeExecuted(candidate)) continue;
        if (best < 0) {
            best = i;
        } else if (settings.best == BestRule::Scored
                   && candidate.score > teacher.candidates[std::size_t(best)].score) {
            best = i;
        }
    }
    return best < 0 ? teacher.chosen : best;
}

/// Says of each of the student's candidates whether the teacher has it among its first k.
void judge(std::vector<Candidate>& proposals, const Decision& teacher, const PageRecord& page,
           int k)
{
    const PageIdentity identity(page);
    const auto isAmongFirst = [k](int rank) { return rank >= 0 && rank < k; };
    for (Candidate& proposal : proposals) {
        const MatchedRanks ranks = matchRanks(identity, proposal, teacher.candidates);
        proposal.verdict = {.compared = true,
                            .strict = isAmongFirst(ranks.strict),
                            .canonical = isAmongFirst(ranks.canonical)};
    }
}

void addErrors(const std::vector<std::string>& errors, const std::string& who, Step& step)
{
    for (const std::string& error : errors) step.errors.push_back(who + ": " + error);
}

void addCalls(std::vector<ModelCall>& calls, Step& step)
{
    step.calls.insert(step.calls.end(), std::make_move_iterator(calls.begin()),
                      std::make_move_iterator(calls.end()));
}

}  // namespace

const char* bestRuleName(BestRule rule)
{
    return rule == BestRule::Scored ? "scored" : "first";
}

const char* matchRuleName(MatchRule rule)
{
    return rule == MatchRule::Strict ? "strict" : "canonical";
}

Result<BestRule> bestRuleFromName(const std::string& name)
{
    for (const BestRule rule : {BestRule::First, BestRule::Scored})
        if (name == bestRuleName(rule)) return rule;
    return Error(ErrorCode::InvalidInput,
                 "the best candidate is the first or the scored one, not \"" + name + "\"");
}

Result<MatchRule> matchRuleFromName(const std::string& name)
{
    for (const MatchRule rule : {MatchRule::Canonical, MatchRule::Strict})
        if (name == matchRuleName(rule)) return rule;
    return Error(ErrorCode::InvalidInput,
                 "actions match as canonical or strict, not \"" + name + "\"");
}

nlohmann::json toJson(const SpeculativeSettings& settings)
{
    return {{"k", settings.k},
            {"asked", settings.asked},
            {"best", bestRuleName(settings.best)},
            {"matching", matchRuleName(settings.matching)},
            {"student_temperature", settings.studentTemperature},
            {"teacher_temperature", settings.teacherTemperature},
            {"cache", settings.useCache}};
}

Result<SpeculativeSettings> speculativeSettingsFromJson(const nlohmann::json& json)
{
    SpeculativeSettings settings;
    try {
        settings.k = json.value("k", settings.k);
        settings.asked = json.value("asked", settings.asked);
        settings.studentTemperature =
            json.value("student_temperature", settings.studentTemperature);
        settings.teacherTemperature =
            json.value("teacher_temperature", settings.teacherTemperature);
        settings.useCache = json.value("cache", settings.useCache);
        SYM_TRY(settings.best, bestRuleFromName(json.value("best", "first")));
        SYM_TRY(settings.matching, matchRuleFromName(json.value("matching", "canonical")));
    } catch (const nlohmann::json::exception& problem) {
        return Error(ErrorCode::InvalidInput,
                     std::string("settings of speculative synthesis: ") + problem.what());
    }
    SYM_CHECK(checkSettings(settings));
    return settings;
}

Status checkSettings(const SpeculativeSettings& settings)
{
    const auto bad = [](const std::string& what) { return Error(ErrorCode::InvalidInput, what); };
    if (settings.asked < 1 || settings.asked > SpeculativeSettings::kMaxCandidates)
        return bad("a teacher lists 1 to " + std::to_string(SpeculativeSettings::kMaxCandidates)
                   + " candidates, not " + std::to_string(settings.asked));
    if (settings.k < 1 || settings.k > settings.asked)
        return bad("K is from 1 to the candidates asked for (" + std::to_string(settings.asked)
                   + "), not " + std::to_string(settings.k));
    for (const double temperature : {settings.studentTemperature, settings.teacherTemperature})
        if (!(temperature >= 0 && temperature <= 5))
            return bad("a temperature is from 0 to 5, not " + std::to_string(temperature));
    return {};
}

SpeculativeDecider::SpeculativeDecider(ChatModel& student, ChatModel& teacher, Actor teacherActor,
                                       const SpeculativeSettings& settings)
    : m_student(student), m_teacher(teacher), m_teacherActor(teacherActor), m_settings(settings)
{
}

Result<DecisionAttempt> SpeculativeDecider::askStudent(const AgentMind& mind, std::uint64_t seed,
                                                       const Step& step, JobContext& job)
{
    Result<DecisionAttempt> attempt = askForDecision({.model = m_student,
                                                      .mind = mind,
                                                      .proposer = Actor::Small,
                                                      .seed = seed,
                                                      .temperature = m_settings.studentTemperature,
                                                      .purpose = kProposePurpose,
                                                      .tries = 1},
                                                     step.page, step.index, job);
    if (attempt || attempt.error().code() != ErrorCode::InvalidInput) return attempt;
    DecisionAttempt none;  // what it could not read it has no proposal for
    none.errors.push_back(attempt.error().message());
    return none;
}

Result<DecisionAttempt> SpeculativeDecider::askTeacher(const AgentMind& mind, std::uint64_t seed,
                                                       const Step& step, JobContext& job)
{
    std::string key;
    if (m_settings.useCache) {
        key = TeacherCache::keyOf(m_teacher.name(), m_settings.teacherTemperature,
                                  mind.prompt(step.page, step.index, {}), step.page);
        if (std::optional<Decision> known = m_cache.find(key, step.page)) {
            DecisionAttempt attempt;
            attempt.decision = std::move(known);
            attempt.calls.push_back({.purpose = kCachedPurpose, .model = m_teacher.name()});
            return attempt;
        }
        seed = seedOf(key);
    }
    SYM_TRY(DecisionAttempt attempt, askForDecision({.model = m_teacher,
                                                     .mind = mind,
                                                     .proposer = m_teacherActor,
                                                     .seed = seed,
                                                     .temperature = m_settings.teacherTemperature,
                                                     .purpose = kVerifyPurpose},
                                                    step.page, step.index, job));
    if (m_settings.useCache && attempt.decision) m_cache.keep(key, step.page, *attempt.decision);
    return attempt;
}

Result<std::optional<Decision>> SpeculativeDecider::decide(const AgentMind& mind,
                                                           std::uint64_t seed, Step& step,
                                                           JobContext& job)
{
    std::optional<Result<DecisionAttempt>> proposed;
    std::optional<Result<DecisionAttempt>> verified;
    runParallel(2, job, [&](int side, JobContext& child) {
        if (side == 0)
            proposed = askStudent(mind, seed, step, child);
        else
            verified = askTeacher(mind, seed, step, child);
    });
    SYM_TRY(DecisionAttempt student, *std::move(proposed));
    SYM_TRY(DecisionAttempt teacher, *std::move(verified));
    addCalls(student.calls, step);
    addCalls(teacher.calls, step);
    addErrors(student.errors, "small model", step);
    addErrors(teacher.errors, "large model", step);
    // Nothing that nobody has looked at is executed: the trajectory is to be learned from.
    if (!teacher.decision) return std::optional<Decision>();

    Decision decision = *teacher.decision;
    decision.chosen = bestOf(decision, m_settings);
    std::vector<Candidate> all;
    if (student.decision) {
        all = std::move(student.decision->candidates);
        judge(all, decision, step.page, m_settings.k);
    }
    const int proposals = int(all.size());
    const int proposal = student.decision ? student.decision->chosen : -1;
    const bool isAccepted = proposal >= 0
                            && (m_settings.matching == MatchRule::Strict
                                    ? all[std::size_t(proposal)].verdict.strict
                                    : all[std::size_t(proposal)].verdict.canonical);
    all.insert(all.end(), decision.candidates.begin(), decision.candidates.end());
    decision.candidates = std::move(all);
    decision.chosen = isAccepted ? proposal : proposals + decision.chosen;

    Candidate& executed = decision.candidates[std::size_t(decision.chosen)];
    executed.raw = formatAction(executed.action);
    if (isAccepted) decision.reasoning = student.decision->reasoning;
    if (!executed.reason.empty()) decision.reasoning = executed.reason;
    recordDecision(decision, step);
    return std::optional(std::move(decision));
}

}  // namespace sym
