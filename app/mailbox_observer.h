#pragma once

#include <memory>

#include "ui/session/engine.h"

namespace sym {

/// Turns a rollout's calls into values in a mailbox. Any thread.
class MailboxObserver final : public RolloutObserver {
public:
    explicit MailboxObserver(std::shared_ptr<Mailbox<RunEvent>> events)
        : m_events(std::move(events))
    {
    }

    void runStarted(const RunRecord& run) override { m_events->post(RunStarted{run}); }
    void episodeStarted(const EpisodeRecord& episode, int worker,
                        const std::string& targetId) override
    {
        m_events->post(EpisodeStarted{episode, worker, targetId});
    }
    void aboutToAct(EpisodeId episode, const Step& step) override
    {
        m_events->post(AboutToAct{episode, step});
    }
    void stepFinished(EpisodeId episode, const Step& step) override
    {
        m_events->post(StepFinished{episode, step});
    }
    void episodeFinished(const EpisodeRecord& episode) override
    {
        m_events->post(EpisodeFinished{episode});
    }
    void message(const std::string& line) override { m_events->post(RunMessage{line}); }

private:
    std::shared_ptr<Mailbox<RunEvent>> m_events;
};

}  // namespace sym
