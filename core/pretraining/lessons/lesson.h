#pragma once

#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/training/training_record.h"

namespace sym {

/// What a lesson teaches.
enum class LessonSkill {
    ClickNamed,    ///< the element the objective names
    ClickPartly,   ///< named by some of its words
    ClickSynonym,  ///< named by other words
    ClickInRow,    ///< the one of several equal ones that belongs to the named item
    Search,        ///< type the named thing into the search field
    TypeField,     ///< type the given text into the named field
    SelectOption,
    FillForm,   ///< the next field that has not its value yet, then the button
    ReadValue,  ///< stop with what stands beside a label or in the named item
    CountRows,
    Compare,   ///< stop with the item of largest or smallest value
    FollowUp,  ///< what comes next after the last action: search, open, answer
    GiveUp,    ///< go back from a page without it, stop [N/A] when nothing was found
    Done,      ///< stop when the page says it is done
};

const std::vector<LessonSkill>& lessonSkills();
const char* lessonSkillName(LessonSkill skill);  ///< "click-named"

/// How large the pages are and how often each skill is asked for.
struct LessonStage {
    std::string name;
    int minItems = 2;
    int maxItems = 4;
    std::vector<double> weights;  ///< one a skill, in the order of lessonSkills()
};

/// From pages of 2 to 4 elements to whole ones.
const std::vector<LessonStage>& lessonStages();

/// One lesson: a page, an objective and the right answer, in the layout of recorded steps. The
/// record's template is the skill's name, its site "lessons", its split "train".
TrainingRecord makeLesson(const LessonStage& stage, LessonSkill skill, Random& random);
TrainingRecord makeLesson(const LessonStage& stage, Random& random);

/// Many, each from a generator of its own: lesson i is the same however many are made.
std::vector<TrainingRecord> makeLessons(const LessonStage& stage, int count, std::uint64_t seed);

}  // namespace sym
