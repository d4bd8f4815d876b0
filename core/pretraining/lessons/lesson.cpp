#include "core/pretraining/lessons/lesson.h"

#include <numeric>

#include "core/pretraining/lessons/lesson_scene.h"

namespace sym {

namespace {

// Weights in the order of LessonSkill: click named, partly, synonym, in row; search, type, select,
// form; read, count, compare; follow up, give up, done.
const std::vector<double> kFirst{5, 1, 0, 0, 1, 2, 1, 0, 1, 0, 0, 0, 0, 0};
const std::vector<double> kSecond{4, 2, 1, 1, 2, 2, 1, 2, 2, 0, 0, 2, 0.5, 0.5};
const std::vector<double> kAll{3, 2, 1, 2, 2, 2, 1, 3, 3, 1, 1, 4, 1, 1};

}  // namespace

const std::vector<LessonSkill>& lessonSkills()
{
    static const std::vector<LessonSkill> kSkills{
        LessonSkill::ClickNamed,   LessonSkill::ClickPartly, LessonSkill::ClickSynonym,
        LessonSkill::ClickInRow,   LessonSkill::Search,      LessonSkill::TypeField,
        LessonSkill::SelectOption, LessonSkill::FillForm,    LessonSkill::ReadValue,
        LessonSkill::CountRows,    LessonSkill::Compare,     LessonSkill::FollowUp,
        LessonSkill::GiveUp,       LessonSkill::Done};
    return kSkills;
}

const char* lessonSkillName(LessonSkill skill)
{
    switch (skill) {
    case LessonSkill::ClickNamed: return "click-named";
    case LessonSkill::ClickPartly: return "click-partly";
    case LessonSkill::ClickSynonym: return "click-synonym";
    case LessonSkill::ClickInRow: return "click-in-row";
    case LessonSkill::Search: return "search";
    case LessonSkill::TypeField: return "type-field";
    case LessonSkill::SelectOption: return "select-option";
    case LessonSkill::FillForm: return "fill-form";
    case LessonSkill::ReadValue: return "read-value";
    case LessonSkill::CountRows: return "count-rows";
    case LessonSkill::Compare: return "compare";
    case LessonSkill::FollowUp: return "follow-up";
    case LessonSkill::GiveUp: return "give-up";
    case LessonSkill::Done: return "done";
    }
    return "unknown";
}

const std::vector<LessonStage>& lessonStages()
{
    static const std::vector<LessonStage> kStages{{"tiny", 2, 4, kFirst},
                                                  {"small", 3, 8, kSecond},
                                                  {"medium", 6, 14, kAll},
                                                  {"large", 10, 24, kAll},
                                                  {"whole", 16, 40, kAll}};
    return kStages;
}

TrainingRecord makeLesson(const LessonStage& stage, LessonSkill skill, Random& random)
{
    LessonScene scene(stage, random);
    switch (skill) {
    case LessonSkill::ClickNamed:
    case LessonSkill::ClickPartly:
    case LessonSkill::ClickSynonym:
    case LessonSkill::ClickInRow: makeElementLesson(skill, scene); break;
    case LessonSkill::Search:
    case LessonSkill::TypeField:
    case LessonSkill::SelectOption:
    case LessonSkill::FillForm: makeEntryLesson(skill, scene); break;
    default: makeReadingLesson(skill, scene); break;
    }
    return scene.record(skill);
}

TrainingRecord makeLesson(const LessonStage& stage, Random& random)
{
    const std::vector<LessonSkill>& skills = lessonSkills();
    double draw = random.unit() * std::accumulate(stage.weights.begin(), stage.weights.end(), 0.0);
    for (std::size_t i = 0; i < stage.weights.size(); ++i) {
        draw -= stage.weights[i];
        if (draw < 0) return makeLesson(stage, skills[i], random);
    }
    return makeLesson(stage, skills.front(), random);
}

std::vector<TrainingRecord> makeLessons(const LessonStage& stage, int count, std::uint64_t seed)
{
    const Random root = Random(seed).fork("lessons " + stage.name);
    std::vector<TrainingRecord> records;
    records.reserve(std::size_t(count));
    for (int i = 0; i < count; ++i) {
        Random random(root.fork(std::to_string(i)).next());
        records.push_back(makeLesson(stage, random));
        records.back().taskId = stage.name + "-" + std::to_string(i);
        records.back().episode = i;
    }
    return records;
}

}  // namespace sym
