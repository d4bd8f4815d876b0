#include <QtTest/QtTest>

#include "core/task/site_functions.h"
#include "fakes.h"

using namespace sym;
using nlohmann::json;

namespace {

constexpr const char* kToken = "POST http://shop/rest/default/V1/integration/admin/token";
constexpr const char* kOrders =
    "GET http://shop/rest/V1/orders?searchCriteria%5BsortOrders%5D%5B0%5D%5Bfield%5D=created_at"
    "&searchCriteria%5BsortOrders%5D%5B0%5D%5Bdirection%5D=DESC&searchCriteria%5BpageSize%5D=1";

Result<std::string> call(const std::string& text, FakePage& page,
                         const std::string& lastUrl = "http://reddit/f/a/3/title/-/comment/9")
{
    const auto parsed = parseFunctionCall(text);
    if (!parsed) return parsed.error();
    PlainJobContext job;
    return callFunction(*parsed, taskWith("{}"), lastUrl, page, job);
}

}  // namespace

class TestSiteFunctions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void locators_data()
    {
        QTest::addColumn<QString>("locator");
        QTest::addColumn<int>("kind");

        QTest::newRow("blank") << " " << int(LocatorKind::Page);
        QTest::newRow("script") << "document.title" << int(LocatorKind::Script);
        QTest::newRow("spread") << "[...document.links]" << int(LocatorKind::Script);
        QTest::newRow("function") << "func:x()" << int(LocatorKind::Function);
        QTest::newRow("other script") << "window.title" << int(LocatorKind::Unknown);
        QTest::newRow("space before") << " document.title" << int(LocatorKind::Unknown);
    }
    void locators()
    {
        QFETCH(QString, locator);
        QFETCH(int, kind);

        QCOMPARE(int(locatorKind(locator.toStdString())), kind);
    }

    void parsesCalls()
    {
        const auto parsed =
            parseFunctionCall("func:gitlab_get_project_memeber_role(__page__, 'it\\'s')");

        QVERIFY(parsed);
        QCOMPARE(parsed->name, std::string("gitlab_get_project_memeber_role"));
        QCOMPARE(parsed->arguments, (std::vector<std::string>{"__page__", "it's"}));
    }

    void refusesCalls_data()
    {
        QTest::addColumn<QString>("text");

        QTest::newRow("no call") << "func:";
        QTest::newRow("no prefix") << "funk";
        QTest::newRow("unknown") << "func:open('/etc/passwd')";
        QTest::newRow("wrong number of arguments") << "func:reddit_get_post_url()";
        QTest::newRow("unclosed") << "func:reddit_get_post_url('a'";
    }
    void refusesCalls()
    {
        QFETCH(QString, text);

        QVERIFY(!parseFunctionCall(text.toStdString()));
    }

    void postUrl_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("expected");

        QTest::newRow("comment") << "http://r:9/f/a/3/title/-/comment/9"
                                 << "http://r:9/f/a/3/";
        QTest::newRow("forum") << "http://r/f/a"
                               << "http://r/f/a";
        QTest::newRow("other page") << "http://r/user/a/b"
                                    << "http://r/user/a/b";
    }
    void postUrl()
    {
        QFETCH(QString, url);
        QFETCH(QString, expected);

        QCOMPARE(QString::fromStdString(redditPostUrl(url.toStdString())), expected);
    }

    void postUrlOfTheLastPage()
    {
        FakePage page;

        QCOMPARE(*call("func:reddit_get_post_url('__last_url__')", page),
                 std::string("http://reddit/f/a/3/"));
    }

    void latestOrder()
    {
        FakePage page;
        page.requests[kToken] = "secret";
        page.requests[kOrders] = {{"items", {{{"increment_id", "000000187"}}}}};

        QCOMPARE(*call("func:shopping_get_latest_order_url()", page),
                 std::string("http://shop/sales/order/view/order_id/187/"));
        QCOMPARE(page.bearers, (std::vector<std::string>{"", "secret"}));
    }

    void noOrderIsAnErrorOfTheEnvironment()
    {
        FakePage page;
        page.requests[kToken] = "secret";
        page.requests[kOrders] = {{"items", json::array()}};

        const auto result = call("func:shopping_get_latest_order_url()", page);

        QVERIFY(!result);
        QCOMPARE(result.error().code(), ErrorCode::Protocol);
    }

    void reviews()
    {
        FakePage page;
        page.requests[kToken] = "secret";
        json& reviews = page.requests["GET http://shop/rest/V1/products/B00/reviews"];
        reviews = json::parse(R"([
            {"nickname": "a", "ratings": [{"rating_name": "Rating", "percent": 20}]},
            {"nickname": "Emma", "ratings": [{"rating_name": "Rating", "percent": 100}]}])");

        QCOMPARE(*call("func:shopping_get_sku_latest_review_author('B00')", page),
                 std::string("Emma"));
        QCOMPARE(*call("func:shopping_get_sku_latest_review_rating('B00')", page),
                 std::string("100"));
        reviews = json::array();
        QCOMPARE(*call("func:shopping_get_sku_latest_review_author('B00')", page), std::string());
        reviews = json::parse(R"([{"nickname": "a", "ratings": [{"rating_name": "Price"}]}])");
        QVERIFY(!call("func:shopping_get_sku_latest_review_rating('B00')", page));
    }

    void memberRole()
    {
        FakePage page;
        const std::string text = "func:gitlab_get_project_memeber_role(__page__, 'yjlou')";

        QCOMPARE(*call(text, page), std::string());  // the script throws
        QCOMPARE(page.scripts.size(), std::size_t(1));
        QVERIFY(page.scripts[0].find("\"@yjlou\"") != std::string::npos);
        page.values[page.scripts[0]] = "Reporter";
        QCOMPARE(*call(text, page), std::string("Reporter"));
    }
};

QTEST_APPLESS_MAIN(TestSiteFunctions)
#include "tst_site_functions.moc"
