#include <QtTest/QtTest>

#include "core/llm/event_stream.h"

using namespace sym;

class TestEventStream : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEvents_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("events");  // joined by "|"

        QTest::newRow("two") << QByteArray("data: a\n\ndata: b\n\n") << "a|b";
        QTest::newRow("without a space") << QByteArray("data:a\n\n") << "a";
        QTest::newRow("one space only") << QByteArray("data:  a\n\n") << " a";
        QTest::newRow("returns") << QByteArray("data: a\r\n\r\ndata: b\r\n\r\n") << "a|b";
        QTest::newRow("lone returns") << QByteArray("data: a\r\rdata: b\r\r") << "a|b";
        QTest::newRow("two lines") << QByteArray("data: a\ndata: b\n\n") << "a\nb";
        QTest::newRow("comment and names")
            << QByteArray(": hi\nevent: x\nid: 1\ndata: a\n\n") << "a";
        QTest::newRow("blank lines alone") << QByteArray("\n\n\n") << "";
        QTest::newRow("end without blank line") << QByteArray("data: a\n\ndata: b") << "a|b";
        QTest::newRow("not ASCII")
            << QByteArray("data: \xc3\xa4\xe2\x82\xac\n\n") << QString::fromUtf8("ä€");
    }

    /// Every row is fed in pieces of each size: the result must not depend on it.
    void readsEvents()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, events);

        for (qsizetype size = 1; size <= bytes.size(); ++size) {
            EventStreamReader reader;
            QStringList read;
            for (qsizetype at = 0; at < bytes.size(); at += size)
                for (const std::string& event : reader.feed(bytes.mid(at, size).toStdString()))
                    read << QString::fromStdString(event);
            if (const std::string last = reader.finish(); !last.empty())
                read << QString::fromStdString(last);
            QCOMPARE(read.join(QLatin1Char('|')), events);
        }
    }
};

QTEST_APPLESS_MAIN(TestEventStream)
#include "tst_event_stream.moc"
