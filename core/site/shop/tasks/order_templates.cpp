// Questions about the customer's own orders.
#include <algorithm>
#include <map>

#include "core/site/shop/tasks/shop_draw.h"
#include "core/site/web/components.h"

namespace sym {

namespace {

constexpr std::int64_t kThousand = 100000;  ///< cents: larger sums can be written in two ways

bool isMine(const ShopOrder& order)
{
    return order.customerId == 1;
}

std::string monthName(const std::string& month)
{
    const std::string full = longDate(month + "-01");
    return full.substr(0, full.find(' ')) + " " + month.substr(0, 4);
}

void totalByStatus(ShopDraw& draw)
{
    for (const std::string& status : orderStatuses()) {
        std::vector<const ShopOrder*> orders;
        for (const ShopOrder* order : draw.data().ordersOf(1))
            if (order->status == status) orders.push_back(order);
        const std::vector<std::pair<const char*, std::size_t>> ranks = {
            {"most recent", 0},
            {"second most recent", 1},
            {"oldest", orders.empty() ? 0 : orders.size() - 1}};
        for (const auto& [rank, index] : ranks) {
            if (index >= orders.size() || orders[index]->totalCents() >= kThousand) continue;
            if (index == 0 && std::string(rank) == "oldest" && orders.size() == 1) continue;
            const std::string answer = plainMoney(orders[index]->totalCents());
            const std::string wrong = plainMoney(orders[index]->subtotalCents() + 100);
            if (wrong.find(answer) != std::string::npos) continue;
            draw.ask({{"rank", rank}, {"status", status}}, answerIncludes({answer}),
                     openOrderHistory(draw.data(), *orders[index]), "$" + answer, "$0.00",
                     "$" + wrong);
        }
    }
}

void statusByDate(ShopDraw& draw)
{
    for (const ShopOrder* order : draw.orders(isMine)) {
        if (draw.isFull()) return;
        const std::string other = order->status == "Complete" ? "Pending" : "Complete";
        draw.ask({{"date", longDate(order->createdAt)}}, answerIncludes({order->status}),
                 openOrderHistory(draw.data(), *order), order->status, "There is none", other);
    }
}

void numberByProduct(ShopDraw& draw)
{
    std::map<int, int> times;
    for (const ShopOrder* order : draw.data().ordersOf(1))
        for (const OrderLine& line : order->lines) ++times[line.productId];
    for (const ShopOrder* order : draw.orders(isMine)) {
        if (draw.isFull()) return;
        const OrderLine& line = draw.random.pick(order->lines);
        if (times[line.productId] != 1) continue;
        draw.ask({{"product", line.name}}, answerIncludes({std::to_string(order->id)}),
                 openOrder(draw.data(), *order), order->number(), "There is none",
                 "000000" + std::to_string(order->id + 1));
    }
}

void spentInMonth(ShopDraw& draw)
{
    std::map<std::string, std::int64_t> sums;
    std::map<std::string, const ShopOrder*> last;
    for (const ShopOrder* order : draw.data().ordersOf(1)) {
        const std::string month = order->createdAt.substr(0, 7);
        if (order->status != "Canceled") sums[month] += order->totalCents();
        last[month] = order;
    }
    for (const auto& [month, sum] : sums) {
        if (draw.isFull()) return;
        if (sum >= kThousand) continue;
        const std::string answer = plainMoney(sum);
        draw.ask({{"month", monthName(month)}}, answerIncludes({answer}),
                 openOrderHistory(draw.data(), *last[month]), "$" + answer, "$0.00",
                 "$" + plainMoney(sum + 1234));
    }
}

void tracking(ShopDraw& draw)
{
    for (const ShopOrder* order :
         draw.orders([](const ShopOrder& one) { return isMine(one) && !one.tracking.empty(); })) {
        if (draw.isFull()) return;
        draw.ask({{"number", order->number()}}, answerIs(order->tracking),
                 openOrder(draw.data(), *order), order->tracking, "1Z000000000", order->number());
    }
}

void extremeOfYear(ShopDraw& draw)
{
    for (const char* year : {"2024", "2025"})
        for (const bool isHighest : {true, false}) {
            std::vector<const ShopOrder*> orders;
            for (const ShopOrder* order : draw.data().ordersOf(1))
                if (order->createdAt.starts_with(year)) orders.push_back(order);
            std::sort(orders.begin(), orders.end(), [](const ShopOrder* a, const ShopOrder* b) {
                return a->totalCents() < b->totalCents();
            });
            if (isHighest) std::reverse(orders.begin(), orders.end());
            if (orders.size() < 2 || orders[0]->totalCents() == orders[1]->totalCents()) continue;
            draw.ask({{"year", year}, {"extreme", isHighest ? "highest" : "lowest"}},
                     answerIncludes({std::to_string(orders[0]->id)}),
                     openOrderHistory(draw.data(), *orders[0]), orders[0]->number(),
                     orders.back()->number(), orders[1]->number());
        }
}

void openByNumber(ShopDraw& draw)
{
    const auto orders = draw.orders(isMine);
    for (std::size_t i = 0; i < orders.size() && !draw.isFull(); ++i) {
        const ShopOrder& other = *orders[(i + 1) % orders.size()];
        draw.add(
            {{{"date", longDate(orders[i]->createdAt)}},
             urlIs("__SHOPPING__/sales/order/view/order_id/" + std::to_string(orders[i]->id) + "/"),
             openOrder(draw.data(), *orders[i]) + stopSilently(),
             stopWith(orders[i]->number()),
             openOrder(draw.data(), other) + stopSilently()});
    }
}

void numberOfNoOrder(ShopDraw& draw)
{
    const auto mine = draw.data().ordersOf(1);
    for (int i = 0; i < 60 && !draw.isFull(); ++i) {
        const int month = int(draw.random.between(1, 12));
        const std::string day = std::to_string(100 + draw.random.between(1, 28)).substr(1);
        const std::string date = "2023-" + std::to_string(100 + month).substr(1) + "-" + day;
        draw.ask({{"date", longDate(date)}},
                 answerIsNothing("There is no order of that day in the account."),
                 openOrderHistory(draw.data(), *mine.front()), "N/A", mine.front()->number(),
                 mine.back()->number());
    }
}

}  // namespace

void addOrderTemplates(ShopTemplateList& list)
{
    list.storefront(1021, "What is the total of my {{rank}} order with the status \"{{status}}\"?",
                    totalByStatus);
    list.storefront(1022, "What is the status of the order I placed on {{date}}?", statusByDate);
    list.storefront(1023, "In which order did I buy the {{product}}? Give the order number.",
                    numberByProduct);
    list.storefront(1024,
                    "How much did I spend in {{month}} in total, not counting canceled orders?",
                    spentInMonth);
    list.storefront(1025, "What is the tracking number of my order {{number}}?", tracking);
    list.storefront(1026,
                    "Which of the orders I placed in {{year}} has the {{extreme}} total? Give the "
                    "order number.",
                    extremeOfYear);
    list.storefront(1027, "Open the details of the order I placed on {{date}}.", openByNumber);
    list.storefront(1028, "What is the number of the order I placed on {{date}}?", numberOfNoOrder);
}

}  // namespace sym
