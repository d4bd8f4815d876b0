#include "core/planner/review/reviewing.h"

#include <QtTest/QtTest>

#include "core/planner/planner.h"

using namespace sym;

namespace {

/// The planner's answer to a question.
std::string answer(const std::string& user, const std::string& system = {})
{
    Planner planner;
    PlainJobContext job;
    ChatRequest request;
    request.messages = {{ChatRole::System, system}, {ChatRole::User, user}};
    const auto response = planner.complete(request, job, {});
    return response ? response->text : response.error().message();
}

const std::string kWayToOrders =
    "ON: My account (/account)\n"
    "\tRootWebArea 'My account'\n"
    "\t\theading 'My account'\n"
    "\t\tlink 'My Orders'\n"
    "1. click [12]  # link 'My Orders'\n"
    "\treason: the orders are there\n"
    "THEN: My orders (/orders)\n"
    "\tRootWebArea 'My orders'\n"
    "\t\theading 'My orders'\n"
    "\t\ttable 'Orders'\n"
    "\t\t\theader | Order | Total | Status\n"
    "\t\t\trow | link '000123' | $65.32 | Pending\n";

const std::string kPriceRead =
    "ON: Red lamp (/lamp)\n"
    "\tRootWebArea 'Red lamp'\n"
    "\t\theading 'Red lamp'\n"
    "\t\ttext 'Price: $19.99'\n"
    "1. stop [$19.99]\n"
    "\treason: the page says so\n";

}  // namespace

class TestReviewing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesVerdicts_data()
    {
        QTest::addColumn<QString>("objective");
        QTest::addColumn<QString>("trajectory");
        QTest::addColumn<bool>("success");

        const auto row = [](const char* name, const char* objective, const std::string& trajectory,
                            bool success) {
            QTest::newRow(name) << QString::fromUtf8(objective)
                                << QString::fromStdString(trajectory) << success;
        };
        row("the page says it", "What is the price of the Red lamp?", kPriceRead, true);
        std::string wrong = kPriceRead;
        wrong.replace(wrong.find("stop [$19.99]"), 13, "stop [$29.99]");
        row("the page says another", "What is the price of the Red lamp?", wrong, false);
        std::string none = kPriceRead;
        none.replace(none.find("stop [$19.99]"), 13, "stop [N/A]");
        row("gave up", "What is the price of the Red lamp?", none, false);
        row("did not stop", "Open my orders.", kWayToOrders, false);
    }

    void givesVerdicts()
    {
        QFETCH(QString, objective);
        QFETCH(QString, trajectory);
        QFETCH(bool, success);

        const std::string text =
            answer("REQUEST:\nverdict\nOBJECTIVE:\n" + objective.toStdString() + "\nTRAJECTORY:\n"
                   + trajectory.toStdString() + "ANSWER:\n(empty)\n");

        QVERIFY2(text.find("VERDICT:\n") != std::string::npos, text.c_str());
        QVERIFY2((text.find("VERDICT:\nsuccess") != std::string::npos) == success, text.c_str());
    }

    void writesWhatAPieceDoes()
    {
        const std::string text = answer("REQUEST:\ninstructions\nTRAJECTORY:\n" + kWayToOrders);

        QVERIFY(
            text.find("REPLICATE:\non \"My account\" click 'My Orders'; this opens \"My orders\".")
            != std::string::npos);
        QVERIFY(text.find("ABSTRACT:\nOpen \"My orders\" from \"My account\".")
                != std::string::npos);
        QVERIFY(text.find("a table of Order, Total, Status") != std::string::npos);
    }

    void takesTheObjectiveOfAWholeSolution()
    {
        const std::string text = answer(
            "REQUEST:\ninstructions\nOBJECTIVE:\nWhat does the Red lamp "
            "cost?\nTRAJECTORY:\n"
            + kPriceRead);

        QVERIFY(text.find("ABSTRACT:\nWhat does the Red lamp cost?") != std::string::npos);
    }

    void votes_data()
    {
        QTest::addColumn<QString>("instruction");
        QTest::addColumn<QString>("trajectory");
        QTest::addColumn<QString>("no");  ///< the first question answered with no; empty: none

        std::string stuck = kWayToOrders;
        stuck.replace(stuck.find("THEN:"), std::string::npos, "THEN: My account (/account)\n");
        const QString open = QStringLiteral("Open My orders from My account");
        QTest::newRow("good") << open << QString::fromStdString(kWayToOrders) << QString();
        QTest::newRow("of something else")
            << QStringLiteral("Write a review about a cheap blender")
            << QString::fromStdString(kWayToOrders) << QStringLiteral("ALIGNED");
        QTest::newRow("no effect")
            << open << QString::fromStdString(stuck) << QStringLiteral("COHERENT");
    }

    void votes()
    {
        QFETCH(QString, instruction);
        QFETCH(QString, trajectory);
        QFETCH(QString, no);

        const QString text = QString::fromStdString(
            answer("REQUEST:\nreview\nINSTRUCTION:\n" + instruction.toStdString()
                       + "\nTRAJECTORY:\n" + trajectory.toStdString(),
                   "Judge strictly: ..."));

        if (no.isEmpty())
            QVERIFY2(!text.contains(QStringLiteral(":\nno")), qPrintable(text));
        else
            QVERIFY2(text.contains(no + QStringLiteral(":\nno")), qPrintable(text));
    }

    void asksForWhatIsMissing()
    {
        const std::string text = answer(
            "REQUEST:\nquery\nOBJECTIVE:\nWhat is the tracking number of my order 000123?\n"
            "CURRENT OBSERVATION:\nRootWebArea 'Home'\n\tlink [3] 'My account'\n");

        QVERIFY2(text.find("QUERY:\n") == 0, text.c_str());
        QVERIFY2(text.find("tracking") != std::string::npos, text.c_str());
        QVERIFY2(text.find("000123") == std::string::npos, text.c_str());
    }

    void selectsWhatLeadsThere()
    {
        const std::string text = answer(
            "REQUEST:\nselection\nOBJECTIVE:\nWhat is the status of my latest order?\n"
            "EXAMPLES:\n<example_0>\nOBJECTIVE: Find \"$19.99\"\n"
            + kPriceRead + "</example_0>\n<example_1>\nOBJECTIVE: Open \"My orders\"\n"
            + kWayToOrders
            + "</example_1>\nCURRENT OBSERVATION:\nRootWebArea 'Home'\n\tlink [3] 'About'\n");

        QVERIFY2(text.find("- 0: no") != std::string::npos, text.c_str());
        QVERIFY2(text.find("- 1: yes") != std::string::npos, text.c_str());
        QVERIFY2(text.find("HELPFUL:\n1\n") != std::string::npos, text.c_str());
    }

    void refusesOtherRequests()
    {
        QVERIFY(answer("REQUEST:\npoem\n").find("\"poem\"") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestReviewing)
#include "tst_reviewing.moc"
