#include <QtTest/QtTest>

#include "core/planner/objective/objective.h"

using namespace sym;

class TestObjective : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatIsWanted_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("intent");
        QTest::addColumn<int>("answer");

        const int question = int(Intent::Question), go = int(Intent::Navigate),
                  change = int(Intent::Change);
        const int text = int(AnswerKind::Text);
        QTest::newRow("price") << "What is the price of the Oak Stool?" << question
                               << int(AnswerKind::Money);
        QTest::newRow("how many") << "How many open issues are there?" << question
                                  << int(AnswerKind::Count);
        QTest::newRow("told to tell")
            << "Tell me the status of my latest order" << question << text;
        QTest::newRow("attribute")
            << "Show me the email address of Ann Lee" << question << int(AnswerKind::Email);
        QTest::newRow("yes or no")
            << "Is the issue about colours closed?" << question << int(AnswerKind::YesNo);
        QTest::newRow("who") << "Who wrote the review?" << question << int(AnswerKind::Person);
        QTest::newRow("duration") << "How long does it take to walk from A to B?" << question
                                  << int(AnswerKind::Duration);
        QTest::newRow("list of pages")
            << "Show me products under $25 in the lamps category" << go << text;
        QTest::newRow("open") << "Open the list of merge requests" << go << text;
        QTest::newRow("add") << "Add the Oak Stool to my cart" << change << text;
        QTest::newRow("politely") << "Please create a forum named \"x\"" << change << text;
        QTest::newRow("verb later") << "Among the newest posts, show me the first" << go << text;
    }

    void tellsWhatIsWanted()
    {
        QFETCH(QString, text);
        QFETCH(int, intent);
        QFETCH(int, answer);

        const Objective part = readPart(text.toStdString());

        QCOMPARE(int(part.intent), intent);
        QCOMPARE(int(part.answer), answer);
    }

    void findsValues_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");

        QTest::newRow("quoted") << "Create an issue with title \"It fails\" and body \"Why?\""
                                << "body"
                                << "Why?";
        QTest::newRow("named") << "Create a forum named \"cats\""
                               << "name"
                               << "cats";
        QTest::newRow("assignment") << "Set the price of Oak Stool to $12.50"
                                    << "price"
                                    << "12.50";
        QTest::newRow("assignment, quoted") << "Change my bio to \"I am here\""
                                            << "bio"
                                            << "I am here";
        QTest::newRow("stars") << "Rate the lamp with 4 stars"
                               << "rating"
                               << "4";
        QTest::newRow("route") << "Show the route from City Hall to Old Mill by car"
                               << "to"
                               << "Old Mill";
        QTest::newRow("role") << "Invite ann as a guest"
                              << "role"
                              << "guest";
        QTest::newRow("apostrophe") << "Reply with \"I don't know, it's odd\""
                                    << ""
                                    << "I don't know, it's odd";
    }

    void findsValues()
    {
        QFETCH(QString, text);
        QFETCH(QString, key);
        QFETCH(QString, value);

        QStringList found;
        for (const Slot& slot : readPart(text.toStdString()).slots)
            found << QString::fromStdString(slot.key + "=" + slot.value);

        const bool exact = found.contains(key + QLatin1Char('=') + value);
        const bool anyKey = key.isEmpty() && !found.filter(value).isEmpty();
        QVERIFY2(exact || anyKey, qPrintable(found.join(QLatin1Char('|'))));
    }

    void findsNames_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("names");

        QTest::newRow("capitals") << "What is the price of Oak Garden Stool?"
                                  << "Oak Garden Stool";
        QTest::newRow("not the verb") << "Show Blue Lamp"
                                      << "Blue Lamp";
        QTest::newRow("code") << "What is the status of order 000000123?"
                              << "000000123";
        QTest::newRow("path") << "Fork ann/solver-kit"
                              << "ann/solver-kit";
        QTest::newRow("typed") << "Open the newest post in the books forum"
                               << "books";
        QTest::newRow("quoted") << "Find \"small red cup\""
                                << "small red cup";
        QTest::newRow("inner word") << "Who wrote The Tale of the Sea?"
                                    << "Tale of the Sea";
        QTest::newRow("end of sentence") << "I am at Old Mill. Show me a cafe"
                                         << "Old Mill";
    }

    void findsNames()
    {
        QFETCH(QString, text);
        QFETCH(QString, names);

        QStringList found;
        for (const std::string& name : readPart(text.toStdString()).entities)
            found << QString::fromStdString(name);

        QCOMPARE(found.join(QLatin1Char('|')), names);
    }

    void splitsDeeds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("parts");

        QTest::newRow("one") << "Add the Oak Stool to my cart" << 1;
        QTest::newRow("two") << "Star the project and then follow its owner" << 2;
        QTest::newRow("values of one form")
            << "Create an issue with title \"a\" and description \"b\"" << 1;
        QTest::newRow("inside a quotation") << "Post \"wash it and then delete it\"" << 1;
        QTest::newRow("question stays whole") << "What is the price of A and then B?" << 1;
    }

    void splitsDeeds()
    {
        QFETCH(QString, text);
        QFETCH(int, parts);

        QCOMPARE(int(readObjective(text.toStdString()).size()), parts);
    }

    void findsSuperlatives_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("property");
        QTest::addColumn<bool>("largest");

        QTest::newRow("dear") << "What is the most expensive lamp?"
                              << "price" << true;
        QTest::newRow("cheap") << "Open the cheapest lamp"
                               << "price" << false;
        QTest::newRow("late") << "What is the status of my latest order?"
                              << "date" << true;
        QTest::newRow("early") << "Show my oldest order"
                               << "date" << false;
        QTest::newRow("rated") << "Buy the highest rated lamp"
                               << "rating" << true;
        QTest::newRow("most of") << "Which customer has the most orders?"
                                 << "orders" << true;
        QTest::newRow("none") << "Open the lamp"
                              << "" << false;
    }

    void findsSuperlatives()
    {
        QFETCH(QString, text);
        QFETCH(QString, property);
        QFETCH(bool, largest);

        const auto found = readPart(text.toStdString()).superlative;

        QCOMPARE(QString::fromStdString(found ? found->property : ""), property);
        QCOMPARE(found && found->wantsLargest, largest);
    }
};

QTEST_APPLESS_MAIN(TestObjective)
#include "tst_objective.moc"
