#include "core/symbiosis/loop_phases.h"

namespace sym {

namespace {

using nlohmann::json;
using StudentOf = std::function<Result<std::string>()>;

/// The student that goes into a round: the warm one, later the one of the round before.
Result<std::string> studentBefore(const LoopContext& context, int round)
{
    return round == 0 ? phaseStudent(context, 0, phase::kDistil)
                      : phaseStudent(context, round - 1, phase::kTrain);
}

/// What a student learns from: the large model's runs and, but for the warm student, the
/// speculative ones.
Result<LoopTraining> trainingOf(const LoopContext& context, int round, const std::string& name)
{
    const LoopSettings& settings = context.settings;
    LoopTraining training;
    training.name =
        "loop" + std::to_string(context.loop.value) + "-round" + std::to_string(round) + "-" + name;
    training.base = settings.base;
    if (!settings.fromBase && name == phase::kTrain) {
        SYM_TRY(const std::string before, studentBefore(context, round));
        training.base = before + "/model";
    }
    for (int r = settings.earlierData ? 0 : round; r <= round; ++r) {
        SYM_TRY(const RunId large, phaseRun(context, r, phase::kLarge));
        training.runs.push_back(large);
        if (name == phase::kDistil) continue;
        SYM_TRY(const RunId speculative, phaseRun(context, r, phase::kSpeculate));
        training.runs.push_back(speculative);
    }
    return training;
}

/// Makes the phases of a loop, round after round.
class PhaseList {
public:
    explicit PhaseList(const LoopContext& context) : m_context(context) {}

    std::vector<LoopPhase> make()
    {
        for (int round = 0; round < m_context.settings.rounds; ++round) addRound(round);
        if (!m_context.tasks.test().empty()) addTest(m_context.settings.rounds - 1);
        return std::move(m_phases);
    }

private:
    void addRound(int round)
    {
        const RoundTasks tasks = m_context.tasks.ofRound(round);
        if (round == 0) {
            addRollout(onDev(0, phase::kBaseline, "large"), "the large model alone on dev tasks");
            addRollout(
                onDev(0, phase::kBaselineSmall, "small"), "the base student on dev tasks",
                [&context = m_context] { return Result<std::string>(context.settings.base); });
        }
        LoopRollout large = onTrain(round, phase::kLarge, "large", tasks.large);
        if (round > 0) large.knowledge = KnowledgeScope{round - 1, {}};
        addRollout(large, "the large model on train tasks");
        addJudge(round, phase::kJudgeLarge, phase::kLarge, tasks.large.size());
        addKnowledge(round, phase::kKnowledgeLarge, phase::kLarge, tasks.large.size());

        if (round == 0) addTraining(0, phase::kDistil, "the student learns from the large model");
        LoopRollout speculate = onTrain(round, phase::kSpeculate, "sds", tasks.speculative);
        if (m_context.settings.retrieveSpeculating) speculate.knowledge = KnowledgeScope{round, {}};
        speculate.temperature = m_context.settings.proposalTemperature;
        addRollout(speculate, "the student proposes, the large model verifies",
                   [&context = m_context, round] { return studentBefore(context, round); });
        addJudge(round, phase::kJudgeSpeculate, phase::kSpeculate, tasks.speculative.size());
        if (m_context.settings.speculativeKnowledge)
            addKnowledge(round, phase::kKnowledgeSpeculate, phase::kSpeculate,
                         tasks.speculative.size());
        addTraining(round, phase::kTrain, "the student learns from both");

        const StudentOf trained = [&context = m_context, round] {
            return phaseStudent(context, round, phase::kTrain);
        };
        LoopRollout explore = onTrain(round, phase::kExplore, "small", tasks.explore);
        explore.temperature = m_context.settings.exploreTemperature;
        addRollout(explore, "the student explores", trained);
        addJudge(round, phase::kJudgeExplore, phase::kExplore, tasks.explore.size());
        addKnowledge(round, phase::kKnowledgeExplore, phase::kExplore, tasks.explore.size());

        LoopRollout measured = onDev(round, phase::kMeasureLarge, "large");
        measured.knowledge = KnowledgeScope{round, {}};
        addRollout(measured, "the large model with its knowledge on dev tasks");
        addRollout(onDev(round, phase::kMeasureSmall, "small"), "the student on dev tasks",
                   trained);
    }

