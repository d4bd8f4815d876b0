#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/pretraining/lessons/lesson.h"
#include "core/pretraining/lessons/lesson_page.h"
#include "core/pretraining/lessons/wordsmith.h"

namespace sym {

/// What the lesson makers of each skill share: the page being built, the objective and answer.
class LessonScene {
public:
    LessonScene(const LessonStage& stage, Random& random);

    Random& random;
    Wordsmith words;
    LessonPage page;
    int size;  ///< items wanted on the page

    std::string objective;
    std::string lastAction = "None";

    /// Links and buttons that are not what is looked for; none is called `avoid` or part of it.
    void addDistractors(int count, const std::string& avoid);
    /// A search form in front; returns its field.
    std::size_t addSearch();
    bool isTaken(const std::string& name) const;

    // The last action, as a student is told it.
    void clickedBefore(const std::string& name);
    void typedBefore(const PageItem& field, const std::string& text, bool enter);

    // Answers. The reason names the element as recorded reasons do.
    void click(const std::string& role, int id, const std::string& name, std::string_view why);
    void type(int id, const std::string& name, const std::string& text, bool enter,
              std::string_view why);
    void select(int id, const std::string& name, const std::string& option);
    void stop(const std::string& answer, std::string_view why);
    void goBack();

    TrainingRecord record(LessonSkill skill) const;

private:
    std::string m_reason;
    std::string m_action;
};

/// One wording with "$1", "$2" filled in.
std::string worded(Random& random, std::initializer_list<std::string_view> wordings,
                   const std::string& first, const std::string& second = {});

// The makers, by kind of skill; each fills the scene.
void makeElementLesson(LessonSkill skill, LessonScene& scene);
void makeEntryLesson(LessonSkill skill, LessonScene& scene);
void makeReadingLesson(LessonSkill skill, LessonScene& scene);

}  // namespace sym
