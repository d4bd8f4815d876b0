#include "core/task/site_functions.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/text/python_text.h"
#include "core/text/url_text.h"

namespace sym {

namespace {

using nlohmann::json;

struct Function {
    std::string_view name;
    std::size_t arguments;
};

constexpr std::array<Function, 5> kFunctions{{{"shopping_get_latest_order_url", 0},
                                              {"shopping_get_sku_latest_review_author", 1},
                                              {"shopping_get_sku_latest_review_rating", 1},
                                              {"reddit_get_post_url", 1},
                                              {"gitlab_get_project_memeber_role", 2}}};

/// Account of the shop's REST interface in WebArena's images.
constexpr const char* kRestUser = "admin";
constexpr const char* kRestPassword = "admin1234";

/// Reads one argument, a quoted text or a bare name, and moves `at` behind it.
std::string readArgument(const std::string& text, std::size_t& at)
{
    std::string argument;
    if (text[at] != '\'' && text[at] != '"') {
        while (at < text.size() && text[at] != ',' && text[at] != ')') argument += text[at++];
        return pyStrip(argument);
    }
    const char quote = text[at++];
    while (at < text.size() && text[at] != quote) {
        if (text[at] == '\\' && at + 1 < text.size()) ++at;
        argument += text[at++];
    }
    if (at < text.size()) ++at;
    return argument;
}

Result<std::string> shopAddress(const Task& task)
{
    if (const auto found = task.addresses.find("shopping"); found != task.addresses.end())
        return found->second;
    const auto site = std::find(task.sites.begin(), task.sites.end(), "shopping");
    if (site != task.sites.end() && !task.startUrls.empty()) {
        const Result<UrlParts> url = pyUrlParse(task.startUrls.front());
        if (url && !url->netloc.empty()) return url->scheme + "://" + url->netloc;
    }
    return Error(ErrorCode::InvalidInput,
                 "task " + task.id + ": its evaluator asks the shop, whose address is not set");
}

Result<std::string> shopToken(const std::string& shop, EvaluationPage& page, JobContext& job)
{
    SYM_TRY(const json token,
            page.request("POST", shop + "/rest/default/V1/integration/admin/token",
                         json{{"username", kRestUser}, {"password", kRestPassword}}, "", job));
    if (!token.is_string())
        return Error(ErrorCode::Protocol, "the shop gave no token but " + token.dump());
    return token.get<std::string>();
}

Result<std::string> latestOrderUrl(const Task& task, EvaluationPage& page, JobContext& job)
{
    SYM_TRY(const std::string shop, shopAddress(task));
    SYM_TRY(const std::string token, shopToken(shop, page, job));
    const std::string query = pyQuotePlus("searchCriteria[sortOrders][0][field]") + "=created_at&"
                              + pyQuotePlus("searchCriteria[sortOrders][0][direction]") + "=DESC&"
                              + pyQuotePlus("searchCriteria[pageSize]") + "=1";
    SYM_TRY(const json answer,
            page.request("GET", shop + "/rest/V1/orders?" + query, json(), token, job));
    const json items = answer.is_object() ? answer.value("items", json()) : json();
    if (!items.is_array() || items.empty() || !items[0].is_object()
        || !items[0].contains("increment_id"))
        return Error(ErrorCode::Protocol, "the shop named no order: " + answer.dump());
    const std::string number = pyStrip(pyStr(items[0]["increment_id"]));
    std::int64_t order = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), order);
    if (read.ec != std::errc() || read.ptr != number.data() + number.size())
        return Error(ErrorCode::Protocol, "the shop's order has the number \"" + number + "\"");
    return shop + "/sales/order/view/order_id/" + std::to_string(order) + "/";
}

Result<json> reviewsOf(const std::string& sku, const Task& task, EvaluationPage& page,
                       JobContext& job)
{
    SYM_TRY(const std::string shop, shopAddress(task));
    SYM_TRY(const std::string token, shopToken(shop, page, job));
    SYM_TRY(const json answer, page.request("GET", shop + "/rest/V1/products/" + sku + "/reviews",
                                            json(), token, job));
    if (!answer.is_array())
        return Error(ErrorCode::Protocol, "the shop's reviews are no list: " + answer.dump());
    return answer;
}