    void addTest(int round)
    {
        addRollout(onTest(round, phase::kTestBaseline, "large"),
                   "the large model alone on held-out test templates");
        LoopRollout large = onTest(round, phase::kTestLarge, "large");
        large.knowledge = KnowledgeScope{round, {}};
        addRollout(large, "the large model with its knowledge on held-out test templates");
        addRollout(
            onTest(round, phase::kTestSmall, "small"), "the student on held-out test templates",
            [&context = m_context, round] { return phaseStudent(context, round, phase::kTrain); });
    }

    LoopRollout rollout(int round, const char* name, const char* policy) const
    {
        LoopRollout made;
        made.loop = m_context.loop;
        made.round = round;
        made.phase = name;
        made.policy = policy;
        made.seed = m_context.settings.seed;
        if (made.policy == "large") made.temperature = m_context.settings.largeTemperature;
        return made;
    }
    LoopRollout onTrain(int round, const char* name, const char* policy,
                        const std::vector<std::string>& tasks) const
    {
        LoopRollout made = rollout(round, name, policy);
        made.split = "train";
        made.tasks = tasks;
        return made;
    }
    LoopRollout onDev(int round, const char* name, const char* policy) const
    {
        LoopRollout made = rollout(round, name, policy);
        made.split = "dev";
        made.tasks = m_context.tasks.dev();
        return made;
    }
    LoopRollout onTest(int round, const char* name, const char* policy) const
    {
        LoopRollout made = rollout(round, name, policy);
        made.split = "test";
        made.seed = m_context.tasks.testSeed();
        made.tasks = m_context.tasks.test();
        return made;
    }

    static std::function<Result<double>()> fixed(std::size_t units)
    {
        return [units] { return Result<double>(double(units)); };
    }

    void addRollout(const LoopRollout& rollout, const char* title, const StudentOf& student = {})
    {
        m_phases.push_back(
            {rollout.round, rollout.phase, title, rollout.policy + " episodes",
             fixed(rollout.tasks.size()),
             [&context = m_context, rollout, student](JobContext& job) -> Result<json> {
                 LoopRollout asked = rollout;
                 if (student) {
                     SYM_TRY(asked.student, student());
                 }
                 return runRolloutPhase(context, context.settings, asked, job);
             }});
    }

    void addJudge(int round, const char* name, const char* of, std::size_t episodes)
    {
        m_phases.push_back({round, name, "a judge reads the trajectories", "judged episodes",
                            fixed(episodes),
                            [&context = m_context, round, of](JobContext& job) -> Result<json> {
                                SYM_TRY(const RunId run, phaseRun(context, round, of));
                                return context.work.judge(context.settings, run, job);
                            }});
    }

    void addKnowledge(int round, const char* name, const char* of, std::size_t episodes)
    {
        m_phases.push_back({round, name, "backward construction of knowledge",
                            "episodes taken apart", fixed(episodes),
                            [&context = m_context, round, of](JobContext& job) -> Result<json> {
                                SYM_TRY(const RunId run, phaseRun(context, round, of));
                                return context.work.buildKnowledge(context.settings,
                                                                   {context.loop, round, run}, job);
                            }});
    }

    void addTraining(int round, const char* name, const char* title)
    {
        m_phases.push_back(
            {round, name, title, "training updates",
             [&context = m_context, round, name]() -> Result<double> {
                 SYM_TRY(const LoopTraining training, trainingOf(context, round, name));
                 return trainingUpdates(context, context.settings, training);
             },
             [&context = m_context, round, name](JobContext& job) -> Result<json> {
                 SYM_TRY(const LoopTraining training, trainingOf(context, round, name));
                 return runTrainingPhase(context, context.settings, training, job);
             }});
    }

    const LoopContext& m_context;
    std::vector<LoopPhase> m_phases;
};

}  // namespace

std::vector<LoopPhase> loopPhases(const LoopContext& context)
{
    return PhaseList(context).make();
}

}  // namespace sym
