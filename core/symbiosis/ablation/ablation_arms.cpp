#include "core/symbiosis/ablation/ablation_arms.h"

#include <cstdio>

#include "core/symbiosis/loop_phases.h"

namespace sym {

namespace {

constexpr const char* kMore = "more";  ///< the control arm's own rollouts
constexpr double kControlTemperature = 1;

/// A student that differs in what it learns.
struct StudentArm {
    const char* name;
    const char* title;
    bool multiTask;
    std::vector<std::string> runs;  ///< phases whose episodes it learns from
    const char* sizeOf;             ///< at most as many steps as this arm; "": all
};

const std::vector<StudentArm>& studentArms()
{
    static const std::vector<StudentArm> arms{
        {"sft", "student, SFT", false, {phase::kLarge}, ""},
        {"multitask", "student, + multi-task", true, {phase::kLarge}, ""},
        {"speculative", "student, + speculative", false, {phase::kLarge, phase::kSpeculate}, ""},
        {"both", "student, + both", true, {phase::kLarge, phase::kSpeculate}, ""},
        {"control",
         "student, control: more of the large model, at most as much data",
         true,
         {phase::kLarge, kMore},
         "both"}};
    return arms;
}

/// A large model whose retrieval lacks something.
struct RetrievalArm {
    const char* name;
    const char* title;
    bool LoopSettings::*off;
};
constexpr RetrievalArm kRetrievalArms[] = {
    {"no_summary", "large + both, no retrieval by query", &LoopSettings::retrieveSummary},
    {"no_observation", "large + both, no retrieval by page", &LoopSettings::retrieveObservation},
    {"no_trajectory", "large + both, no retrieval by way", &LoopSettings::retrieveTrajectory},
    {"no_filter", "large + both, no helpfulness filter", &LoopSettings::helpfulnessFilter},
};

std::string trainPhase(const std::string& arm)
{
    return "train_" + arm;
}
std::string measurePhase(const std::string& arm)
{
    return "measure_" + arm;
}
std::string numberText(double number)
{
    char text[32];
    std::snprintf(text, sizeof text, "%g", number);
    return text;
}

/// Adds the phases of one seed.
class Arms {
public:
    Arms(const AblationSettings& settings, const LoopContext& context)
        : m_settings(settings),
          m_context(context),
          m_list(context),
          m_tasks(context.tasks.ofRound(0))
    {
    }

    std::vector<LoopPhase> make()
    {
        addLarge();
        addStudent(studentArms()[0]);
        addStudent(studentArms()[1]);
        addSpeculation(phase::kSpeculate, m_context.settings);
        for (std::size_t i = 2; i < studentArms().size(); ++i) addStudent(studentArms()[i]);
        for (const double lambda : m_settings.lambdas) addLambda(lambda);
        for (const int k : m_settings.candidates) addCandidates(k);
        addExploration();
        addMeasures();
        return m_list.take();
    }

private:
    void addLarge()
    {
        m_list.addRollout(m_list.onTrain(0, phase::kLarge, "large", m_tasks.large),
                          "the large model on train tasks");
        m_list.addJudge(0, phase::kJudgeLarge, phase::kLarge, m_tasks.large.size());
        m_list.addKnowledge(0, phase::kKnowledgeLarge, phase::kLarge, m_tasks.large.size());

        // The control gets as many tasks as speculation has: others, as long as there are any; and
        // the examples that the teacher has there.
        std::vector<std::string> others = m_context.tasks.leftOver(1, m_tasks.speculative.size());
        if (others.empty()) others = m_tasks.speculative;
        LoopRollout more = m_list.onTrain(0, kMore, "large", others);
        more.temperature = kControlTemperature;
        if (m_context.settings.retrieveSpeculating) more.knowledge = KnowledgeScope{0, {}};
        m_list.addRollout(more, "the control's own trajectories of the large model");
        m_list.addJudge(0, std::string("judge_") + kMore, kMore, others.size());
    }

    void addSpeculation(const std::string& name, const LoopSettings& settings)
    {
        LoopRollout speculate = m_list.onTrain(0, name, "sds", m_tasks.speculative);
        speculate.temperature = settings.proposalTemperature;
        if (settings.retrieveSpeculating) speculate.knowledge = KnowledgeScope{0, {}};
        m_list.addRollout(speculate, "the student proposes, the large model verifies",
                          studentOf("multitask"), settings);
        m_list.addJudge(0, "judge_" + name, name, m_tasks.speculative.size());
    }

    void addStudent(const StudentArm& arm)
    {
        LoopSettings settings = m_context.settings;
        settings.multiTask = arm.multiTask;
        addTraining(arm.name, arm.runs, arm.sizeOf, settings);
    }

