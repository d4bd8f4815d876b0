#include <QtTest/QtTest>

#include "core/planner/language/values.h"

using namespace sym;

class TestValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsValues_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("value");  // "-": none

        QTest::newRow("money") << "now $1,234.50 each" << int(AnswerKind::Money) << "$1,234.50";
        QTest::newRow("no money") << "12 pieces" << int(AnswerKind::Money) << "-";
        QTest::newRow("email") << "write to a.b@c.org." << int(AnswerKind::Email) << "a.b@c.org";
        QTest::newRow("phone") << "call +1 (555) 010-2030 now" << int(AnswerKind::Phone)
                               << "+1 (555) 010-2030";
        QTest::newRow("year") << "built in 1871 of stone" << int(AnswerKind::Year) << "1871";
        QTest::newRow("date in words")
            << "on June 5, 2025 at noon" << int(AnswerKind::Date) << "June 5, 2025";
        QTest::newRow("iso date") << "2025-06-05" << int(AnswerKind::Date) << "2025-06-05";
        QTest::newRow("duration") << "about 1 h 20 min by car" << int(AnswerKind::Duration)
                                  << "1 h 20 min";
        QTest::newRow("distance") << "12.5 km away" << int(AnswerKind::Distance) << "12.5 km";
        QTest::newRow("count") << "Showing 1,204 of them" << int(AnswerKind::Count) << "1,204";
        QTest::newRow("text") << " plain " << int(AnswerKind::Text) << "plain";
        QTest::newRow("empty") << "" << int(AnswerKind::Text) << "-";
    }

    void findsValues()
    {
        QFETCH(QString, text);
        QFETCH(int, kind);
        QFETCH(QString, value);

        QCOMPARE(
            QString::fromStdString(findValue(text.toStdString(), AnswerKind(kind)).value_or("-")),
            value);
    }

    void ordersDates_data()
    {
        QTest::addColumn<QString>("earlier");
        QTest::addColumn<QString>("later");

        QTest::newRow("iso") << "2024-12-31"
                             << "2025-01-01";
        QTest::newRow("words") << "May 30, 2025"
                               << "Jun 1, 2025";
        QTest::newRow("mixed forms") << "5/30/2025"
                                     << "1 June 2025";
        QTest::newRow("time of day") << "2025-06-01 09:10"
                                     << "2025-06-01 10:00";
        QTest::newRow("ages") << "3 weeks ago"
                              << "2 hours ago";
        QTest::newRow("short years") << "12/1/24"
                                     << "1/1/25";
    }

    void ordersDates()
    {
        QFETCH(QString, earlier);
        QFETCH(QString, later);

        const auto first = findDate(earlier.toStdString()), second = findDate(later.toStdString());

        QVERIFY(first && second);
        QVERIFY(*first < *second);
    }

    void readsProperties_data()
    {
        QTest::addColumn<QStringList>("headers");
        QTest::addColumn<QStringList>("cells");
        QTest::addColumn<QString>("property");
        QTest::addColumn<double>("value");  // -1: none

        QTest::newRow("column") << QStringList{QStringLiteral("Name"),
                                               QStringLiteral("Grand Total")}
                                << QStringList{QStringLiteral("A"), QStringLiteral("$7.50")}
                                << "price" << 7.5;
        QTest::newRow("price in a card")
            << QStringList() << QStringList{QStringLiteral("A"), QStringLiteral("$7.50")} << "price"
            << 7.5;
        QTest::newRow("stars") << QStringList()
                               << QStringList{QStringLiteral("A"), QStringLiteral("4.5 out of 5")}
                               << "rating" << 4.5;
        QTest::newRow("unit") << QStringList()
                              << QStringList{QStringLiteral("A"), QStringLiteral("12 comments")}
                              << "comments" << 12.0;
        QTest::newRow("unit beside")
            << QStringList()
            << QStringList{QStringLiteral("A"), QStringLiteral("12"), QStringLiteral("comments")}
            << "comments" << 12.0;
        QTest::newRow("absent") << QStringList() << QStringList{QStringLiteral("A")} << "price"
                                << -1.0;
    }

    void readsProperties()
    {
        QFETCH(QStringList, headers);
        QFETCH(QStringList, cells);
        QFETCH(QString, property);
        QFETCH(double, value);
        Record record;
        for (const QString& header : headers) record.headers.push_back(header.toStdString());
        for (const QString& cell : cells) record.cells.push_back(cell.toStdString());
        record.text = cells.join(QLatin1Char(' ')).toStdString();

        QCOMPARE(propertyOf(record, property.toStdString()).value_or(-1), value);
    }
};

QTEST_APPLESS_MAIN(TestValues)
#include "tst_values.moc"
