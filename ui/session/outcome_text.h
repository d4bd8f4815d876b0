#pragma once

#include <QtCore/QString>

#include "core/trajectory/trajectory.h"
#include "ui/widgets/theme.h"

namespace sym {

/// Whether the first profile's score says that the task was solved.
bool isSolved(const EpisodeRecord& episode);

/// How an episode came out in one or two words for lists: "solved", "partly", "failed", "not
/// judged", "error", "timed out", "stopped" or "running".
QString outcomeWord(const EpisodeRecord& episode);

/// The icon and the colour that go with the word.
QString outcomeIcon(const EpisodeRecord& episode);
Tone outcomeTone(const EpisodeRecord& episode);

}  // namespace sym
