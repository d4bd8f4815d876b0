#pragma once

#include <QtCore/QDir>
#include <QtCore/QFile>

#include <unistd.h>
#include <csignal>
#include <functional>
#include <string>

#include "core/base/random.h"
#include "core/store/knowledge_store.h"
#include "core/store/project_store.h"
#include "core/store/symbiosis_store.h"
#include "core/symbiosis/phases/loop_run.h"
#include "core/symbiosis/phases/loop_work.h"
#include "core/symbiosis/phases/phase_runner.h"

namespace sym {

/// Calls a function after each piece of work that is on disk: a place to die at.
struct LoopPoints {
    std::function<void()> passed = [] {};
};

/// The end of a phase is such a point too.
class PointObserver final : public SymbiosisObserver {
public:
    explicit PointObserver(LoopPoints& points) : m_points(points) {}
    void phaseFinished(const PhaseRecord&) override { m_points.passed(); }

private:
    LoopPoints& m_points;
};

/// Rounds without browsers and models: episodes, verdicts, entries and students are made up from
/// the seed, and kept in a real project as the real ones are.
class FakeLoopWork final : public LoopWork {
public:
    FakeLoopWork(ProjectStore& store, LoopPoints& points) : m_store(store), m_points(points) {}

    std::vector<LoopRollout> rollouts;  ///< that were asked for
    std::vector<TrainConfig> trainings;
    bool isOut = false;  ///< every episode ends by an environment error

    Result<RunId> rollout(const LoopSettings& settings, const LoopRollout& rollout,
                          JobContext& job) override
    {
        rollouts.push_back(rollout);
        SYM_TRY(const std::optional<RunRecord> done, findLoopRun(m_store, rollout));
        if (done) return done->id;
        SYM_TRY(const RunId run, findOrAdd(settings, rollout));
        SYM_TRY(const std::vector<EpisodeRecord> before, m_store.episodes({.run = run}));
        for (std::size_t i = 0; i < rollout.tasks.size(); ++i) {
            if (job.isCancelled()) return Error(ErrorCode::Cancelled, "stopped");
            const std::string& task = rollout.tasks[i];
            const bool isDone = std::any_of(before.begin(), before.end(), [&](const auto& old) {
                return old.taskId == task && old.outcome == EpisodeOutcome::Finished;
            });
            if (!isDone) SYM_CHECK(play(settings, rollout, run, task));
            job.report(double(i + 1) / double(rollout.tasks.size()), "task");
        }
        SYM_TRY(const RolloutSummary summary, summarise(m_store, run));
        SYM_CHECK(checkOutage(summary));
        SYM_CHECK(m_store.finishRun(run, "2026-01-01T00:00:00.000Z"));
        m_points.passed();
        return run;
    }

    Result<nlohmann::json> judge(const LoopSettings&, RunId run, JobContext&) override
    {
        SYM_TRY(std::vector<EpisodeRecord> episodes, m_store.episodes({.run = run}));
        int approved = 0;
        for (EpisodeRecord& episode : episodes) {
            if (episode.outcome != EpisodeOutcome::Finished) continue;
            if (episode.judgements.empty()) {
                // Agrees with the evaluator but for one task in five: the two must not be mixed up.
                const bool wrong = Random(1).fork(episode.taskId).chance(0.2);
                episode.judgements = {{"fake", (episode.scores.front().score == 1) != wrong, ""}};
                SYM_CHECK(m_store.finishEpisode(episode));
                m_points.passed();
            }
            approved += episode.judgements.front().success ? 1 : 0;
        }
        return nlohmann::json{{"approved", approved}};
    }

    Result<nlohmann::json> buildKnowledge(const LoopSettings&, const LoopKnowledge& knowledge,
                                          JobContext&) override
    {
        SYM_TRY(const std::vector<EpisodeRecord> episodes,
                m_store.episodes({.run = knowledge.run}));
        for (const EpisodeRecord& episode : episodes) {
            if (episode.outcome != EpisodeOutcome::Finished) continue;
            SYM_TRY(const auto pieces, m_store.knowledge().piecesOf(knowledge.loop, episode.id));
            if (!pieces.empty()) continue;
            KnowledgeEntry entry;
            entry.episode = episode.id;
            entry.symbiosis = knowledge.loop;
            entry.round = knowledge.round;
            entry.policy = episode.policy;
            entry.taskId = episode.taskId;
            entry.templateId = episode.templateId;
            entry.steps.resize(1);
            entry.accepted = true;
            SYM_TRY([[maybe_unused]] const KnowledgeId id, m_store.knowledge().add(entry));
            m_points.passed();
        }
        return nlohmann::json{{"episodes", episodes.size()}};
    }

