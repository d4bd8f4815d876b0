#include <QtTest/QTest>

#include <map>
#include <set>

#include "core/site/shop/sales_figures.h"
#include "core/site/shop/shop_world.h"
#include "page_walker.h"

using namespace sym;

/// The store's content and its behaviour, seen through its pages.
class TestShop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contentIsLargeAndConsistent_data()
    {
        QTest::addColumn<quint64>("seed");

        for (const quint64 seed : {1, 2, 77, 123456789}) QTest::addRow("seed %llu", seed) << seed;
    }

    void contentIsLargeAndConsistent()
    {
        QFETCH(quint64, seed);

        const ShopData data = makeShopData(seed);

        QVERIFY(data.products.size() >= 200);
        QVERIFY(data.customers.size() >= 40);
        QVERIFY(data.orders.size() >= 60);
        QVERIFY(data.reviews.size() >= 800);
        std::set<std::string> names;
        for (const Product& product : data.products) {
            QVERIFY2(names.insert(product.name).second && names.insert(product.slug).second
                         && names.insert(product.sku).second,
                     product.name.c_str());
            QVERIFY(product.priceCents > 0 && product.stock >= 0);
            QVERIFY(!data.categoryByPath(product.slug));
        }
        for (const Review& review : data.reviews)
            QVERIFY(data.product(review.productId) && review.rating >= 1 && review.rating <= 5
                    && review.createdAt < "2025-06-15 12:00:00");
        for (const ShopOrder& order : data.orders)
            QVERIFY(!order.lines.empty() && data.customer(order.customerId)
                    && order.totalCents() > 0);
        QCOMPARE(data.customers.front().email, std::string(kShopperEmail));
        QVERIFY(data.ordersOf(1).size() >= 12);
    }

    void sameSeedSameContent()
    {
        const ShopData one = makeShopData(9);
        const ShopData again = makeShopData(9);
        const ShopData other = makeShopData(10);

        QCOMPARE(again.reviews.back().text, one.reviews.back().text);
        QCOMPARE(again.orders.back().totalCents(), one.orders.back().totalCents());
        QVERIFY(other.products.front().name != one.products.front().name
                || other.products.back().name != one.products.back().name);
    }

    void canceledOrdersDoNotCountAsSales()
    {
        ShopData data = makeShopData(1);
        const auto before = bestsellers(data, {});
        for (ShopOrder& order : data.orders) order.status = "Canceled";

        QVERIFY(before.size() > 20);
        QVERIFY(before.front().quantity >= before.back().quantity);
        QVERIFY(bestsellers(data, {}).empty());
        QVERIFY(salesByInterval(data, {}, IntervalLength::Year).empty());
    }

    void pagesAreThere_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("heading");

        const auto row = [](const char* address, const char* heading) {
            QTest::newRow(address) << QString::fromLatin1(address) << QString::fromLatin1(heading);
        };
        row("__SHOPPING__/", "One Stop Market");
        row("__SHOPPING__/electronics.html", "Electronics");
        row("__SHOPPING__/electronics/headphones.html?product_list_mode=list", "Headphones");
        row("__SHOPPING__/catalogsearch/result/?q=bag", "Search results for: 'bag'");
        row("__SHOPPING__/catalogsearch/advanced/", "Advanced Search");
        row("__SHOPPING__/checkout/cart/", "Shopping Cart");
        row("__SHOPPING__/customer/account/", "My Account");
        row("__SHOPPING__/sales/order/history/?p=2", "My Orders");
        row("__SHOPPING__/wishlist/", "My Wish List");
        row("__SHOPPING__/catalog/product_compare/", "Compare Products");
        row("__SHOPPING__/contact/", "Contact Us");
        row("__SHOPPING__/privacy/", "Privacy and Cookie Policy");
        row("__SHOPPING_ADMIN__/", "Dashboard");
        row("__SHOPPING_ADMIN__/sales/order/?sort=total&dir=desc", "Orders");
        row("__SHOPPING_ADMIN__/customer/index/", "Customers");
        row("__SHOPPING_ADMIN__/review/product/pending/", "Pending Reviews");
        row("__SHOPPING_ADMIN__/reports/report_sales/sales/"
            "?from=2024-01-01&to=2025-06-15&period=Month",
            "Sales Report");
        row("__HOMEPAGE__/", "Where would you like to go?");
    }

    void pagesAreThere()
    {
        QFETCH(QString, address);
        QFETCH(QString, heading);
        PageWalker walker(1);

        walker.open(address.toStdString());

        QCOMPARE(walker.status(), 200);
        QCOMPARE(QString::fromStdString(walker.textOf("h1")), heading);
    }

    void unknownAddressesAreNotFound_data()
    {
        QTest::addColumn<QString>("address");

        for (const char* address :
             {"__SHOPPING__/nothing.html", "__SHOPPING__/sales/order/view/order_id/1/",
              "__SHOPPING_ADMIN__/sales/order/view/order_id/99999/", "__SHOPPING_ADMIN__/nowhere",
              "__HOMEPAGE__/nowhere"})
            QTest::newRow(address) << QString::fromLatin1(address);
    }

    void unknownAddressesAreNotFound()
    {
        QFETCH(QString, address);
        PageWalker walker(1);

        walker.open(address.toStdString());

        QCOMPARE(walker.status(), 404);
    }

    void anOrderGoesThroughToTheAdministration()
    {
        const ShopData data = makeShopData(3);
        const Product* wanted = nullptr;
        for (const Product& product : data.products)
            if (product.options.empty() && product.stock > 5) wanted = &product;
        PageWalker walker(3);

        walker.open("__SHOPPING__/" + wanted->slug + ".html");
        const std::string problem =
            walker.play({R"(page.get_by_label("Qty").fill("2"))",
                         R"(page.get_by_role("button", name="Add to Cart").nth(0).click())",
                         R"(page.goto("__SHOPPING__/checkout/cart/"))",
                         R"(page.get_by_role("link", name="Proceed to Checkout").click())",
                         R"(page.get_by_role("button", name="Next").click())",
                         R"(page.get_by_role("button", name="Place Order").click())"});
        const std::string number = walker.textOf(".order-number");
        walker.open("__SHOPPING_ADMIN__/sales/order/?search=" + number);

        QCOMPARE(problem, std::string());
        QCOMPARE(std::atoi(number.c_str()), data.orders.back().id + 1);
        QCOMPARE(walker.textOf(".records"), std::string("1 record found"));
        walker.open("__SHOPPING_ADMIN__/catalog/product/edit/id/" + std::to_string(wanted->id)
                    + "/");
        QVERIFY(walker.page().descendants().size() > 10);
        PlainJobContext job;
        const auto stock = walker.evaluate("document.querySelector('[name=\"qty\"]').value", job);
        QVERIFY(stock);
        QCOMPARE(stock->get<std::string>(), std::to_string(wanted->stock - 2));
    }

    void logsOutAndInAgain()
    {
        const auto logIn = [](const std::string& password) {
            return std::vector<std::string>{
                "page.get_by_label(\"Email\").fill(\"emma.lopez@gmail.com\")",
                "page.get_by_label(\"Password\").fill(\"" + password + "\")",
                "page.get_by_role(\"button\", name=\"Sign In\").click()"};
        };
        PageWalker walker(1);
        walker.open("__SHOPPING__/customer/account/logout/");
        walker.open("__SHOPPING__/sales/order/history/");
        const std::string asked = walker.textOf("h1");

        const std::string refusal = walker.play(logIn("wrong"));
        const std::string stillAsked = walker.textOf("h1");
        const std::string success = walker.play(logIn("Password.123"));

        QCOMPARE(asked, std::string("Customer Login"));
        QCOMPARE(refusal, std::string());
        QCOMPARE(stillAsked, std::string("Customer Login"));
        QCOMPARE(success, std::string());
        QCOMPARE(walker.textOf("h1"), std::string("My Account"));
    }

    void administrationAsksForItsPassword()
    {
        PageWalker walker(1);
        walker.open("__SHOPPING_ADMIN__/admin/auth/logout/");
        const std::string asked = walker.textOf("h1");

        const std::string problem =
            walker.play({"page.get_by_label(\"Username\").fill(\"admin\")",
                         "page.get_by_label(\"Password\").fill(\"admin1234\")",
                         "page.get_by_role(\"button\", name=\"Sign in\").click()"});

        QCOMPARE(asked, std::string("Welcome, please sign in"));
        QCOMPARE(problem, std::string());
        QCOMPARE(walker.textOf("h1"), std::string("Dashboard"));
    }

    void visitorsTextIsNeverMarkup()
    {
        PageWalker walker(1);
        walker.open("__SHOPPING__/contact/");

        const std::vector<std::string> actions = {
            "page.get_by_label(\"What's on your mind?\").fill(\"<b id=x>bold</b>\")",
            "page.get_by_role(\"button\", name=\"Submit\").click()"};
        const std::string problem = walker.play(actions);

        QCOMPARE(problem, std::string());
        QCOMPARE(walker.textOf(".message-text"), std::string("<b id=x>bold</b>"));
        QCOMPARE(walker.textOf("#x"), std::string("<none>"));
    }

    void resetRestoresTheSeedsContent()
    {
        ShopWorld world(4);
        const int stock = world.data.products.front().stock;
        world.data.products.front().stock = stock + 50;
        world.addReview(1, 1, 5, "a", "b", "c");
        const std::string first = world.now();
        world.reset();

        QCOMPARE(world.data.products.front().stock, stock);
        QCOMPARE(world.data.reviews.size(), makeShopData(4).reviews.size());
        QVERIFY(world.now() <= first);
    }
};

QTEST_APPLESS_MAIN(TestShop)
#include "tst_shop.moc"
