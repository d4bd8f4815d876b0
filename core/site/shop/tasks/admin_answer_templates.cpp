// Questions to the store's administration that a grid or a form answers.
#include <algorithm>
#include <array>

#include "core/site/shop/tasks/shop_draw.h"
#include "core/site/web/components.h"
#include "core/site/web/http.h"

namespace sym {

namespace {

constexpr std::int64_t kThousand = 100000;  ///< cents: larger sums can be written in two ways

Actions openOrders()
{
    return goTo("__SHOPPING_ADMIN__/") + clickButton("Sales") + clickLink("Orders");
}

std::vector<const Customer*> someCustomers(ShopDraw& draw)
{
    std::vector<const Customer*> customers;
    for (const Customer& customer : draw.data().customers) customers.push_back(&customer);
    draw.random.shuffle(customers);
    return customers;
}

void contact(ShopDraw& draw)
{
    const auto customers = someCustomers(draw);
    for (std::size_t i = 0; i < customers.size() && !draw.isFull(); ++i) {
        const Customer& customer = *customers[i];
        const Customer& other = *customers[(i + 1) % customers.size()];
        const bool isEmail = draw.random.chance(0.5);
        const auto value = [isEmail](const Customer& one) {
            return isEmail ? one.email : one.addresses.front().phone;
        };
        draw.ask(
            {{"customer", customer.name()}, {"field", isEmail ? "email address" : "phone number"}},
            answerIs(value(customer)),
            goTo("__SHOPPING_ADMIN__/") + clickButton("Customers") + clickLink("All Customers")
                + fill("Search by keyword", customer.lastName) + press("Enter"),
            value(customer), customer.name(), value(other));
    }
}

void customerByPhone(ShopDraw& draw)
{
    const auto customers = someCustomers(draw);
    for (std::size_t i = 0; i < customers.size() && !draw.isFull(); ++i) {
        const Customer& customer = *customers[i];
        const std::string phone = customer.addresses.front().phone;
        draw.ask({{"phone", phone}}, answerIncludes({customer.name()}),
                 goTo("__SHOPPING_ADMIN__/") + clickButton("Customers") + clickLink("All Customers")
                     + fill("Search by keyword", phone) + press("Enter"),
                 customer.name(), phone, customers[(i + 1) % customers.size()]->name());
    }
}

void orderCount(ShopDraw& draw)
{
    for (const Customer* customer : someCustomers(draw)) {
        if (draw.isFull()) return;
        const auto count = draw.data().ordersOf(customer->id).size();
        if (count == 0) continue;
        draw.ask({{"customer", customer->name()}}, answerIncludes({std::to_string(count)}),
                 openAdminCustomer(*customer) + clickRole("tab", "Orders"), std::to_string(count),
                 "None", std::to_string(count + 1));
    }
}

void grandTotal(ShopDraw& draw)
{
    for (const ShopOrder* order : draw.orders()) {
        if (draw.isFull()) return;
        if (order->totalCents() >= kThousand) continue;
        const std::string answer = plainMoney(order->totalCents());
        draw.ask({{"number", order->number()}}, answerIncludes({answer}), openAdminOrder(*order),
                 "$" + answer, "$0.00", "$" + plainMoney(order->totalCents() + 500));
    }
}

void statusCount(ShopDraw& draw)
{
    for (const std::string& status : orderStatuses()) {
        int count = 0;
        for (const ShopOrder& order : draw.data().orders)
            if (order.status == status) ++count;
        if (count == 0) continue;
        draw.ask({{"status", status}}, answerIncludes({std::to_string(count)}),
                 openOrders() + clickButton("Filters") + choose("Status", status)
                     + clickButton("Apply Filters"),
                 std::to_string(count), "None", std::to_string(count + 1));
    }
}

void reviewWords(ShopDraw& draw)
{
    std::vector<std::string> words = {"zipper",      "battery", "rash",   "scratchy", "bitter",
                                      "flimsy",      "rules",   "refund", "leaked",   "overpriced",
                                      "waterproof",  "handle",  "fabric", "sole",     "delivery",
                                      "compliments", "bass",    "shrank"};
    draw.random.shuffle(words);
    for (const std::string& word : words) {
        if (draw.isFull()) return;
        int count = 0;
        for (const Review& review : draw.data().reviews)
            if (containsFolded(review.text, word)) ++count;
        if (count < 2) continue;
        draw.ask({{"word", word}}, answerIncludes({std::to_string(count)}),
                 goTo("__SHOPPING_ADMIN__/review/product/") + clickButton("Filters")
                     + fill("Review", word) + clickButton("Apply Filters"),
                 std::to_string(count), "None", std::to_string(count + 1));
    }
}

void lowStock(ShopDraw& draw)
{
    for (const int limit : {5, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 75}) {
        int count = 0;
        for (const Product& product : draw.data().products)
            if (product.stock < limit) ++count;
        if (count == 0) continue;
        draw.ask({{"limit", limit}}, answerIncludes({std::to_string(count)}),
                 goTo("__SHOPPING_ADMIN__/") + clickButton("Catalog") + clickLink("Products")
                     + clickButton("Filters") + fill("Quantity to", std::to_string(limit - 1))
                     + clickButton("Apply Filters"),
                 std::to_string(count), "None", std::to_string(count + 1));
    }
}

void productBySku(ShopDraw& draw)
{
    for (const Product* product : draw.products()) {
        if (draw.isFull()) return;
        draw.ask({{"sku", product->sku}}, answerIs(product->name),
                 goTo("__SHOPPING_ADMIN__/") + clickButton("Catalog") + clickLink("Products")
                     + fill("Search by keyword", product->sku) + press("Enter"),
                 product->name, product->sku, draw.otherThan(*product).name);
    }
}

void loyaltyPoints(ShopDraw& draw)
{
    for (const Customer* customer : someCustomers(draw)) {
        if (draw.isFull()) return;
        draw.ask(
            {{"customer", customer->name()}},
            answerIsNothing("The store has no loyalty program, so there are no points to look up.",
                            NotAchievable::Fuzzy),
            openAdminCustomer(*customer), "N/A", "120 points", "0 points");
    }
}

void unknownOrder(ShopDraw& draw)
{
    for (int i = 0; i < 24; ++i) {
        const std::string number = "000000" + std::to_string(draw.random.between(700, 990));
        draw.ask({{"number", number}}, answerIsNothing("There is no order with that number."),
                 openOrders() + fill("Search by keyword", number) + press("Enter"), "N/A",
                 "Emma Lopez", "$59.90");
    }
}

void statusFilter(ShopDraw& draw)
{
    for (const std::string& status : orderStatuses()) {
        const std::string other = status == "Complete" ? "Pending" : "Complete";
        const auto filter = [](const std::string& wanted) {
            return openOrders() + clickButton("Filters") + choose("Status", wanted)
                   + clickButton("Apply Filters") + stopSilently();
        };
        draw.add({{{"status", status}},
                  urlIs("__SHOPPING_ADMIN__/sales/order?f_status=" + encodeUrl(status)),
                  filter(status),
                  stopWith("Done"),
                  filter(other)});
    }
}

void openPage(ShopDraw& draw)
{
    struct Place {
        const char* name;
        const char* group;
        const char* link;
        const char* address;
    };
    static constexpr std::array<Place, 8> kPlaces = {
        {{"the list of all orders", "Sales", "Orders", "/sales/order"},
         {"the product catalog", "Catalog", "Products", "/catalog/product"},
         {"the list of categories", "Catalog", "Categories", "/catalog/category"},
         {"the list of customers", "Customers", "All Customers", "/customer/index"},
         {"the report of search terms", "Reports", "Search Terms Report", "/reports/search"},
         {"the report of what customers spent", "Reports", "Customer Totals",
          "/reports/customer/totals"},
         {"the report of products that run out of stock", "Reports", "Low Stock",
          "/reports/report_product/lowstock"},
         {"the report of reviews by product", "Reports", "Reviews By Products",
          "/reports/report_review/product"}}};
    for (const Place& place : kPlaces) {
        const Actions menu = goTo("__SHOPPING_ADMIN__/") + clickButton(place.group);
        draw.add({{{"place", place.name}},
                  urlIs(std::string("__SHOPPING_ADMIN__") + place.address),
                  menu + clickLink(place.link) + stopSilently(),
                  stopWith("Done"),
                  menu + stopSilently()});
    }
}

}  // namespace

void addAdminAnswerTemplates(ShopTemplateList& list)
{
    list.admin(1501, "What is the {{field}} of the customer {{customer}}? Answer with it alone.",
               contact);
    list.admin(1502, "Which customer has the phone number {{phone}}?", customerByPhone);
    list.admin(1503, "How many orders did {{customer}} place, canceled ones included?", orderCount);
    list.admin(1504, "What is the grand total of order {{number}}?", grandTotal);
    list.admin(1505, "How many orders have the status \"{{status}}\"?", statusCount);
    list.admin(1506, "How many reviews in our store contain the word \"{{word}}\"?", reviewWords);
    list.admin(1507, "How many products have fewer than {{limit}} pieces in stock?", lowStock);
    list.admin(1508, "Which product has the SKU {{sku}}? Answer with its full name alone.",
               productBySku);
    list.admin(1509, "How many loyalty points does {{customer}} have?", loyaltyPoints);
    list.admin(1510, "Which customer placed order {{number}}?", unknownOrder);
    list.admin(1511, "Show me only the orders with the status \"{{status}}\".", statusFilter);
    list.admin(1512, "Open {{place}}.", openPage);
}

}  // namespace sym
