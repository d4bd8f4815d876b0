#include "core/symbiosis/phases/engine_loop_work.h"

#include "core/knowledge/build_knowledge.h"
#include "core/knowledge/hashed_words.h"
#include "core/knowledge/knowledge_examples.h"
#include "core/review/trajectory_judge.h"
#include "core/store/knowledge_store.h"
#include "core/symbiosis/phases/loop_run.h"
#include "core/symbiosis/phases/phase_work.h"
#include "core/synthesis/speculative_decider.h"

namespace sym {

namespace {

using nlohmann::json;

/// The recorded policy: the planner is never called a large model.
std::string policyOf(const LoopSettings& settings, const std::string& policy)
{
    return policy == "large" && settings.large == "planner" ? "planner" : policy;
}

Result<RetrievalSettings> retrievalOf(const LoopSettings& settings, const LoopRollout& rollout)
{
    RetrievalSettings retrieval;
    retrieval.summary = settings.retrieveSummary;
    retrieval.observation = settings.retrieveObservation;
    retrieval.trajectory = settings.retrieveTrajectory;
    retrieval.filter = settings.helpfulnessFilter;
    SYM_TRY(retrieval.exclude, exclusionFromName(settings.exclude));
    retrieval.symbiosis = rollout.loop;
    retrieval.lastRound = rollout.knowledge->lastRound;
    for (const std::string& policy : rollout.knowledge->policies)
        retrieval.policies.push_back(policyOf(settings, policy));
    return retrieval;
}

Result<SpeculativeSettings> speculationOf(const LoopSettings& settings)
{
    SpeculativeSettings speculation;
    speculation.k = settings.candidates;
    speculation.studentTemperature = settings.proposalTemperature;
    speculation.teacherTemperature = settings.largeTemperature;
    SYM_TRY(speculation.best, bestRuleFromName(settings.best));
    SYM_TRY(speculation.matching, matchRuleFromName(settings.matching));
    SYM_CHECK(checkSettings(speculation));
    return speculation;
}

std::string joinedIds(const std::vector<std::string>& ids)
{
    std::string spec;
    for (const std::string& id : ids) spec += (spec.empty() ? "" : ",") + id;
    return spec;
}

RolloutOptions optionsOf(const LoopSettings& settings, const LoopRollout& rollout, int browsers)
{
    RolloutOptions options;
    options.name = "symbiosis " + std::to_string(rollout.loop.value) + ", round "
                   + std::to_string(rollout.round) + ": " + rollout.phase;
    options.suite = settings.suite;
    options.split = rollout.split;
    options.taskSpec = joinedIds(rollout.tasks);
    options.policy = policyOf(settings, rollout.policy);
    options.model = settings.large;
    options.seed = rollout.seed;
    options.browsers = browsers;
    options.maxSteps = settings.maxSteps;
    options.temperature = rollout.temperature;
    options.screenshots = settings.screenshots;
    options.method = loopRunTag(rollout);
    options.failsOnOutage = true;
    return options;
}

/// The entries that a run has given, also before an interruption.
Result<KnowledgeCount> entriesOf(ProjectStore& store, const LoopKnowledge& knowledge)
{
    SYM_TRY(const RunRecord run, store.run(knowledge.run));
    SYM_TRY(const std::vector<KnowledgeCount> counts, store.knowledge().counts());
    for (const KnowledgeCount& count : counts)
        if (count.symbiosis == knowledge.loop && count.round == knowledge.round
            && count.policy == run.policy)
            return count;
    return KnowledgeCount{};
}

/// An untrained base has the prompt that its training will have.
Result<StudentUse> studentUseOf(const LoopSettings& settings, const LoopRollout& rollout)
{
    SYM_TRY(const TrainConfig config, loopTrainConfig(settings));
    return StudentUse{rollout.temperature, config.maxTokens, config.history, config.markMatches};
}

}  // namespace

Result<RunId> EngineLoopWork::rollout(const LoopSettings& settings, const LoopRollout& rollout,
                                      JobContext& job)
{
    SYM_TRY(const std::optional<RunRecord> done, findLoopRun(m_engine.store, rollout));
    if (done) return done->id;
    if (rollout.tasks.empty())
        return Error(ErrorCode::InvalidInput, "there are no tasks to work on");

    RolloutOptions options = optionsOf(settings, rollout, m_engine.browsers);
    std::unique_ptr<ChatModel> student;
    if (!rollout.student.empty()) {
        SYM_TRY(const StudentUse use, studentUseOf(settings, rollout));
        SYM_TRY(student, m_engine.openStudent(rollout.student, use));
    }
    std::unique_ptr<SpeculativeDecider> speculative;
    if (rollout.policy == "sds") {
        SYM_TRY(const SpeculativeSettings speculation, speculationOf(settings));
        const Actor teacher = settings.large == "planner" ? Actor::Planner : Actor::Large;
        speculative =
            std::make_unique<SpeculativeDecider>(*student, m_engine.large, teacher, speculation);
        if (speculation.useCache) SYM_CHECK(speculative->loadCache(m_engine.store));
        options.candidates = speculation.asked;
        options.method.update(toJson(speculation));
        options.method["teacher"] = m_engine.large.name();
    }
    HashedWords words;
    std::unique_ptr<KnowledgeExamples> examples;
    if (rollout.knowledge) {
        SYM_TRY(const RetrievalSettings retrieval, retrievalOf(settings, rollout));
        examples = std::make_unique<KnowledgeExamples>(
            KnowledgeSources{m_engine.store.knowledge(), m_engine.large, &words}, retrieval);
        options.method["retrieval"] = methodOf(retrieval, &words);
    }

    const RolloutEngine engine{.store = m_engine.store,
                               .host = m_engine.host,
                               .devTools = m_engine.devTools,
                               .model = student ? *student : m_engine.large,
                               .decider = speculative.get(),
                               .examples = examples.get(),
                               .judge = m_engine.evaluatorJudge,
                               .sites = m_engine.sites,
                               .allowedHosts = m_engine.allowedHosts};
    SYM_TRY(const RolloutSummary summary,
            runRollout(engine, options, m_engine.observer.rollouts(), m_engine.control, job));
    return summary.run;
}

Result<json> EngineLoopWork::judge(const LoopSettings& settings, RunId run, JobContext& job)
{
    SYM_TRY(const JudgingReport report,
            judgeEpisodes(m_engine.store, run, m_engine.large, settings.seed, job));
    if (report.unreadable > 0 && report.judged + report.before == 0)
        return Error(ErrorCode::InvalidInput, m_engine.large.name() + " gave no verdict on any of "
                                                  + std::to_string(report.unreadable)
                                                  + " episodes");
    return json{{"judged", report.judged + report.before},
                {"unfinished", report.unfinished},
                {"unreadable", report.unreadable},
                {"approved", report.successes},
                {"cost_usd", report.costUsd},
                {"cost", {{"tokens", report.tokens}}}};
}

Result<json> EngineLoopWork::buildKnowledge(const LoopSettings& settings,
                                            const LoopKnowledge& knowledge, JobContext& job)
{
    HashedWords words;
    KnowledgeBuildSettings build;
    build.runs = {knowledge.run};
    build.symbiosis = knowledge.loop;
    build.round = knowledge.round;
    build.failedEpisodes = settings.failedEpisodes;
    build.committee = settings.committee;
    build.debate = settings.debate;
    build.seed = settings.seed;
    SYM_TRY(const KnowledgeBuildReport report,
            sym::buildKnowledge(m_engine.store, {m_engine.large, {}, &words}, build, job));
    SYM_TRY(const KnowledgeCount there, entriesOf(m_engine.store, knowledge));
    return json{{"episodes", report.episodes},
                {"forbidden", report.forbidden},
                {"pieces", report.pieces},
                {"before", report.before},
                {"accepted", there.accepted},
                {"refused", there.refused},
                {"debates", report.debates},
                {"cost_usd", report.costUsd},
                {"cost", {{"tokens", report.tokens}}}};
}

}  // namespace sym
