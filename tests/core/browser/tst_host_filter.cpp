#include <QtTest/QTest>

#include "core/browser/traffic/host_filter.h"

using namespace sym;

class TestHostFilter final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decides_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("allowed");

        // allowed: shop.test (any port) and 127.0.0.1:8080
        const auto row = [](const char* url, bool allowed) {
            QTest::newRow(url) << QString::fromUtf8(url) << allowed;
        };
        row("http://shop.test/", true);
        row("https://SHOP.test:444/a?b", true);
        row("ws://shop.test/socket", true);
        row("http://www.shop.test/", false);
        row("http://shop.test.evil.test/", false);
        row("http://evil.test/shop.test", false);
        row("http://shop.test@evil.test/", false);
        row("http://127.0.0.1:8080/x", true);
        row("http://127.0.0.1:8081/x", false);
        row("http://127.0.0.1/x", false);
        row("about:blank", true);
        row("data:text/html,x", true);
        row("blob:http://shop.test/1", true);
        row("file:///etc/passwd", false);
    }
    void decides()
    {
        QFETCH(const QString, url);
        QFETCH(const bool, allowed);

        QCOMPARE(HostFilter({"Shop.test", "127.0.0.1:8080"}).allows(url.toStdString()), allowed);
    }

    void isOpenWithoutHosts()
    {
        QVERIFY(HostFilter({}).isOpen());
        QVERIFY(HostFilter({}).allows("http://anything.test/"));
    }
};

QTEST_APPLESS_MAIN(TestHostFilter)

#include "tst_host_filter.moc"
