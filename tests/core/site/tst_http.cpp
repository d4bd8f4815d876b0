#include <QtTest/QTest>

#include "core/site/web/components.h"
#include "core/site/web/http.h"

using namespace sym;

class TestHttp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void escapesTextForHtml_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("html");

        QTest::newRow("plain") << QStringLiteral("Tent") << QStringLiteral("Tent");
        QTest::newRow("markup") << QStringLiteral("<b>&") << QStringLiteral("&lt;b&gt;&amp;");
        QTest::newRow("quotes") << QStringLiteral("\"it's\"")
                                << QStringLiteral("&quot;it&#39;s&quot;");
        QTest::newRow("empty") << QString() << QString();
    }

    void escapesTextForHtml()
    {
        QFETCH(QString, text);
        QFETCH(QString, html);

        QCOMPARE(QString::fromStdString(escapeHtml(text.toStdString())), html);
    }

    void urlTextSurvivesTheWay_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("encoded");

        QTest::newRow("plain") << QByteArray("a-b_c.d~1") << QByteArray("a-b_c.d~1");
        QTest::newRow("blank and plus") << QByteArray("a b+c") << QByteArray("a%20b%2Bc");
        QTest::newRow("reserved") << QByteArray("?&=#/%") << QByteArray("%3F%26%3D%23%2F%25");
        QTest::newRow("UTF-8") << QByteArray("\xc3\xa9") << QByteArray("%C3%A9");
    }

    void urlTextSurvivesTheWay()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, encoded);

        QCOMPARE(QByteArray::fromStdString(encodeUrl(text.toStdString())), encoded);
        QCOMPARE(QByteArray::fromStdString(decodeUrl(encoded.toStdString())), text);
    }

    void leavesBrokenEscapesAlone()
    {
        QCOMPARE(decodeUrl("50%"), std::string("50%"));
        QCOMPARE(decodeUrl("%zz%4"), std::string("%zz%4"));
    }

    void readsFormFields()
    {
        const Fields fields = parseUrlEncoded("a=1&b=x+y&a=2&c&&d=%26");

        QCOMPARE(fields.get("a"), std::string("1"));
        QCOMPARE(fields.all("a").size(), std::size_t(2));
        QCOMPARE(fields.get("b"), std::string("x y"));
        QVERIFY(fields.has("c"));
        QCOMPARE(fields.get("d"), std::string("&"));
        QCOMPARE(fields.get("none", "other"), std::string("other"));
    }

    void readsMultipartFields()
    {
        const std::string body =
            "--X1\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nTwo\r\nlines\r\n"
            "--X1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
            "Content-Type: text/plain\r\n\r\ncontent\r\n--X1--\r\n";

        const Fields fields = parseMultipart(body, "multipart/form-data; boundary=X1");

        QCOMPARE(fields.get("title"), std::string("Two\r\nlines"));
        QCOMPARE(fields.get("file"), std::string("content"));
        QVERIFY(parseMultipart(body, "multipart/form-data").list().empty());
        QVERIFY(parseMultipart("--X1", "multipart/form-data; boundary=X1").list().empty());
    }

    void readsCookies()
    {
        const auto cookies = parseCookies("sid_shopping_8000=abc; theme=dark;broken");

        QCOMPARE(cookies.size(), std::size_t(2));
        QCOMPARE(cookies.at("sid_shopping_8000"), std::string("abc"));
    }

    void changesSomeFieldsOfAnAddress()
    {
        SiteRequest request;
        request.target = "/list?sort=name&p=3";
        request.query = parseUrlEncoded("sort=name&p=3");

        QCOMPARE(addressWith(request, {{"p", ""}, {"dir", "desc"}}),
                 std::string("/list?sort=name&dir=desc"));
        QCOMPARE(addressWith(request, {{"sort", "a b"}}), std::string("/list?sort=a%20b&p=3"));
    }

    void readsPositiveNumbers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("value");

        QTest::newRow("number") << QStringLiteral("12") << 12;
        QTest::newRow("absent") << QString() << 7;
        QTest::newRow("text") << QStringLiteral("x1") << 7;
        QTest::newRow("rest") << QStringLiteral("1x") << 7;
        QTest::newRow("negative") << QStringLiteral("-3") << 7;
        QTest::newRow("too large") << QStringLiteral("99999999999") << 7;
    }

    void readsPositiveNumbers()
    {
        QFETCH(QString, text);
        QFETCH(int, value);
        Fields fields;
        fields.add("n", text.toStdString());

        QCOMPARE(intField(fields, "n", 7), value);
    }

    void keepsPagesInTheirRange()
    {
        SiteRequest request;
        request.target = "/list?p=9";
        request.query = parseUrlEncoded("p=9");

        const PageWindow window = pageWindow(request, 25, 10);

        QCOMPARE(window.page, 3);
        QCOMPARE(window.first(), 20);
        QCOMPARE(window.last(), 25);
        QVERIFY(pager(request, pageWindow(request, 5, 10)).empty());
    }

    void writesMoneyAndDates()
    {
        QCOMPARE(money(123456789), std::string("$1,234,567.89"));
        QCOMPARE(money(-50), std::string("-$0.50"));
        QCOMPARE(longDate("2025-06-05 14:07:00"), std::string("June 5, 2025"));
        QCOMPARE(shortDate("soon"), std::string("soon"));
        QCOMPARE(slug("Men's  Shoes & Bags"), std::string("mens-shoes-bags"));
    }
};

QTEST_APPLESS_MAIN(TestHttp)
#include "tst_http.moc"