    Result<TrainedStudent> train(const TrainConfig& config, JobContext&) override
    {
        trainings.push_back(config);
        TrainedStudent student{config.outputFolder, 10, 1000, 2, 0.5};
        QFile weights(QString::fromStdString(config.outputFolder + "/weights"));
        if (weights.exists()) return student;
        QFile examples(QString::fromStdString(config.examplesFile));
        if (!examples.open(QIODevice::ReadOnly))
            return Error(ErrorCode::Io, "no examples at " + config.examplesFile);
        if (!QDir(QString::fromStdString(config.outputFolder)).exists()) {
            QDir().mkpath(QString::fromStdString(config.outputFolder));
            m_points.passed();
        }
        if (!weights.open(QIODevice::WriteOnly)) return Error(ErrorCode::Io, "no weights");
        weights.write(QByteArray::number(examples.readAll().count('\n')));
        weights.close();
        m_points.passed();
        return student;
    }

private:
    Result<RunId> findOrAdd(const LoopSettings& settings, const LoopRollout& rollout)
    {
        RunRecord run;
        run.policy = rollout.policy;
        run.split = rollout.split;
        run.seed = rollout.seed;
        run.planned = int(rollout.tasks.size());
        run.settings =
            nlohmann::json{{"method", loopRunTag(rollout)}, {"k", settings.candidates}}.dump();
        SYM_TRY(const std::vector<RunRecord> runs, m_store.runs());
        for (const RunRecord& old : runs)
            if (old.settings == run.settings) return old.id;
        SYM_TRY(const RunId id, m_store.addRun(run));
        m_points.passed();
        return id;
    }

    /// How good a student is: the more steps it learned from, the better.
    static double skillOf(const std::string& student)
    {
        QFile weights(QString::fromStdString(student + "/weights"));
        if (!weights.open(QIODevice::ReadOnly)) return 0.1;
        return std::min(0.9, 0.2 + 0.02 * weights.readAll().toInt());
    }

    static bool succeeds(const LoopRollout& rollout, const std::string& task)
    {
        const double skill = rollout.policy == "small" ? skillOf(rollout.student)
                             : rollout.knowledge       ? 0.8
                                                       : 0.5;
        return Random(rollout.seed).fork(task).chance(skill);
    }

    static Step stepOf(const LoopRollout& rollout, const std::string& task, int index)
    {
        Step step;
        step.index = index;
        step.page.observation = "RootWebArea 'Task " + task + ", page " + std::to_string(index)
                                + "'\n\tlink [5] 'Lamps'";
        step.page.url = "http://127.0.0.1/" + task;
        step.action.kind = ActionKind::Click;
        step.action.elementId = std::to_string(5 + index);
        step.rawAction = "click [" + step.action.elementId + "]";
        step.reasoning = "it is looked for";
        step.decidedBy = rollout.policy == "small" ? Actor::Small : Actor::Large;
        if (rollout.policy == "sds") {
            const bool accepted = Random(3).fork(task).chance(0.5);
            Candidate proposal{
                step.action, step.rawAction, "", Actor::Small, 0, 0, {true, accepted, accepted}};
            Candidate teachers{step.action, step.rawAction, "", Actor::Large, 0, 0, {}};
            step.candidates = {proposal, teachers};
            if (accepted) step.decidedBy = Actor::Small;
        }
        if (rollout.knowledge) {
            step.retrieved = {{KnowledgeId{1}, "summary", 1, 0, true, "", "small", 0}};
        }
        return step;
    }

    Status play(const LoopSettings&, const LoopRollout& rollout, RunId run, const std::string& task)
    {
        EpisodeRecord episode;
        episode.run = run;
        episode.taskId = task;
        episode.templateId = "template of " + task;
        episode.sites = {"shopping"};
        episode.split = rollout.split;
        episode.templateHeldOut = rollout.split == "test";
        episode.objective = "Do task " + task;
        episode.policy = rollout.policy;
        episode.startedAt = "2026-01-01T00:00:00.000Z";
        SYM_TRY(episode.id, m_store.beginEpisode(episode));
        m_points.passed();
        for (int i = 0; i < 2; ++i) {
            SYM_TRY([[maybe_unused]] const StepId id,
                    m_store.appendStep(episode.id, stepOf(rollout, task, i)));
        }
        episode.steps = 2;
        if (isOut) {
            episode.outcome = EpisodeOutcome::EnvironmentError;
            episode.error = "no network";
            return m_store.finishEpisode(episode);
        }
        episode.outcome = EpisodeOutcome::Finished;
        episode.scores = {{"webarena", succeeds(rollout, task) ? 1.0 : 0.0, true, {}}};
        episode.tokens = 100;
        episode.seconds = 1;
        SYM_CHECK(m_store.finishEpisode(episode));
        m_points.passed();
        return {};
    }

    ProjectStore& m_store;
    LoopPoints& m_points;
};

}  // namespace sym