/// A member of nested objects and lists; null where a step leads nowhere.
json at(const json& value, std::initializer_list<json> path)
{
    json current = value;
    for (const json& step : path) {
        json next;
        if (step.is_string() && current.is_object())
            next = current.value(step.get<std::string>(), json());
        else if (step.is_number() && current.is_array() && step.get<std::size_t>() < current.size())
            next = current[step.get<std::size_t>()];
        current = std::move(next);
    }
    return current;
}

Result<std::string> reviewAuthor(const json& reviews)
{
    if (reviews.empty()) return std::string();
    const json author = at(reviews.back(), {"nickname"});
    if (!author.is_string()) return Error(ErrorCode::Protocol, "a review without a nickname");
    return author.get<std::string>();
}

Result<std::string> reviewRating(const json& reviews)
{
    if (reviews.empty()) return std::string();
    if (at(reviews.front(), {"ratings", 0, "rating_name"}) != "Rating")
        return Error(ErrorCode::Protocol, "the shop's reviews are not rated by \"Rating\"");
    const json percent = at(reviews.back(), {"ratings", 0, "percent"});
    if (percent.is_null()) return Error(ErrorCode::Protocol, "a review without a rating");
    return pyStr(percent);
}

/// The role shown beside the member's row; empty when the member or the table is not there.
Result<std::string> memberRole(const std::string& account, EvaluationPage& page, JobContext& job)
{
    const std::string script =
        "(() => {"
        " const accounts = [...document.querySelectorAll("
        "\"td[data-label='Account'] span.gl-avatar-labeled-sublabel\")];"
        " const row = accounts.findIndex(account => account.outerText === "
        + json("@" + account).dump()
        + ");"
          " return document.querySelectorAll(\"td.col-max-role span\")[row].outerText;"
          "})()";
    const Result<json> role = page.evaluate(script, job);
    if (role) return pyStr(*role);
    if (role.error().code() == ErrorCode::Protocol) return std::string();
    return role.error();
}

}  // namespace

LocatorKind locatorKind(const std::string& locator)
{
    if (pyStrip(locator).empty()) return LocatorKind::Page;
    if (locator.starts_with("document.") || locator.starts_with("[...document."))
        return LocatorKind::Script;
    return locator.starts_with("func:") ? LocatorKind::Function : LocatorKind::Unknown;
}

Result<FunctionCall> parseFunctionCall(const std::string& text)
{
    const std::vector<std::string> pieces = pySplit(text, "func:");
    const std::string call = pieces.size() > 1 ? pyStrip(pieces[1]) : std::string();
    const std::size_t open = call.find('(');
    if (open == std::string::npos || call.back() != ')')
        return Error(ErrorCode::InvalidInput, "not a function call: \"" + text + "\"");
    FunctionCall parsed{pyStrip(call.substr(0, open)), {}};
    std::size_t i = open + 1;
    while (i < call.size() && call[i] != ')') {
        if (call[i] == ' ' || call[i] == ',') {
            ++i;
            continue;
        }
        parsed.arguments.push_back(readArgument(call, i));
    }
    for (const Function& function : kFunctions)
        if (function.name == parsed.name && function.arguments == parsed.arguments.size())
            return parsed;
    return Error(ErrorCode::InvalidInput, "the evaluators have no function like \"" + call + "\"");
}

std::string redditPostUrl(const std::string& url)
{
    const Result<UrlParts> parts = pyUrlParse(url);
    if (!parts) return url;
    const std::vector<std::string> steps = pySplit(parts->path, "/");
    if (steps.size() < 4 || steps[1] != "f") return url;
    return parts->scheme + "://" + parts->netloc + "/f/" + steps[2] + "/" + steps[3] + "/";
}

Result<std::string> callFunction(const FunctionCall& call, const Task& task,
                                 const std::string& lastUrl, EvaluationPage& page, JobContext& job)
{
    if (call.name == "shopping_get_latest_order_url") return latestOrderUrl(task, page, job);
    if (call.name == "reddit_get_post_url") {
        const std::string& url = call.arguments[0];
        return redditPostUrl(url == "__last_url__" ? lastUrl : url);
    }
    if (call.name == "gitlab_get_project_memeber_role")
        return memberRole(call.arguments[1], page, job);
    SYM_TRY(const json reviews, reviewsOf(call.arguments[0], task, page, job));
    return call.name == "shopping_get_sku_latest_review_author" ? reviewAuthor(reviews)
                                                                : reviewRating(reviews);
}

}  // namespace sym
