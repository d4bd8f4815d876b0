#include "core/student/student_model.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include "core/agent/agent_mind.h"
#include "core/model/json_file.h"
#include "core/model/native/native_model.h"
#include "core/pretraining/base_model.h"
#include "core/pretraining/base_tokenizer.h"
#include "core/pretraining/lessons/lesson.h"
#include "core/pretraining/lessons/passage.h"
#include "core/student/action_constraint.h"

using namespace sym;

/// A random model knows nothing; what it may do is then up to the constraint alone.
class TestStudentModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const std::string folder = m_folder.path().toStdString();
        const auto json = trainBaseTokenizer(tokenizerCorpus({}, 1, 40'000), 1400);
        QVERIFY(json);
        QVERIFY(writeWholeFile(folder + "/tokenizer.json", *json));
        const auto tokenizer = Tokenizer::parse(*json);
        QVERIFY(tokenizer);
        ModelConfig config = baseModelConfig(1400, kBaseEndToken);
        config.layers = 1;
        config.hiddenSize = 32;
        config.heads = 2;
        config.keyValueHeads = 2;
        config.headSize = 16;
        config.intermediateSize = 48;
        config.maxPositions = 1024;
        QVERIFY(writeInitialModel(folder, config, **tokenizer, 5));
        auto model = openNativeModel(folder, {});
        QVERIFY2(model, model ? "" : model.error().message().c_str());
        m_model = *model;

        Random random(2);
        const TrainingRecord lesson = makeLesson(lessonStages()[1], LessonSkill::TypeField, random);
        m_page.observation = lesson.observation;
        m_objective = lesson.objective;
    }

    void everyAnswerCanBeExecuted_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("temperature");
        QTest::newRow("joint, likeliest") << int(ExampleKind::Joint) << 0.0;
        QTest::newRow("joint, drawn") << int(ExampleKind::Joint) << 1.5;
        QTest::newRow("action, likeliest") << int(ExampleKind::Action) << 0.0;
        QTest::newRow("action, drawn") << int(ExampleKind::Action) << 1.5;
    }

    void everyAnswerCanBeExecuted()
    {
        QFETCH(int, kind);
        QFETCH(double, temperature);
        StudentSettings settings;
        settings.kind = ExampleKind(kind);
        settings.temperature = temperature;
        settings.maxAnswerTokens = 500;
        StudentModel student(m_model, settings);
        const auto agent = mind(1);
        for (std::uint64_t seed = 0; seed < 3; ++seed) {
            const auto answer = ask(student, *agent, seed);
            QVERIFY2(answer, answer ? "" : answer.error().message().c_str());
            const auto read = agent->interpret(answer->text, m_page);
            QVERIFY2(read.decision, answer->text.c_str());
        }
    }

    void severalSamplesAreCandidates()
    {
        StudentSettings settings;
        settings.kind = ExampleKind::Action;
        settings.samples = 6;
        settings.otherTemperature = 2;
        settings.maxAnswerTokens = 300;
        StudentModel student(m_model, settings);
        const auto agent = mind(3);
        const auto answer = ask(student, *agent, 1);
        QVERIFY(answer);
        const auto read = agent->interpret(answer->text, m_page);
        QVERIFY2(read.decision, answer->text.c_str());
        QVERIFY(read.decision->candidates.size() > 1);
        for (const Candidate& candidate : read.decision->candidates) {
            QVERIFY(candidate.action.kind != ActionKind::None);
            QVERIFY(candidate.score > 0 && candidate.score <= 1);
        }
    }

    void theSameSeedAnswersTheSame()
    {
        StudentSettings settings;
        settings.kind = ExampleKind::Action;
        settings.temperature = 1;
        StudentModel student(m_model, settings);
        const auto agent = mind(1);
        const auto one = ask(student, *agent, 7), two = ask(student, *agent, 7);
        QVERIFY(one && two);
        QCOMPARE(one->text, two->text);
    }

    /// " [12]" is an element's id.
    void aNumberIsAnsweredInDigits()
    {
        const Tokenizer& tokenizer = m_model->tokenizer();
        ActionAutomaton::Rules rules;
        rules.observation = "RootWebArea 'Home'\n\tlink [12] '12 things'";
        rules.objective = "How many?";
        rules.copiesTexts = rules.saysAction = true;
        ActionConstraint constraint(rules, tokenizer, {kBaseEndToken});
        std::vector<bool> allowed(std::size_t(tokenizer.size()));
        const int id = tokenizer.tokenId("Ġ[12]"), bracket = tokenizer.encode(" [").front();
        constraint.allow("REASON:\nclick link \"12 things\".\nACTION:\nclick", allowed);
        QVERIFY(allowed[std::size_t(id)]);
        constraint.allow("REASON:\nstop.\nACTION:\nstop", allowed);
        QVERIFY(!allowed[std::size_t(id)] && allowed[std::size_t(bracket)]);
        constraint.allow("REASON:\nstop.\nACTION:\nstop [", allowed);
        QVERIFY(allowed[std::size_t(tokenizer.encode("1").front())]);
    }

    void aLongPageIsCut()
    {
        StudentSettings settings;
        settings.maxTokens = 512;
        const StudentModel student(m_model, settings);
        StudentSituation situation;
        situation.objective = "Open the lighthouse archive.";
        situation.observation = "RootWebArea 'Long'";
        for (int i = 1; i < 400; ++i)
            situation.observation += "\n\tlink [" + std::to_string(i) + "] '"
                                     + (i == 333 ? "Lighthouse archive" : "Other thing") + "'";
        const auto prompt = student.promptText(situation);
        QVERIFY2(prompt, prompt ? "" : prompt.error().message().c_str());
        QVERIFY(prompt->find("link [333] 'Lighthouse archive'") != std::string::npos);
        QVERIFY(prompt->find("Open the lighthouse archive.") != std::string::npos);
        QVERIFY(int(m_model->tokenizer().encode(*prompt).size()) <= 512);
    }

private:
    std::unique_ptr<AgentMind> mind(int candidates)
    {
        AgentOptions options;
        options.objective = m_objective;
        options.candidates = candidates;
        auto made = AgentMind::create(options);
        return made ? *std::move(made) : nullptr;
    }
    Result<ChatResponse> ask(StudentModel& student, const AgentMind& agent, std::uint64_t seed)
    {
        ChatRequest request;
        request.messages = agent.prompt(m_page, 0, "");
        request.sampling.seed = seed;
        PlainJobContext job;
        return student.complete(request, job, {});
    }

    QTemporaryDir m_folder;
    std::shared_ptr<LanguageModel> m_model;
    PageRecord m_page;
    std::string m_objective;
};

QTEST_GUILESS_MAIN(TestStudentModel)
#include "tst_student_model.moc"
