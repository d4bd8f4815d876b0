#include "core/symbiosis/loop_phases.h"

#include "core/symbiosis/phases/phase_list.h"

namespace sym {

namespace {

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

/// Adds the phases of a loop, round after round.
class Rounds {
public:
    explicit Rounds(const LoopContext& context)
        : m_context(context), m_settings(context.settings), m_list(context)
    {
    }

    std::vector<LoopPhase> make()
    {
        addBaseline();
        for (int round = 0; round < m_settings.rounds; ++round) {
            addLarge(round);
            addDistillation(round);
            addExploration(round);
            addMeasures(round);
        }
        if (!m_context.tasks.test().empty()) addTest(m_settings.rounds - 1);
        return m_list.take();
    }

private:
    void addBaseline()
    {
        m_list.addRollout(m_list.onDev(0, phase::kBaseline, "large"),
                          "the large model alone on dev tasks");
        m_list.addRollout(m_list.onDev(0, phase::kBaselineSmall, "small"),
                          "the student before training on dev tasks",
                          [base = m_settings.base] { return Result<std::string>(base); });
    }

    /// Step 1 of METHOD 1.2.
    void addLarge(int round)
    {
        const RoundTasks tasks = m_context.tasks.ofRound(round);
        LoopRollout large = m_list.onTrain(round, phase::kLarge, "large", tasks.large);
        if (round > 0) large.knowledge = KnowledgeScope{round - 1, {}};
        m_list.addRollout(large, "the large model on train tasks");
        m_list.addJudge(round, phase::kJudgeLarge, phase::kLarge, tasks.large.size());
        m_list.addKnowledge(round, phase::kKnowledgeLarge, phase::kLarge, tasks.large.size());
    }

    /// Step 2.
    void addDistillation(int round)
    {
        if (round == 0) addTraining(0, phase::kDistil, "the student learns from the large model");
        const RoundTasks tasks = m_context.tasks.ofRound(round);
        LoopRollout speculate = m_list.onTrain(round, phase::kSpeculate, "sds", tasks.speculative);
        if (m_settings.retrieveSpeculating) speculate.knowledge = KnowledgeScope{round, {}};
        speculate.temperature = m_settings.proposalTemperature;
        m_list.addRollout(speculate, "the student proposes, the large model verifies",
                          [&context = m_context, round] { return studentBefore(context, round); });
        m_list.addJudge(round, phase::kJudgeSpeculate, phase::kSpeculate, tasks.speculative.size());
        if (m_settings.speculativeKnowledge)
            m_list.addKnowledge(round, phase::kKnowledgeSpeculate, phase::kSpeculate,
                                tasks.speculative.size());
        addTraining(round, phase::kTrain, "the student learns from both");
    }

    /// Step 3.
    void addExploration(int round)
    {
        const RoundTasks tasks = m_context.tasks.ofRound(round);
        LoopRollout explore = m_list.onTrain(round, phase::kExplore, "small", tasks.explore);
        explore.temperature = m_settings.exploreTemperature;
        m_list.addRollout(explore, "the student explores", trained(round));
        m_list.addJudge(round, phase::kJudgeExplore, phase::kExplore, tasks.explore.size());
        m_list.addKnowledge(round, phase::kKnowledgeExplore, phase::kExplore, tasks.explore.size());
    }

    void addMeasures(int round)
    {
        LoopRollout large = m_list.onDev(round, phase::kMeasureLarge, "large");
        large.knowledge = KnowledgeScope{round, {}};
        m_list.addRollout(large, "the large model with its knowledge on dev tasks");
        m_list.addRollout(m_list.onDev(round, phase::kMeasureSmall, "small"),
                          "the student on dev tasks", trained(round));
    }

    void addTest(int round)
    {
        m_list.addRollout(m_list.onTest(round, phase::kTestBaseline, "large"),
                          "the large model alone on held-out test templates");
        LoopRollout large = m_list.onTest(round, phase::kTestLarge, "large");
        large.knowledge = KnowledgeScope{round, {}};
        m_list.addRollout(large, "the large model with its knowledge on held-out test templates");
        m_list.addRollout(m_list.onTest(round, phase::kTestSmall, "small"),
                          "the student on held-out test templates", trained(round));
    }

    void addTraining(int round, const std::string& name, const std::string& title)
    {
        m_list.addTraining(
            round, name, title,
            [&context = m_context, round, name] { return trainingOf(context, round, name); },
            m_settings);
    }

    PhaseList::StudentOf trained(int round) const
    {
        return
            [&context = m_context, round] { return phaseStudent(context, round, phase::kTrain); };
    }

    const LoopContext& m_context;
    const LoopSettings& m_settings;
    PhaseList m_list;
};

}  // namespace

std::vector<LoopPhase> loopPhases(const LoopContext& context)
{
    return Rounds(context).make();
}

}  // namespace sym
