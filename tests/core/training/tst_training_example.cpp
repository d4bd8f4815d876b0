#include <QtTest/QtTest>

#include <algorithm>
#include <numeric>
#include <set>

#include "core/training/token_batch.h"
#include "core/training/training_example.h"
#include "tests/core/training/tiny_model.h"

using namespace sym;

namespace {

std::shared_ptr<const Tokenizer> bytes()
{
    return *Tokenizer::parse(tiny::tokenizerJson());
}

constexpr int kEnd = 257;

TrainingRecord record()
{
    TrainingRecord made;
    made.objective = "Buy it";
    made.lastAction = "None";
    made.observation = "link [1] 'a'\nlink [2] 'b'\n";
    made.reason = "Why";
    made.action = "click [2]";
    made.split = "train";
    return made;
}

/// The trained tokens as text, the end token as "$"; other tokens are left out.
std::string trainedText(const TrainingExample& example, double weight)
{
    std::string text;
    for (std::size_t i = 0; i < example.tokens.size(); ++i) {
        if (!example.trained[i] || example.tokenWeight(i) != weight) continue;
        text += example.tokens[i] == kEnd ? '$' : char(example.tokens[i]);
    }
    return text;
}

}  // namespace

/// Prompts, masks, cuts and packing; with a tokenizer of one token a byte masks can be read.
class TestTrainingExample : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void promptLayout()
    {
        const std::string prompt =
            studentPrompt(ExampleKind::Joint, "Buy it", "", "click [1]", "page\n");

        QVERIFY(prompt.starts_with("Below is an instruction"));
        QVERIFY(prompt.ends_with(
            "### Instruction:\nPlease predict the reason and action.\n\n### Input:\n"
            "OBJECTIVE:\nBuy it\nLASTACTION:\nNone\nINTERACTION HISTORY:\nclick [1]\n"
            "CURRENT OBSERVATION:\npage\n\n\n### Response:\n"));
    }

    void readsAnswers_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<QByteArray>("reason");

        const auto row = [](const char* name, const char* answer, const char* action,
                            const char* reason) {
            QTest::newRow(name) << QByteArray(answer) << QByteArray(action) << QByteArray(reason);
        };
        row("joint", "REASON:\nWhy\nACTION:\nclick [2]", "click [2]", "Why");
        row("action", "ACTION:\nclick [2]\n", "click [2]", "");
        row("on one line", "ACTION: click [2]", "click [2]", "");
        row("two lines of reason", "REASON:\na\nb\nACTION:\nstop []", "stop []", "a\nb");
        row("words behind", "ACTION:\nclick [2]\nand then", "click [2]", "");
        row("none", "click [2]", "", "");
        row("in the middle of a line", "my ACTION: click [2]", "", "");
        row("empty", "", "", "");
        row("cut off", "REASON:\nWhy", "", "Why");
    }
    void readsAnswers()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, action);
        QFETCH(QByteArray, reason);

        QCOMPARE(actionOfResponse(answer.toStdString()), action.toStdString());
        QCOMPARE(reasonOfResponse(answer.toStdString()), reason.toStdString());
    }

    void masks_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("lambda");
        QTest::addColumn<QByteArray>("action");     // trained with weight 1
        QTest::addColumn<QByteArray>("rationale");  // trained with lambda

        const auto row = [](const char* name, ExampleKind kind, double lambda, const char* action,
                            const char* rationale) {
            QTest::newRow(name) << int(kind) << lambda << QByteArray(action)
                                << QByteArray(rationale);
        };
        row("action", ExampleKind::Action, 0.5, "ACTION:\nclick [2]$", "");
        row("action, without rationales", ExampleKind::Action, 0, "ACTION:\nclick [2]$", "");
        row("rationale", ExampleKind::Rationale, 0.5, "", "REASON:\nWhy$");
        row("joint", ExampleKind::Joint, 0.5, "ACTION:\nclick [2]$", "REASON:\nWhy\n");
        row("joint, without rationales", ExampleKind::Joint, 0, "ACTION:\nclick [2]$", "");
    }
    void masks()
    {
        QFETCH(int, kind);
        QFETCH(double, lambda);
        QFETCH(QByteArray, action);
        QFETCH(QByteArray, rationale);
        TrainConfig config;
        config.lambda = lambda;

        const auto example = renderExample(record(), ExampleKind(kind), *bytes(), kEnd, config);

        QVERIFY2(example, example ? "" : example.error().message().c_str());
        QCOMPARE(QByteArray::fromStdString(trainedText(*example, 1)), action);
        QCOMPARE(QByteArray::fromStdString(trainedText(*example, lambda)), rationale);
        QCOMPARE(example->trainedCount(), int(action.size() + rationale.size()));
        QCOMPARE(example->tokens.back(), kEnd);
        // With a loss on the prompt every fourth of its tokens counts too, and the answer as before
        config.promptLoss = 0.125;
        const auto whole = renderExample(record(), ExampleKind(kind), *bytes(), kEnd, config);
        QVERIFY(whole);
        QCOMPARE(whole->trainedCount(), example->trainedCount() + (int(example->answerAt) + 2) / 4);
        QCOMPARE(whole->tokenWeight(1), 0.5);
        QCOMPARE(whole->tokenWeight(2), 0.0);
        QCOMPARE(whole->tokenWeight(whole->answerAt), example->tokenWeight(example->answerAt));
        const std::vector<int> prompt(example->tokens.begin(),
                                      example->tokens.begin() + std::ptrdiff_t(example->answerAt));
        QCOMPARE(bytes()->decode(prompt),
                 studentPrompt(ExampleKind(kind), "Buy it", "None", "", record().observation));
    }

    void cutsThePageAlone()
    {
        TrainingRecord long_ = record();
        for (int i = 3; i < 40; ++i)
            long_.observation += "link [" + std::to_string(i) + "] 'same words here'\n";
        TrainConfig config;
        config.maxTokens = 500;

        const auto example = renderExample(long_, ExampleKind::Action, *bytes(), kEnd, config);

        QVERIFY2(example, example ? "" : example.error().message().c_str());
        QVERIFY(int(example->tokens.size()) <= 500);
        QVERIFY(example->cutTokens > 0);
        const std::string text = bytes()->decode(example->tokens);
        QVERIFY(text.find("OBJECTIVE:\nBuy it\n") != std::string::npos);
        QVERIFY(text.find("### Response:\nACTION:\nclick [2]") != std::string::npos);
    }

    /// Else a student learns to tell the answer from how much of the page it sees.
    void thePromptTellsNothingOfTheAnswer()
    {
        TrainingRecord brief = record();
        for (int i = 3; i < 40; ++i)
            brief.observation += "\nlink [" + std::to_string(i) + "] 'same words here'";
        TrainingRecord wordy = brief;
        wordy.action = "type [2] [" + std::string(90, 'y') + "] [1]";
        TrainConfig config;
        config.maxTokens = 500;
        const auto prompt = [&](const TrainingRecord& of) {
            const auto example = renderExample(of, ExampleKind::Joint, *bytes(), kEnd, config);
            return example ? std::vector<int>(
                       example->tokens.begin(),
                       example->tokens.begin() + std::ptrdiff_t(example->answerAt))
                           : std::vector<int>();
        };
        QVERIFY(!prompt(brief).empty());
        QVERIFY(int(prompt(brief).size()) <= promptRoom(500));
        QVERIFY(prompt(brief) == prompt(wordy));
    }

    void refusesATaskThatDoesNotFit()
    {
        TrainingRecord long_ = record();
        long_.objective = std::string(600, 'x');
        TrainConfig config;
        config.maxTokens = 500;

        const auto example = renderExample(long_, ExampleKind::Action, *bytes(), kEnd, config);

        QVERIFY(!example);
        QCOMPARE(example.error().code(), ErrorCode::InvalidInput);
    }

    void mixesTheKinds_data()
    {
        QTest::addColumn<double>("action");
        QTest::addColumn<double>("rationale");
        QTest::addColumn<double>("joint");
        QTest::addColumn<double>("lambda");
        QTest::addColumn<int>("atLeast");  // of 200 records
        QTest::addColumn<int>("atMost");

        QTest::newRow("one of each") << 1.0 << 1.0 << 1.0 << 1.0 << 600 << 600;
        QTest::newRow("action only") << 1.0 << 0.0 << 0.0 << 1.0 << 200 << 200;
        QTest::newRow("two and a half") << 2.5 << 0.0 << 0.0 << 1.0 << 470 << 530;
        QTest::newRow("rationales without weight") << 1.0 << 1.0 << 0.0 << 0.0 << 200 << 200;
    }
    void mixesTheKinds()
    {
        QFETCH(double, action);
        QFETCH(double, rationale);
        QFETCH(double, joint);
        QFETCH(double, lambda);
        QFETCH(int, atLeast);
        QFETCH(int, atMost);
        TrainConfig config;
        config.shareAction = action;
        config.shareRationale = rationale;
        config.shareJoint = joint;
        config.lambda = lambda;

        const auto examples = renderExamples(tiny::records(200), *bytes(), kEnd, config);
        const auto again = renderExamples(tiny::records(200), *bytes(), kEnd, config);

        QVERIFY(examples && again);
        QVERIFY(int(examples->size()) >= atLeast && int(examples->size()) <= atMost);
        QCOMPARE(examples->size(), again->size());
    }

    void answersAsItLearned()
    {
        TrainConfig config;
        QCOMPARE(answeringKind(config), ExampleKind::Joint);
        config.shareAction = 0;
        QCOMPARE(answeringKind(config), ExampleKind::Joint);
        config.shareAction = 1;
        config.shareJoint = 0;
        QCOMPARE(answeringKind(config), ExampleKind::Action);
    }

    void refusesOtherSplits()
    {
        auto records = tiny::records(3);
        records[1].split = "test";

        const auto examples = renderExamples(records, *bytes(), kEnd, {});

        QVERIFY(!examples);
        QVERIFY(examples.error().message().find("record 1") != std::string::npos);
    }

    void refusesDataWithoutAnythingToTrain()
    {
        auto records = tiny::records(3);
        for (TrainingRecord& one : records) one.weight = 0;

        QVERIFY(!renderExamples(records, *bytes(), kEnd, {}));
    }

    void leavesOutWhatCannotBeLearned_data()
    {
        QTest::addColumn<QByteArray>("objective");
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<bool>("isLearned");
        const auto row = [](const char* name, const char* objective, const char* action,
                            bool isLearned) {
            QTest::newRow(name) << QByteArray(objective) << QByteArray(action) << isLearned;
        };
        row("answer in what is kept", "What is the total?", "stop [42.50]", true);
        row("answer cut away", "What is the phone?", "stop [42.50]", false);
        row("answer on no page", "What is the phone?", "stop [N/A]", true);
        row("element in what is kept", "Open the total", "click [7]", true);
        row("element cut away", "Open the phone", "click [7]", false);
    }
    void leavesOutWhatCannotBeLearned()
    {
        QFETCH(QByteArray, objective);
        QFETCH(QByteArray, action);
        QFETCH(bool, isLearned);
        TrainingRecord made = record();
        made.objective = objective.toStdString();
        made.action = action.toStdString();
        made.observation = "RootWebArea 'Long'";
        for (int i = 0; i < 30; ++i)
            made.observation +=
                "\n\tlink [" + std::to_string(20 + i) + "] 'Number " + std::to_string(i) + "'";
        made.observation += "\n\ttext 'Total: 42.50'\n\tlink [7] 'Total by month'";
        TrainConfig config;
        config.shareRationale = 0;
        config.maxTokens = 640;

        const auto examples = renderExamples({made}, *bytes(), kEnd, config);

        QCOMPARE(bool(examples), isLearned);
        if (!isLearned) QCOMPARE(examples.error().code(), ErrorCode::InvalidInput);
    }

    void oneTaskTooLongIsLeftOut()
    {
        auto records = tiny::records(3);
        records[1].objective = std::string(2000, 'x');
        const auto examples = renderExamples(records, *bytes(), kEnd, {});
        QVERIFY(examples);
        for (const TrainingExample& example : *examples) QVERIFY(example.record != 1);
    }

    void packsEveryExampleOnce()
    {
        Random random(5);
        std::vector<int> lengths;
        for (int i = 0; i < 1500; ++i) lengths.push_back(int(random.between(3, 100)));
        const auto examples = tiny::examples(lengths, 200);

        const auto rows = packRows(examples, 128, 9, 0);

        std::multiset<int> found;
        for (const PackedRow& row : rows) {
            int tokens = 0;
            for (const int example : row.examples) {
                found.insert(example);
                tokens += int(examples[std::size_t(example)].tokens.size());
            }
            QCOMPARE(row.tokens, tokens);
            QVERIFY(tokens <= 128);
        }
        QCOMPARE(found.size(), examples.size());
        QCOMPARE(std::set<int>(found.begin(), found.end()).size(), examples.size());
        const int tokens = std::accumulate(lengths.begin(), lengths.end(), 0);
        QVERIFY2(tokens > 0.95 * 128 * double(rows.size()), "rows are not full");
    }

    void orderFollowsSeedAndEpoch()
    {
        const auto examples = tiny::examples(std::vector<int>(50, 20), 200);
        const auto order = [&](std::uint64_t seed, int epoch) {
            std::vector<int> all;
            for (const PackedRow& row : packRows(examples, 64, seed, epoch))
                all.insert(all.end(), row.examples.begin(), row.examples.end());
            return all;
        };

        QVERIFY(order(1, 0) == order(1, 0));
        QVERIFY(order(1, 0) != order(1, 1));
        QVERIFY(order(1, 0) != order(2, 0));
    }

    void batchesPredictTheNextToken()
    {
        auto examples = tiny::examples({4, 5}, 200);

        const TokenBatch batch = makeTokenBatch(examples, {1, 0});

        QCOMPARE(batch.starts, (std::vector<int>{0, 5, 9}));
        QCOMPARE(batch.positions, (std::vector<int>{0, 1, 2, 3, 4, 0, 1, 2, 3}));
        // The last two of each are trained, from the places before them
        QCOMPARE(batch.lossAt, (std::vector<int>{2, 3, 6, 7}));
        QCOMPARE(batch.targets, (std::vector<int>{examples[1].tokens[3], examples[1].tokens[4],
                                                  examples[0].tokens[2], examples[0].tokens[3]}));
        QCOMPARE(batch.lossSegments, (std::vector<int>{0, 0, 1, 1}));
    }

    void recordsSurviveAFile()
    {
        QTemporaryDir folder;
        const std::string path = (folder.path() + QStringLiteral("/a.jsonl")).toStdString();
        auto records = tiny::records(3);
        records[0].observation = "tab\tquote\" line\n\u00e9";
        records[2].weight = 0.25;

        QVERIFY(writeTrainingRecords(path, records));
        const auto read = readTrainingRecords(path);

        QVERIFY(read);
        QVERIFY(*read == records);
    }

    void namesTheBrokenLine()
    {
        QTemporaryDir folder;
        const std::string path = (folder.path() + QStringLiteral("/a.jsonl")).toStdString();
        QVERIFY(writeWholeFile(
            path, trainingRecordToJson(tiny::records(1)[0]) + "\n\n{\"step\": \"x\"}\n"));

        const auto read = readTrainingRecords(path);

        QVERIFY(!read);
        QVERIFY(read.error().message().find("line 3") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestTrainingExample)
#include "tst_training_example.moc"
