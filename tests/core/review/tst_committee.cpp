#include "core/review/committee.h"

#include <QtTest/QtTest>

#include "tests/support/fake_chat_model.h"

using namespace sym;

namespace {

std::string vote(const std::string& reason, const char* natural = "yes")
{
    return "REASON:\n" + reason + "\nALIGNED:\nyes\nCOHERENT:\nYes.\nNATURAL:\n" + natural
           + "\nREASONABLE:\nyes\n";
}

KnowledgeEntry anEntry()
{
    KnowledgeEntry entry;
    entry.abstract = "Open the orders";
    entry.replicate = "Click My Orders";
    entry.steps = {{{"Account", "/account", "link 'My Orders'"},
                    "click [3]",
                    "link 'My Orders'",
                    "orders are there"}};
    return entry;
}

std::string systemOf(const ChatRequest& request)
{
    return request.messages.front().content;
}

}  // namespace

class TestCommittee : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decides_data()
    {
        QTest::addColumn<QStringList>("answers");
        QTest::addColumn<bool>("debate");
        QTest::addColumn<bool>("accepted");
        QTest::addColumn<int>("votes");

        const QString yes = QString::fromStdString(vote("fine"));
        const QString no = QString::fromStdString(vote("clumsy", "no"));
        const QString mute = QStringLiteral("I like it.");
        QTest::newRow("unanimous") << QStringList{yes, yes} << true << true << 2;
        QTest::newRow("unanimous against") << QStringList{no, no} << true << false << 2;
        QTest::newRow("disagreement without debate") << QStringList{yes, no} << false << false << 2;
        QTest::newRow("convinced") << QStringList{yes, no, yes, yes} << true << true << 4;
        QTest::newRow("not convinced") << QStringList{yes, no, yes, no} << true << false << 4;
        QTest::newRow("an answer without votes") << QStringList{mute, mute} << true << false << 2;
    }

    void decides()
    {
        QFETCH(QStringList, answers);
        QFETCH(bool, debate);
        QFETCH(bool, accepted);
        QFETCH(int, votes);
        FakeChatModel model;
        for (const QString& answer : answers) model.add(answer.toStdString());
        CommitteeSettings settings = committeeOf(model, 1);
        settings.debate = debate;
        PlainJobContext job;

        const auto review = reviewEntry(anEntry(), settings, job);

        QVERIFY(review);
        QCOMPARE(review->accepted, accepted);
        QCOMPARE(int(review->votes.size()), votes);
        QCOMPARE(review->calls.size(), review->votes.size());
    }

    void asksInTwoManners()
    {
        FakeChatModel model({vote("a"), vote("b")});
        PlainJobContext job;

        QVERIFY(reviewEntry(anEntry(), committeeOf(model, 1), job));

        QVERIFY(systemOf(model.requests()[0]).find("fair reader") != std::string::npos);
        QVERIFY(systemOf(model.requests()[1]).find("Judge strictly") != std::string::npos);
    }

    void showsTheOthersReasonsInADebate()
    {
        FakeChatModel model({vote("all is well"), vote("goes astray", "no"), vote("c"), vote("d")});
        PlainJobContext job;

        QVERIFY(reviewEntry(anEntry(), committeeOf(model, 1), job));

        const auto requests = model.requests();
        QCOMPARE(requests.size(), std::size_t(4));
        const std::string first = requests[2].messages.back().content;
        QVERIFY(first.find("refuses: goes astray") != std::string::npos);
        QVERIFY(first.find("all is well") == std::string::npos);
        QVERIFY(requests[3].messages.back().content.find("accepts: all is well")
                != std::string::npos);
    }

    void refusesASingleJudge()
    {
        FakeChatModel model;
        PlainJobContext job;

        const auto review = reviewEntry(anEntry(), {.judges = {{&model, "plain"}}}, job);

        QVERIFY(!review);
        QCOMPARE(int(review.error().code()), int(ErrorCode::InvalidInput));
    }
};

QTEST_APPLESS_MAIN(TestCommittee)
#include "tst_committee.moc"
