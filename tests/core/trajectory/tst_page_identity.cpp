#include "core/trajectory/page_identity.h"

#include <QtTest/QtTest>

using namespace sym;

namespace {

/// The same page as two sessions see it: other ids, one of them with a banner above.
PageRecord orders(int firstId, bool hasBanner = false)
{
    const auto id = [&](int i) { return std::to_string(firstId + i); };
    PageRecord page;
    page.url = "http://127.0.0.1:" + std::to_string(4000 + firstId) + "/orders?page=2";
    page.observation = "RootWebArea 'Orders'\n";
    if (hasBanner) page.observation += "\tlink [" + id(9) + "] 'Reorder'\n";
    page.observation += "\tmain\n\t\ttable 'Orders'\n";
    page.observation +=
        "\t\t\trow | link [" + id(0) + "] '000123' | button [" + id(1) + "] 'Reorder'\n";
    page.observation +=
        "\t\t\trow | link [" + id(2) + "] '000124' | button [" + id(3) + "] 'Reorder'\n";
    page.observation += "\t\ttextbox [" + id(4) + "] 'Search' [value: 'lamp']";
    page.elements = {{id(0), "link", "000123", {}, {}},
                     {id(1), "button", "Reorder", {}, {}},
                     {id(2), "link", "000124", {}, {}},
                     {id(3), "button", "Reorder", {}, {}},
                     {id(4), "textbox", "Search", {}, {}}};
    if (hasBanner)
        page.elements.insert(page.elements.begin(), {id(9), "button", "Reorder", {}, {}});
    return page;
}

}  // namespace

class TestPageIdentity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void foldsText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("folded");
        QTest::newRow("case") << QByteArray("Red LAMP") << QByteArray("red lamp");
        QTest::newRow("spaces") << QByteArray("  a \t b\n") << QByteArray("a b");
        QTest::newRow("sharp s") << QByteArray("STRASSE Straße") << QByteArray("strasse strasse");
        QTest::newRow("greek") << QByteArray("ΣΊΣΥΦΟΣ") << QByteArray("σίσυφοσ");
        QTest::newRow("no UTF-8") << QByteArray("a \xff b") << QByteArray("a \xff b");
        QTest::newRow("empty") << QByteArray() << QByteArray();
    }
    void foldsText()
    {
        QFETCH(QByteArray, text);
        QTEST(QByteArray::fromStdString(foldedText(text.toStdString())), "folded");
    }

    void takesAddressesApart_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char* url, const char* path, const char* kind) {
            QTest::newRow(url) << QString::fromUtf8(url) << QString::fromUtf8(path)
                               << QString::fromUtf8(kind);
        };
        row("http://127.0.0.1:4012", "/", "/");
        row("http://127.0.0.1:4012/", "/", "/");
        row("http://shop/orders/123/?b=2&a=1#top", "/orders/123?b=2&a=1", "/orders/#?a&b");
        row("http://shop?q=x", "/?q=x", "/?q");
        row("http://shop/v1.2/item-77", "/v1.2/item-77", "/v#.#/item-#");
        row("about:blank", "about:blank", "about:blank");
    }
    void takesAddressesApart()
    {
        QFETCH(QString, url);
        QTEST(QString::fromStdString(pagePath(url.toStdString())), "path");
        QTEST(QString::fromStdString(urlTemplate(url.toStdString())), "kind");
    }

    void aPageIsTheSameInAnotherSession()
    {
        QVERIFY(orders(10).observation != orders(50).observation);
        QCOMPARE(PageIdentity(orders(10)).text(), PageIdentity(orders(50)).text());
        QVERIFY(PageIdentity(orders(10)).text().find("[1") == std::string::npos);
        QVERIFY(PageIdentity(orders(10)).text().find("[value: 'lamp']") != std::string::npos);
    }

    void findsAnElementInAnotherSession()
    {
        const PageIdentity here(orders(10));
        const PageIdentity there(orders(50));
        for (int i = 0; i < 5; ++i) {
            const auto identity = here.identityOf(std::to_string(10 + i));
            QVERIFY(identity.has_value());
            QCOMPARE(there.find(*identity).value_or("none"), std::to_string(50 + i));
        }
        QVERIFY(!here.identityOf("77"));
    }

    void aRowIsKnownByWhatIsInIt()
    {
        // Another button of that name comes first now: position alone would miss.
        const auto second = PageIdentity(orders(10)).identityOf("13");
        QCOMPARE(PageIdentity(orders(50, true)).find(*second).value_or("none"), std::string("53"));
    }

    void doesNotFindWhatIsNotThere()
    {
        PageRecord page = orders(50);
        page.elements.pop_back();
        page.observation.resize(page.observation.rfind('\n'));
        const auto field = PageIdentity(orders(10)).identityOf("14");
        QVERIFY(!PageIdentity(page).find(*field));
    }

    void actionsHaveKeysThatHoldElsewhere()
    {
        const Action here{.kind = ActionKind::Type, .elementId = "14", .text = " Red  Lamp"};
        const Action there{.kind = ActionKind::Type, .elementId = "54", .text = "red lamp"};
        QCOMPARE(PageIdentity(orders(10)).actionKey(here),
                 PageIdentity(orders(50)).actionKey(there));
        const Action other{.kind = ActionKind::Type, .elementId = "54", .text = "blue lamp"};
        QVERIFY(PageIdentity(orders(50)).actionKey(other)
                != PageIdentity(orders(50)).actionKey(there));
    }
};

QTEST_APPLESS_MAIN(TestPageIdentity)
#include "tst_page_identity.moc"