    void addTraining(const std::string& arm, const std::vector<std::string>& runs,
                     const std::string& sizeOf, const LoopSettings& settings)
    {
        m_list.addTraining(
            0, trainPhase(arm), "a student learns: " + arm,
            [&context = m_context, arm, runs, sizeOf]() -> Result<LoopTraining> {
                LoopTraining training;
                training.name = "ablation" + std::to_string(context.loop.value) + "-" + arm;
                training.base = context.settings.base;
                for (const std::string& name : runs) {
                    SYM_TRY(const RunId run, phaseRun(context, 0, name));
                    training.runs.push_back(run);
                }
                if (sizeOf.empty()) return training;
                SYM_TRY(const nlohmann::json data, phaseData(context, 0, trainPhase(sizeOf)));
                training.maxSteps = data.value("steps", 0);
                return training;
            },
            settings);
    }

    void addLambda(double lambda)
    {
        LoopSettings settings = m_context.settings;
        settings.multiTask = true;
        settings.lambda = lambda;
        addTraining("lambda" + numberText(lambda), {phase::kLarge, phase::kSpeculate}, "",
                    settings);
    }

    void addCandidates(int k)
    {
        LoopSettings settings = m_context.settings;
        settings.candidates = k;
        const std::string name = std::string(phase::kSpeculate) + "_k" + std::to_string(k);
        addSpeculation(name, settings);
        settings.multiTask = true;
        addTraining("k" + std::to_string(k), {phase::kLarge, name}, "", settings);
    }

    void addExploration()
    {
        LoopRollout explore = m_list.onTrain(0, phase::kExplore, "small", m_tasks.explore);
        explore.temperature = m_context.settings.exploreTemperature;
        m_list.addRollout(explore, "the student explores", studentOf("both"));
        m_list.addJudge(0, phase::kJudgeExplore, phase::kExplore, m_tasks.explore.size());
        m_list.addKnowledge(0, phase::kKnowledgeExplore, phase::kExplore, m_tasks.explore.size());
    }

    void addMeasures()
    {
        const auto base = [base = m_context.settings.base] { return Result<std::string>(base); };
        for (const AblationArm& arm : ablationArms(m_settings)) {
            if (arm.measure.starts_with(measurePhase("large"))) continue;
            m_list.addRollout(
                m_list.onDev(0, arm.measure, "small"), arm.title,
                arm.train.empty() ? PhaseList::StudentOf(base) : studentOfPhase(arm.train));
        }
        m_list.addRollout(m_list.onDev(0, measurePhase("large"), "large"), "large");
        addLargeWith(measurePhase("large_own"), {"large"}, m_context.settings);
        addLargeWith(measurePhase("large_both"), {}, m_context.settings);
        if (!m_settings.retrievals) return;
        for (const RetrievalArm& arm : kRetrievalArms) {
            LoopSettings settings = m_context.settings;
            settings.*arm.off = false;
            addLargeWith(measurePhase("large_") + arm.name, {}, settings);
        }
    }

    void addLargeWith(const std::string& name, const std::vector<std::string>& policies,
                      const LoopSettings& settings)
    {
        LoopRollout large = m_list.onDev(0, name, "large");
        large.knowledge = KnowledgeScope{0, policies};
        m_list.addRollout(large, "the large model with knowledge: " + name, {}, settings);
    }

    PhaseList::StudentOf studentOf(const std::string& arm) const
    {
        return studentOfPhase(trainPhase(arm));
    }
    PhaseList::StudentOf studentOfPhase(const std::string& name) const
    {
        return [&context = m_context, name] { return phaseStudent(context, 0, name); };
    }

    const AblationSettings& m_settings;
    const LoopContext& m_context;
    PhaseList m_list;
    RoundTasks m_tasks;
};

}  // namespace

std::vector<AblationArm> ablationArms(const AblationSettings& settings)
{
    std::vector<AblationArm> arms{{measurePhase("base"), "student, prompt only", ""}};
    const auto add = [&](const std::string& name, const std::string& title) {
        arms.push_back({measurePhase(name), title, trainPhase(name)});
    };
    for (const StudentArm& arm : studentArms()) add(arm.name, arm.title);
    for (const double lambda : settings.lambdas)
        add("lambda" + numberText(lambda), "student, + both, lambda " + numberText(lambda));
    for (const int k : settings.candidates)
        add("k" + std::to_string(k), "student, + both, K = " + std::to_string(k));
    arms.push_back({measurePhase("large"), "large", ""});
    arms.push_back({measurePhase("large_own"), "large + its own knowledge", ""});
    arms.push_back({measurePhase("large_both"), "large + knowledge of both", ""});
    if (settings.retrievals)
        for (const RetrievalArm& arm : kRetrievalArms)
            arms.push_back({measurePhase("large_") + arm.name, arm.title, ""});
    return arms;
}

std::vector<AblationComparison> ablationComparisons()
{
    std::vector<AblationComparison> all;
    for (const auto& [first, second] :
         {std::pair("sft", "base"), std::pair("multitask", "sft"), std::pair("speculative", "sft"),
          std::pair("both", "sft"), std::pair("both", "control"), std::pair("large_own", "large"),
          std::pair("large_both", "large"), std::pair("large_both", "large_own"),
          std::pair("large_both", "large_no_filter")})
        all.push_back({measurePhase(first), measurePhase(second)});
    return all;
}

std::vector<LoopPhase> ablationPhases(const AblationSettings& settings, const LoopContext& context)
{
    return Arms(settings, context).make();
}

}  // namespace sym
