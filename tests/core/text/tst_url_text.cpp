#include <QtTest/QtTest>

#include "core/text/url_text.h"

using namespace sym;

class TestUrlText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parse_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("parts");  // scheme|netloc|path|params|query|fragment

        QTest::newRow("all") << "HTTP://u:p@h:80/a/b;c=1?q=1&r#f"
                             << "http|u:p@h:80|/a/b|c=1|q=1&r|f";
        QTest::newRow("no scheme") << "//h/x"
                                   << "|h|/x|||";
        QTest::newRow("path only") << "a/b"
                                   << "||a/b|||";
        QTest::newRow("port is no scheme's") << "localhost:80"
                                             << "localhost||80|||";
        QTest::newRow("params of the last segment only") << "http://h/a;x/b;y"
                                                         << "http|h|/a;x/b|y||";
        QTest::newRow("no params elsewhere") << "about:a;b"
                                             << "about||a;b|||";
        QTest::newRow("query without path") << "http://h?q"
                                            << "http|h|||q|";
        QTest::newRow("white space within") << " http://h/\na"
                                            << "http|h|/a|||";
        QTest::newRow("second mark") << "http://h/?a?b#c?d"
                                     << "http|h|/||a?b|c?d";
        QTest::newRow("address of six") << "http://[::1]:8/"
                                        << "http|[::1]:8|/|||";
    }
    void parse()
    {
        QFETCH(QString, url);
        QFETCH(QString, parts);

        const Result<UrlParts> parsed = pyUrlParse(url.toStdString());

        QVERIFY(parsed);
        const std::string text = parsed->scheme + "|" + parsed->netloc + "|" + parsed->path + "|"
                                 + parsed->params + "|" + parsed->query + "|" + parsed->fragment;
        QCOMPARE(QString::fromStdString(text), parts);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("url");

        QTest::newRow("open bracket") << "http://[::1/";
        QTest::newRow("closed bracket") << "http://a]/";
        QTest::newRow("no address in brackets") << "http://[a b]/";
        QTest::newRow("delimiter in disguise") << QString::fromUtf8("http://a℀b/");
    }
    void refuses()
    {
        QFETCH(QString, url);

        const Result<UrlParts> parsed = pyUrlParse(url.toStdString());

        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code(), ErrorCode::InvalidInput);
    }

    void query()
    {
        const auto values =
            pyParseQuery("a=1&a=2&b=&c&d=x+y%20z&e%5B%5D=%C3%A9&f=%ff&=g&h=a=b&i=1;j=2");

        using Texts = std::vector<std::string>;
        QCOMPARE(values.at("a"), (Texts{"1", "2"}));
        QVERIFY(!values.contains("b") && !values.contains("c"));
        QCOMPARE(values.at("d"), (Texts{"x y z"}));
        QCOMPARE(values.at("e[]"), (Texts{"é"}));
        QCOMPARE(values.at("f"), (Texts{"\ufffd"}));
        QCOMPARE(values.at(""), (Texts{"g"}));
        QCOMPARE(values.at("h"), (Texts{"a=b"}));
        QCOMPARE(values.at("i"), (Texts{"1;j=2"}));
    }

    void quotes()
    {
        QCOMPARE(pyQuotePlus("a[0] é~"), std::string("a%5B0%5D+%C3%A9~"));
        QCOMPARE(pyUnquote("%41%zz%C3%A9+"), std::string("A%zzé+"));
    }
};

QTEST_APPLESS_MAIN(TestUrlText)
#include "tst_url_text.moc"
