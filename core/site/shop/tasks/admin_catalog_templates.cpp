// Changes the staff makes to products, reviews, customers and price rules.
#include <algorithm>

#include "core/site/shop/tasks/shop_draw.h"
#include "core/site/web/components.h"

namespace sym {

namespace {

std::string productUrl(const Product& product)
{
    return "__SHOPPING_ADMIN__/catalog/product/edit/id/" + std::to_string(product.id) + "/";
}

Actions save()
{
    return clickButton("Save") + stopSilently();
}

void setPrice(ShopDraw& draw)
{
    for (const Product* product : draw.products()) {
        if (draw.isFull()) return;
        const std::int64_t cents = product->priceCents + draw.random.between(3, 30) * 50;
        const auto change = [&](const std::string& price) {
            return openAdminProduct(*product) + fill("Price", price) + save();
        };
        draw.add({{{"product", product->name}, {"price", "$" + plainMoney(cents)}},
                  pagesShow({{productUrl(*product), valueOf("[name=\"price\"]"),
                              exactly(plainMoney(cents))}}),
                  change(plainMoney(cents)),
                  stopWith("Done"),
                  change(plainMoney(cents + 100))});
    }
}

void changePrice(ShopDraw& draw)
{
    for (const Product* product : draw.products()) {
        if (draw.isFull()) return;
        const int percent = int(draw.random.between(1, 8)) * 5;
        const bool isRise = draw.random.chance(0.4);
        // Only prices whose change needs no rounding.
        if (product->priceCents * percent % 100 != 0) continue;
        const std::int64_t cents =
            product->priceCents + (isRise ? 1 : -1) * product->priceCents * percent / 100;
        const auto change = [&](std::int64_t to) {
            return openAdminProduct(*product) + fill("Price", plainMoney(to)) + save();
        };
        draw.add({{{"product", product->name},
                   {"percent", percent},
                   {"change", isRise ? "Raise" : "Reduce"}},
                  pagesShow({{productUrl(*product), valueOf("[name=\"price\"]"),
                              exactly(plainMoney(cents))}}),
                  change(cents),
                  stopWith("Done"),
                  change(product->priceCents - percent)});
    }
}

void setStock(ShopDraw& draw)
{
    for (const Product* product : draw.products()) {
        if (draw.isFull()) return;
        const int stock = int(draw.random.between(200, 900));
        const auto change = [&](int to) {
            return openAdminProduct(*product) + fill("Quantity", std::to_string(to))
                   + choose("Stock Status", "In Stock") + save();
        };
        draw.add({{{"product", product->name}, {"stock", stock}},
                  pagesShow({{productUrl(*product), valueOf("[name=\"qty\"]"),
                              exactly(std::to_string(stock))}}),
                  change(stock),
                  stopWith("Done"),
                  change(stock - 100)});
    }
}

void outOfStock(ShopDraw& draw)
{
    for (const Product* product : draw.products([](const Product& one) { return one.stock > 0; })) {
        if (draw.isFull()) return;
        const Actions choice = openAdminProduct(*product) + choose("Stock Status", "Out of Stock");
        draw.add({{{"product", product->name}},
                  pagesShow({{productUrl(*product), valueOf("[name=\"stock_status\"]"),
                              exactly("Out of Stock")}}),
                  choice + save(),
                  stopWith("Done"),
                  choice + stopSilently()});
    }
}

void disable(ShopDraw& draw)
{
    for (const Product* product : draw.products()) {
        if (draw.isFull()) return;
        const auto change = [](const Product& one) {
            return openAdminProduct(one) + clickRole("checkbox", "Enable Product") + save();
        };
        draw.add(
            {{{"product", product->name}},
             pagesShow({{productUrl(*product),
                         "document.querySelector('[name=\"status\"]').checked", exactly("False")}}),
             change(*product),
             stopWith("Done"),
             change(draw.otherThan(*product))});
    }
}

void addProduct(ShopDraw& draw)
{
    static const std::vector<std::string> kNames = {"Walnut Phone Dock", "Terracotta Planter",
                                                    "Bamboo Bath Mat",   "Copper Garlic Press",
                                                    "Rope Door Stop",    "Felt Laptop Sleeve"};
    for (int i = 0; i < 12; ++i) {
        const std::string name = draw.random.pick(kNames);
        const std::string sku = "NEW-" + std::to_string(draw.random.between(1000, 9999));
        const std::string price = plainMoney(draw.random.between(12, 80) * 100 + 50);
        const int stock = int(draw.random.between(10, 90));
        const auto create = [&](const std::string& at) {
            return goTo("__SHOPPING_ADMIN__/") + clickButton("Catalog") + clickLink("Products")
                   + clickLink("Add Product") + fill("Product Name", name) + fill("SKU", sku)
                   + fill("Price", at) + fill("Quantity", std::to_string(stock))
                   + choose("Stock Status", "In Stock") + save();
        };
        draw.add({{{"name", name}, {"sku", sku}, {"price", "$" + price}, {"stock", stock}},
                  pagesShow({{"__SHOPPING_ADMIN__/catalog/product/?search=" + sku,
                              textOf(".data-table tbody"),
                              mustInclude({name, sku, "$" + price, std::to_string(stock)})}}),
                  create(price),
                  stopWith("Done"),
                  create("1" + price)});
    }
}

/// Pending reviews whose author's name is no part of another's.
std::vector<const Review*> distinctReviews(ShopDraw& draw, Review::Status status)
{
    std::vector<const Review*> found;
    for (const Review& review : draw.data().reviews) {
        if (review.status != status) continue;
        const auto same = std::count_if(draw.data().reviews.begin(), draw.data().reviews.end(),
                                        [&review](const Review& other) {
                                            return containsFolded(other.nickname, review.nickname);
                                        });
        if (same == 1) found.push_back(&review);
    }
    draw.random.shuffle(found);
    return found;
}

void moderate(ShopDraw& draw)
{
    for (const Review* review : distinctReviews(draw, Review::Status::Pending)) {
        if (draw.isFull()) return;
        const bool isApproved = draw.random.chance(0.6);
        const std::string status = isApproved ? "Approved" : "Not Approved";
        const auto set = [&](const std::string& to) {
            return goTo("__SHOPPING_ADMIN__/review/product/pending/")
                   + fill("Search by keyword", review->nickname) + press("Enter")
                   + clickNth("link", "Edit", 0) + choose("Status", to) + clickButton("Save Review")
                   + stopSilently();
        };
        draw.add({{{"nickname", review->nickname}, {"action", isApproved ? "Approve" : "Reject"}},
                  pagesShow({{"__SHOPPING_ADMIN__/review/product/edit/id/"
                                  + std::to_string(review->id) + "/",
                              valueOf("[name=\"status\"]"), exactly(status)}}),
                  set(status),
                  stopWith("Done"),
                  set(isApproved ? "Not Approved" : "Approved")});
    }
}

void deleteReview(ShopDraw& draw)
{
    for (const Review* review : distinctReviews(draw, Review::Status::Approved)) {
        if (draw.isFull()) return;
        const Actions ask = goTo("__SHOPPING_ADMIN__/review/product/")
                            + fill("Search by keyword", review->nickname) + press("Enter")
                            + clickNth("link", "Edit", 0) + clickButton("Delete Review");
        draw.add({{{"nickname", review->nickname},
                   {"product", draw.data().product(review->productId)->name}},
                  pagesShow({{"__SHOPPING_ADMIN__/review/product/edit/id/"
                                  + std::to_string(review->id) + "/",
                              textOf("main"), mustInclude({"There is no such review"})}}),
                  ask + clickButton("OK") + stopSilently(),
                  stopWith("Done"),
                  ask + clickButton("Cancel") + stopSilently()});
    }
}

void changeGroup(ShopDraw& draw)
{
    std::vector<Customer> customers = draw.data().customers;
    draw.random.shuffle(customers);
    for (const Customer& customer : customers) {
        if (draw.isFull()) return;
        const std::string group = customer.group == "Wholesale" ? "Retailer" : "Wholesale";
        const Actions choice = openAdminCustomer(customer) + choose("Group", group);
        draw.add({{{"customer", customer.name()}, {"group", group}},
                  pagesShow({{"__SHOPPING_ADMIN__/customer/index/edit/id/"
                                  + std::to_string(customer.id) + "/",
                              textOf("#customer-group"), exactly(group)}}),
                  choice + clickButton("Save Customer") + stopSilently(),
                  stopWith("Done"),
                  choice + stopSilently()});
    }
}

std::string ruleRow(const std::string& code)
{
    return "[...document.querySelectorAll('.data-table tbody tr')].find(row => "
           "row.outerText.includes('"
           + code + "')).outerText";
}

void createRule(ShopDraw& draw)
{
    static const std::vector<std::string> kNames = {
        "Back to School", "Rainy Day", "Garden Week", "Movie Night", "Early Bird", "Midnight Sale"};
    for (int i = 0; i < 12; ++i) {
        const std::string name = draw.random.pick(kNames);
        const std::string code =
            slug(name).substr(0, 4) + std::to_string(draw.random.between(100, 999));
        const int percent = int(draw.random.between(11, 49));
        const auto create = [&](int discount) {
            return goTo("__SHOPPING_ADMIN__/sales_rule/promo_quote/") + clickLink("Add New Rule")
                   + fill("Rule Name", name) + fill("Coupon Code", code)
                   + fill("Discount Percent", std::to_string(discount)) + clickButton("Save Rule")
                   + stopSilently();
        };
        draw.add({{{"name", name}, {"code", code}, {"percent", percent}},
                  pagesShow({{"__SHOPPING_ADMIN__/sales_rule/promo_quote/", ruleRow(code),
                              mustInclude({name, std::to_string(percent) + "%", "Active"})}}),
                  create(percent),
                  stopWith("Done"),
                  create(percent + 50)});
    }
}

void switchRule(ShopDraw& draw)
{
    for (const PriceRule& rule : draw.data().rules) {
        const std::string wanted = rule.isActive ? "Inactive" : "Active";
        const Actions choice = goTo("__SHOPPING_ADMIN__/sales_rule/promo_quote/")
                               + clickLink(rule.name)
                               + choose("Active", rule.isActive ? "No" : "Yes");
        draw.add(
            {{{"rule", rule.name}, {"action", rule.isActive ? "Deactivate" : "Activate"}},
             pagesShow({{"__SHOPPING_ADMIN__/sales_rule/promo_quote/edit/id/"
                             + std::to_string(rule.id) + "/",
                         valueOf("[name=\"is_active\"]"), exactly(rule.isActive ? "No" : "Yes")}}),
             choice + clickButton("Save Rule") + stopSilently(),
             stopWith("Done"),
             choice + stopSilently()});
    }
}

}  // namespace

void addAdminCatalogTemplates(ShopTemplateList& list)
{
    list.admin(1561, "Set the price of the {{product}} to {{price}}.", setPrice);
    list.admin(1562, "{{change}} the price of the {{product}} by {{percent}} %.", changePrice);
    list.admin(1563, "We got a delivery: set the stock of the {{product}} to {{stock}} pieces.",
               setStock);
    list.admin(1564, "Mark the {{product}} as out of stock.", outOfStock);
    list.admin(1565, "Disable the {{product}} so that it no longer shows in the store.", disable);
    list.admin(1566,
               "Create a product {{name}} with the SKU {{sku}}, a price of {{price}} and {{stock}} "
               "pieces in stock.",
               addProduct);
    list.admin(1567, "{{action}} the pending review by {{nickname}}.", moderate);
    list.admin(1568, "Delete the review that {{nickname}} wrote about the {{product}}.",
               deleteReview);
    list.admin(1569, "Move the customer {{customer}} to the customer group {{group}}.",
               changeGroup);
    list.admin(1570,
               "Create an active cart price rule \"{{name}}\" with the coupon code {{code}} that "
               "gives {{percent}} % off.",
               createRule);
    list.admin(1571, "{{action}} the cart price rule \"{{rule}}\".", switchRule);
}

}  // namespace sym
