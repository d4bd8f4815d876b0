#include "core/dataset/rendered_set.h"

#include <QtTest/QtTest>

#include "tests/core/training/tiny_model.h"

using namespace sym;

namespace {

constexpr int kEnd = 257;

std::shared_ptr<const Tokenizer> bytes()
{
    return *Tokenizer::parse(tiny::tokenizerJson());
}

/// A page of `lines` links; the one acted on is the last but one.
TrainingRecord record(int lines)
{
    TrainingRecord made;
    made.objective = "Open the lamp";
    made.lastAction = "None";
    made.observation = "RootWebArea 'Shöp'\n";
    for (int i = 1; i <= lines; ++i)
        made.observation += "\tlink [" + std::to_string(i) + "] '"
                            + (i == lines - 1 ? "lamp" : "thing " + std::to_string(i)) + "'\n";
    made.reason = "It names it";
    made.action = "click [" + std::to_string(lines - 1) + "]";
    made.split = "train";
    return made;
}

std::string textOf(const std::vector<MarkedToken>& tokens, TokenUse use)
{
    std::string text;
    for (const MarkedToken& token : tokens)
        if (token.use == use) text += token.text;
    return text;
}

}  // namespace

class TestRenderedSet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void totalsAddUp()
    {
        const RenderedSet set = *renderSet({record(3), record(4)}, *bytes(), kEnd, TrainConfig{});

        QCOMPARE(int(set.examples.size()), 6);  // three kinds of two steps
        QCOMPARE(set.byKind.at("joint"), 2);
        std::int64_t tokens = 0;
        for (const TrainingExample& example : set.examples)
            tokens += std::int64_t(example.tokens.size());
        QCOMPARE(set.tokens(), tokens);
        QVERIFY(set.trained > 0 && set.trained < set.ignored);
        QCOMPARE(set.cut, std::int64_t(0));
        QCOMPARE(set.withoutExample, 0);
    }

    void aMaskedSetIsRefused()
    {
        TrainingRecord silent = record(3);
        silent.weight = 0;
        const auto set = renderSet({silent}, *bytes(), kEnd, TrainConfig{});
        QVERIFY(!set);
        QCOMPARE(int(set.error().code()), int(ErrorCode::InvalidInput));
    }

    void marksWhatIsLearned_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("learned");
        QTest::addColumn<QString>("reasoning");
        QTest::newRow("action") << int(ExampleKind::Action) << QStringLiteral("click [2]")
                                << QString();
        QTest::newRow("rationale")
            << int(ExampleKind::Rationale) << QString() << QStringLiteral("It names it");
        QTest::newRow("joint") << int(ExampleKind::Joint) << QStringLiteral("click [2]")
                               << QStringLiteral("It names it");
    }

    void marksWhatIsLearned()
    {
        QFETCH(int, kind);
        QFETCH(QString, learned);
        QFETCH(QString, reasoning);
        const TrainConfig config;
        const TrainingExample example =
            *renderExample(record(3), ExampleKind(kind), *bytes(), kEnd, config);

        const auto tokens = *markTokens(record(3), example, *bytes(), kEnd, config);

        QCOMPARE(tokens.size(), example.tokens.size());
        QString action;
        QString reason;
        for (const MarkedToken& token : tokens)
            if (token.use == TokenUse::Trained)
                (token.isReasoning ? reason : action) += QString::fromStdString(token.text);
        QVERIFY2(action.contains(learned), qPrintable(action));
        QVERIFY2(reason.contains(reasoning), qPrintable(reason));
        QCOMPARE(reason.isEmpty(), reasoning.isEmpty());
        const std::string read = textOf(tokens, TokenUse::Ignored);
        QVERIFY(read.find("Open the lamp") != std::string::npos);
        QVERIFY(read.find("click [2]") == std::string::npos);
        // Two tokens share the umlaut; it is shown once and whole.
        QVERIFY(QString::fromStdString(read).contains(QStringLiteral("Sh\u00f6p")));
        for (const MarkedToken& token : tokens)
            QVERIFY(!QString::fromStdString(token.text).contains(QChar::ReplacementCharacter));
    }

    void cutLinesArePutBackAndMarked()
    {
        TrainConfig config;
        config.maxTokens = 700;
        const TrainingRecord tall = record(60);
        const TrainingExample example =
            *renderExample(tall, ExampleKind::Action, *bytes(), kEnd, config);
        QVERIFY(example.cutTokens > 0);

        const auto tokens = *markTokens(tall, example, *bytes(), kEnd, config);

        const std::string cut = textOf(tokens, TokenUse::Cut);
        const std::string read = textOf(tokens, TokenUse::Ignored);
        int lines = 0;
        for (int i = 1; i <= 60; ++i) {
            const std::string mark = "link [" + std::to_string(i) + "] ";
            const bool isCut = cut.find(mark) != std::string::npos;
            const bool isRead = read.find(mark) != std::string::npos;
            QVERIFY2(isCut != isRead, mark.c_str());  // every line once, in one of the two
            lines += isCut;
        }
        QVERIFY(lines > 10);
        QVERIFY(read.find("'lamp'") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestRenderedSet)
#include "tst_rendered_set.moc"
