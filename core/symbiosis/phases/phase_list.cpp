#include "core/symbiosis/phases/phase_list.h"

namespace sym {

namespace {

using nlohmann::json;

std::function<Result<double>()> fixedUnits(std::size_t units)
{
    return [units] { return Result<double>(double(units)); };
}

}  // namespace

LoopRollout PhaseList::rollout(int round, const std::string& name, const std::string& policy) const
{
    LoopRollout made;
    made.loop = m_context.loop;
    made.round = round;
    made.phase = name;
    made.policy = policy;
    made.seed = m_context.settings.seed;
    if (policy == "large") made.temperature = m_context.settings.largeTemperature;
    return made;
}

LoopRollout PhaseList::onTrain(int round, const std::string& name, const std::string& policy,
                               const std::vector<std::string>& tasks) const
{
    LoopRollout made = rollout(round, name, policy);
    made.split = "train";
    made.tasks = tasks;
    return made;
}

LoopRollout PhaseList::onDev(int round, const std::string& name, const std::string& policy) const
{
    LoopRollout made = rollout(round, name, policy);
    made.split = "dev";
    made.tasks = m_context.tasks.dev();
    return made;
}

LoopRollout PhaseList::onTest(int round, const std::string& name, const std::string& policy) const
{
    LoopRollout made = rollout(round, name, policy);
    made.split = "test";
    made.seed = m_context.tasks.testSeed();
    made.tasks = m_context.tasks.test();
    return made;
}

void PhaseList::addRollout(const LoopRollout& rollout, const std::string& title,
                           const StudentOf& student)
{
    addRollout(rollout, title, student, m_context.settings);
}

void PhaseList::addRollout(const LoopRollout& rollout, const std::string& title,
                           const StudentOf& student, const LoopSettings& settings)
{
    m_phases.push_back(
        {rollout.round, rollout.phase, title, rollout.policy + " episodes",
         fixedUnits(rollout.tasks.size()),
         [&context = m_context, rollout, student, settings](JobContext& job) -> Result<json> {
             LoopRollout asked = rollout;
             if (student) {
                 SYM_TRY(asked.student, student());
             }
             return runRolloutPhase(context, settings, asked, job);
         }});
}

void PhaseList::addJudge(int round, const std::string& name, const std::string& of,
                         std::size_t episodes)
{
    m_phases.push_back({round, name, "a judge reads the trajectories", "judged episodes",
                        fixedUnits(episodes),
                        [&context = m_context, round, of](JobContext& job) -> Result<json> {
                            SYM_TRY(const RunId run, phaseRun(context, round, of));
                            return context.work.judge(context.settings, run, job);
                        }});
}

void PhaseList::addKnowledge(int round, const std::string& name, const std::string& of,
                             std::size_t episodes)
{
    m_phases.push_back(
        {round, name, "backward construction of knowledge", "episodes taken apart",
         fixedUnits(episodes), [&context = m_context, round, of](JobContext& job) -> Result<json> {
             SYM_TRY(const RunId run, phaseRun(context, round, of));
             return context.work.buildKnowledge(context.settings, {context.loop, round, run}, job);
         }});
}

void PhaseList::addTraining(int round, const std::string& name, const std::string& title,
                            const TrainingOf& training, const LoopSettings& settings)
{
    m_phases.push_back(
        {round, name, title, "training updates",
         [&context = m_context, training, settings]() -> Result<double> {
             SYM_TRY(const TrainConfig config, loopTrainConfig(settings));
             if (config.maxUpdates > 0) return double(config.maxUpdates);
             SYM_TRY(const LoopTraining wanted, training());
             return trainingUpdates(context, settings, wanted);
         },
         [&context = m_context, training, settings](JobContext& job) -> Result<json> {
             SYM_TRY(const LoopTraining wanted, training());
             return runTrainingPhase(context, settings, wanted, job);
         }});
}

}  // namespace sym
