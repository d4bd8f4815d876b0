#pragma once

#include "core/planner/situation.h"

/// What the planner can do on a page, one function a skill. Each adds what it would do next, with a
/// score that says how sure it is; none knows of the others.
///
/// Scores: above 0.9 nothing else should be done first; 0.6-0.9 a clear match; 0.3-0.6 worth a try;
/// below that a way out.
namespace sym {

/// Ends the task when the last deed did what was asked, or the wanted page is here.
void proposeFinishing(const Situation& situation, Proposals& proposals);

/// Answers a question from the page.
void proposeAnswering(const Situation& situation, Proposals& proposals);

/// Answers or closes a dialog that covers the page.
void proposeDialogAnswers(const Situation& situation, Proposals& proposals);

/// Enters the objective's values into the fields they are for, and sends the form off.
void proposeFilling(const Situation& situation, Proposals& proposals);

/// Presses the button that does what the objective says, beside the thing it names.
void proposeOperating(const Situation& situation, Proposals& proposals);

/// Follows links, tabs and menu entries whose names match what is still missing.
void proposeFollowing(const Situation& situation, Proposals& proposals);

/// Searches for the things named.
void proposeSearching(const Situation& situation, Proposals& proposals);

/// Sorts, filters, turns pages.
void proposeArranging(const Situation& situation, Proposals& proposals);

/// Goes back, home, opens menus, gives up.
void proposeLeaving(const Situation& situation, Proposals& proposals);

/// Does what an example of a similar task did at this point, on this page's elements.
void proposeFromExamples(const Situation& situation, Proposals& proposals);

/// Follows ways that examples of any task show, to pages that have what is missing.
void proposeRecalling(const Situation& situation, Proposals& proposals);

/// Whether the page is about the day or month named, not a list in which it may occur.
bool showsPeriod(const Situation& situation);

/// Whether a choice on the page would sort as the objective wants, and it is not sorted so yet.
bool offersOrder(const Situation& situation);

/// Share of the objective's weight that the page and the way to it stand for, 0...1.
double coveredShare(const Situation& situation);

}  // namespace sym
