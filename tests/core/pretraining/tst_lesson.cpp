#include "core/pretraining/lessons/lesson.h"

#include <QtTest/QtTest>

#include <nlohmann/json.hpp>

#include <regex>
#include <set>

#include "core/model/json_file.h"
#include "core/pretraining/lessons/passage.h"
#include "core/student/action_automaton.h"
#include "core/training/training_record.h"
#include "core/trajectory/action.h"

using namespace sym;

namespace {

constexpr int kEach = 15;

/// The line of an element, empty when the page has none of this id.
std::string lineOf(const std::string& page, const std::string& id)
{
    const std::size_t at = page.find(" [" + id + "]");
    if (at == std::string::npos) return {};
    const std::size_t begin = page.rfind('\n', at) + 1;
    return page.substr(begin, std::min(page.find('\n', at), page.size()) - begin);
}

/// What the reason puts in quotation marks behind its verb.
std::string named(const std::string& reason)
{
    static const std::regex kNamed("^(?:click|type|select) \\w+ \"(.*?)\"\\. ");
    std::smatch match;
    return std::regex_search(reason, match, kNamed) ? match[1].str() : std::string();
}

/// All texts of a JSON value.
void collect(const nlohmann::json& json, std::set<std::string>& texts)
{
    if (json.is_string()) texts.insert(json.get<std::string>());
    if (json.is_structured())
        for (const nlohmann::json& part : json) collect(part, texts);
}

bool isValidAnswer(const TrainingRecord& lesson)
{
    ActionAutomaton::Rules rules;
    rules.observation = lesson.observation;
    rules.objective = lesson.objective;
    rules.copiesTexts = true;  // as a small model is held to
    const ActionAutomaton automaton(rules);
    ActionAutomaton::State state = automaton.start();
    for (const char byte : studentResponse(ExampleKind::Joint, lesson.reason, lesson.action))
        if (!automaton.step(state, byte)) return false;
    return automaton.isComplete(state);
}

}  // namespace

class TestLesson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySkillAnswersRight_data()
    {
        QTest::addColumn<int>("stage");
        QTest::addColumn<int>("skill");
        for (std::size_t stage = 0; stage < lessonStages().size(); ++stage)
            for (const LessonSkill skill : lessonSkills())
                QTest::addRow("%s, %s", lessonStages()[stage].name.c_str(), lessonSkillName(skill))
                    << int(stage) << int(skill);
    }

    void everySkillAnswersRight()
    {
        QFETCH(int, stage);
        QFETCH(int, skill);
        Random random(7);
        for (int i = 0; i < kEach; ++i) {
            const TrainingRecord lesson =
                makeLesson(lessonStages()[std::size_t(stage)], LessonSkill(skill), random);
            const std::string told = lesson.objective + "\n" + lesson.observation + "\n"
                                     + lesson.reason + "\n" + lesson.action;
            QVERIFY2(isValidAnswer(lesson), told.c_str());
            const auto actions = parseActions(lesson.action, ActionGrammar::Symbiont);
            QVERIFY2(actions, told.c_str());
            const Action& action = actions->front();
            QVERIFY2(formatAction(action) == lesson.action, told.c_str());
            if (!action.elementId.empty()) {
                const std::string line = lineOf(lesson.observation, action.elementId);
                const std::string name = named(lesson.reason);
                QVERIFY2(!name.empty() && line.find(name) != std::string::npos, told.c_str());
            }
            if (action.kind == ActionKind::Type)
                QVERIFY2(lesson.objective.find(action.text) != std::string::npos, told.c_str());
        }
    }

    void idsOfAPageDiffer()
    {
        static const std::regex kId(" \\[([0-9]+)\\]");
        const auto lessons = makeLessons(lessonStages().back(), 100, 3);
        for (const TrainingRecord& lesson : lessons) {
            std::set<std::string> ids;
            int count = 0;
            for (std::sregex_iterator at(lesson.observation.begin(), lesson.observation.end(), kId),
                 end;
                 at != end; ++at, ++count)
                ids.insert((*at)[1].str());
            QVERIFY2(int(ids.size()) == count, lesson.observation.c_str());
        }
    }

    void theAnswerOfAReadingLessonIsOnThePage()
    {
        Random random(11);
        for (int i = 0; i < 80; ++i) {
            const TrainingRecord lesson =
                makeLesson(lessonStages()[0], LessonSkill::ReadValue, random);
            const std::string answer = lesson.action.substr(6, lesson.action.size() - 7);
            QVERIFY2(lesson.observation.find(answer) != std::string::npos, answer.c_str());
        }
    }

    void lessonsAreTheSameForTheSameSeed()
    {
        const auto few = makeLessons(lessonStages()[1], 5, 42);
        const auto more = makeLessons(lessonStages()[1], 9, 42);
        for (std::size_t i = 0; i < few.size(); ++i) QVERIFY(few[i] == more[i]);
        QVERIFY(makeLessons(lessonStages()[1], 1, 43).front() != few.front());
    }

    void laterStagesHaveLargerPages()
    {
        std::size_t before = 0;
        for (const LessonStage& stage : lessonStages()) {
            std::size_t bytes = 0;
            for (const TrainingRecord& lesson : makeLessons(stage, 100, 1))
                bytes += lesson.observation.size();
            QVERIFY2(bytes > before, stage.name.c_str());
            before = bytes;
        }
    }

    /// Pages that are made up hold no text of the built-in sites; nor do their tasks.
    void nothingComesFromTheBuiltInSites()
    {
        std::set<std::string> texts;
        for (const char* site : {"shop", "forum", "code", "map", "wiki"}) {
            const auto content =
                readJsonFile(std::string(SYM_SOURCE_DIR) + "/resources/sites/" + site + ".json");
            QVERIFY2(content, site);
            collect(*content, texts);
        }
        // Single everyday words are nobody's; a text of three words is a quotation
        std::erase_if(texts, [](const std::string& text) {
            return std::count(text.begin(), text.end(), ' ') < 2 || text.size() < 14;
        });
        QVERIFY(texts.size() > 100);
        std::string all;
        for (const LessonStage& stage : lessonStages())
            for (const TrainingRecord& lesson : makeLessons(stage, 120, 5))
                all += lesson.objective + "\n" + lesson.observation + "\n";
        for (const std::string& text : tokenizerCorpus({}, 5, 200'000)) all += text + "\n";
        for (const std::string& text : texts)
            QVERIFY2(all.find(text) == std::string::npos, text.c_str());
    }
};

QTEST_GUILESS_MAIN(TestLesson)
#include "tst_lesson.moc"
