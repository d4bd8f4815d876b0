#include "ui/session/outcome_text.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace sym {

namespace {

bool isJudged(const EpisodeRecord& episode)
{
    return !episode.scores.empty() && episode.scores[0].judged;
}

}  // namespace

bool isSolved(const EpisodeRecord& episode)
{
    return episode.outcome == EpisodeOutcome::Finished && isJudged(episode)
           && episode.scores[0].score >= 1;
}

QString outcomeWord(const EpisodeRecord& episode)
{
    switch (episode.outcome) {
    case EpisodeOutcome::Running: return QCoreApplication::translate("sym::outcomes", "running");
    case EpisodeOutcome::EnvironmentError:
        return QCoreApplication::translate("sym::outcomes", "error");
    case EpisodeOutcome::TimedOut: return QCoreApplication::translate("sym::outcomes", "timed out");
    case EpisodeOutcome::Cancelled: return QCoreApplication::translate("sym::outcomes", "stopped");
    case EpisodeOutcome::Finished: break;
    }
    if (isSolved(episode)) return QCoreApplication::translate("sym::outcomes", "solved");
    if (!isJudged(episode)) return QCoreApplication::translate("sym::outcomes", "not judged");
    return episode.scores[0].score > 0 ? QCoreApplication::translate("sym::outcomes", "partly")
                                       : QCoreApplication::translate("sym::outcomes", "failed");
}

QString outcomeIcon(const EpisodeRecord& episode)
{
    if (episode.outcome == EpisodeOutcome::Running) return u"run"_s;
    if (isSolved(episode)) return u"good"_s;
    const bool failed = episode.outcome == EpisodeOutcome::Finished && isJudged(episode);
    return failed ? u"bad"_s : u"warning"_s;
}

Tone outcomeTone(const EpisodeRecord& episode)
{
    if (episode.outcome == EpisodeOutcome::Running) return Tone::Accent;
    if (isSolved(episode)) return Tone::Good;
    const bool failed = episode.outcome == EpisodeOutcome::Finished && isJudged(episode);
    return failed ? Tone::Bad : Tone::Warning;
}

}  // namespace sym
