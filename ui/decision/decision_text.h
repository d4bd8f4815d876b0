#pragma once

#include <QtCore/QString>

#include "core/synthesis/decision_row.h"
#include "core/trajectory/action_match.h"
#include "core/trajectory/step.h"
#include "ui/widgets/theme.h"

namespace sym {

/// How two actions differ, in words: "other element".
QString kindText(DivergenceKind kind);

/// How a proposal differs from the other model's first choice. A proposal that is a later choice of
/// that model is a difference of its own beside the kinds.
inline constexpr int kLaterChoice = kDivergenceKinds;
int differenceOf(const DecisionRow& row);  ///< a DivergenceKind or kLaterChoice; -1: no proposal
QString differenceText(int difference);    ///< "–" for -1

/// What became of a proposal: "accepted", "replaced", "no proposal"; its icon and colour.
QString decisionWord(const DecisionRow& row);
QString decisionIcon(const DecisionRow& row);
Tone decisionTone(const DecisionRow& row);

/// The same in a sentence with rank and kind, for the heading of a decision.
QString decisionSentence(const DecisionRow& row);

/// An action with the element it speaks of in words: "click [12] – link 'My Orders'".
QString actionInWords(const Candidate& candidate, const Step& step);

/// "K = 3, canonical match, first candidate"; what a run's settings say about its decisions.
QString ruleText(const RunRecord& run);

/// Name and start of a run, for lists.
QString runListTitle(const RunRecord& run);

}  // namespace sym
