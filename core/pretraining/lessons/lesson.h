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
    Recite,    ///< say which id each of many names has: a drill with much to learn in few tokens
};

const std::vector<LessonSkill>& lessonSkills();
const char* lessonSkillName(LessonSkill skill);  ///< "click-named"

/// How large the pages are and how often each skill is asked for.
struct LessonStage {
    std::string name;
    int minItems = 2;
    int maxItems = 4;
    std::vector<double> weights;  ///< one a skill, in the order of lessonSkills()
    int reach = 3;   ///< LessonSkill::Recite: 0: the id right behind the name, 3: as in an answer
    int rounds = 0;  ///< 0: until it is passed; else a drill of so many rounds, reasons only
};

/// The stages in order: two drills, then lessons on pages of 2 to 4 elements and more. A small
/// model learns to find elements only when it starts on tiny pages.
const std::vector<LessonStage>& lessonStages();

/// One lesson: a page, an objective and the right answer, in the layout of recorded steps. The
/// record's template is the skill's name, its site "lessons", its split "train".
TrainingRecord makeLesson(const LessonStage& stage, LessonSkill skill, Random& random);
TrainingRecord makeLesson(const LessonStage& stage, Random& random);

/// Many, each from a generator of its own: lesson i is the same however many are made.
std::vector<TrainingRecord> makeLessons(const LessonStage& stage, int count, std::uint64_t seed);

}  // namespace sym
