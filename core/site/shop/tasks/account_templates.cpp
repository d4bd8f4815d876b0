// Changes a customer makes: address, name, reviews, messages, cancellations.
#include <algorithm>
#include <map>

#include "core/site/shop/tasks/shop_draw.h"
#include "core/site/web/components.h"
#include "core/site/web/resources.h"

namespace sym {

namespace {

/// An address of another customer, moved to another house.
PostalAddress someAddress(ShopDraw& draw)
{
    PostalAddress address = draw.random.pick(draw.data().customers).addresses.front();
    address.street = std::to_string(draw.random.between(5000, 9800)) + " "
                     + address.street.substr(address.street.find(' ') + 1);
    return address;
}

void changeAddress(ShopDraw& draw)
{
    static const std::map<std::string, std::string> kShort = {
        {"California", "CA"}, {"Texas", "TX"}, {"Oregon", "OR"}, {"New York", "NY"}};
    while (!draw.isFull()) {
        const PostalAddress address = someAddress(draw);
        const auto change = [](const PostalAddress& to) {
            return goTo("__SHOPPING__/") + clickLink("My Account") + clickLink("Address Book")
                   + clickLink("Change Shipping Address") + fill("Street Address", to.street)
                   + fill("City", to.city) + choose("State/Province", to.region)
                   + fill("Zip/Postal Code", to.postcode) + clickButton("Save Address")
                   + stopSilently();
        };
        PostalAddress wrong = address;
        wrong.street = "1" + wrong.street;
        wrong.postcode = "00000";
        const auto known = kShort.find(address.region);
        const std::string region =
            address.region + (known == kShort.end() ? "" : " |OR| " + known->second);
        draw.add(
            {{{"address", address.street + ", " + address.city + ", " + address.region + " "
                              + address.postcode}},
             pagesShow({{"__SHOPPING__/customer/address/", textOf("#default-address"),
                         mustInclude({address.street, address.city, region, address.postcode})}}),
             change(address),
             stopWith("Done"),
             change(wrong)});
    }
}

void changeName(ShopDraw& draw)
{
    const auto words = siteJson("shop.json");
    auto names = words.at("last_names").get<std::vector<std::string>>();
    draw.random.shuffle(names);
    for (const std::string& name : names) {
        if (draw.isFull()) return;
        const auto change = [](const std::string& to) {
            return goTo("__SHOPPING__/") + clickLink("My Account")
                   + clickLink("Account Information") + fill("Last Name", to);
        };
        draw.add({{{"name", name}},
                  pagesShow({{"__SHOPPING__/customer/account/", textOf("#contact"),
                              mustInclude({"Emma " + name})}}),
                  change(name) + clickButton("Save") + stopSilently(),
                  stopWith("Done"),
                  change(name) + stopSilently()});
    }
}

void writeReview(ShopDraw& draw)
{
    static const std::vector<std::string> kNames = {"Emma L", "ShopperEmma", "Lopez Family",
                                                    "emma_reads", "MarketFan"};
    static const std::vector<std::string> kTexts = {
        "Works well and arrived on time.", "I use it every day.",
        "It is fine but the box was damaged.", "Not what I expected at all."};
    for (const Product* product : draw.products()) {
        if (draw.isFull()) return;
        const int rating = int(draw.random.between(1, 5));
        const std::string nickname = draw.random.pick(kNames);
        const std::string text = draw.random.pick(kTexts);
        const auto count = draw.data().reviewsOf(product->id).size();
        const auto write = [&](int given) {
            return openProduct(*product)
                   + clickRole("tab", "Reviews (" + std::to_string(count) + ")")
                   + clickRole("radio", counted(given, "star", "stars"))
                   + fill("Nickname", nickname) + fill("Summary", "My opinion")
                   + fill("Review", text) + clickButton("Submit Review") + stopSilently();
        };
        const std::string sku = "'" + product->sku + "'";
        draw.add({{{"product", product->name},
                   {"rating", counted(rating, "star", "stars")},
                   {"nickname", nickname},
                   {"text", text}},
                  pagesShow({{"last", "func:shopping_get_sku_latest_review_rating(" + sku + ")",
                              mustInclude({std::to_string(rating * 20)})},
                             {"last", "func:shopping_get_sku_latest_review_author(" + sku + ")",
                              mustInclude({nickname})}}),
                  write(rating),
                  stopWith("Done"),
                  write(rating == 3 ? 4 : 6 - rating)});
    }
}

void cancelOrder(ShopDraw& draw)
{
    const auto orders = draw.orders(
        [](const ShopOrder& order) { return order.customerId == 1 && order.status == "Pending"; });
    for (const ShopOrder* order : orders) {
        const Actions open = openOrder(draw.data(), *order) + clickButton("Cancel Order");
        const auto evaluation =
            pagesShow({{"__SHOPPING__/sales/order/view/order_id/" + std::to_string(order->id) + "/",
                        textOf(".order-status"), exactly("Canceled")}});
        for (const std::string& which :
             {"with the number " + order->number(), "of " + longDate(order->createdAt),
              "that contains the " + order->lines.front().name}) {
            if (draw.isFull()) return;
            int same = 0;
            for (const ShopOrder* other : orders)
                for (const OrderLine& line : other->lines)
                    if (line.productId == order->lines.front().productId) ++same;
            if (which.starts_with("that") && same > 1) continue;
            // The question whether to cancel is answered with "Cancel".
            draw.add({{{"which", which}},
                      evaluation,
                      open + clickButton("OK") + stopSilently(),
                      stopWith("Done"),
                      open + clickButton("Cancel") + stopSilently()});
        }
    }
}

void askRefund(ShopDraw& draw)
{
    static const std::vector<std::string> kReasons = {"it broke after three days of use",
                                                      "it arrived damaged", "the color is wrong",
                                                      "a part is missing"};
    for (const ShopOrder* order :
         draw.orders([](const ShopOrder& one) { return one.customerId == 1; })) {
        if (draw.isFull()) return;
        const OrderLine& line = draw.random.pick(order->lines);
        const std::string reason = draw.random.pick(kReasons);
        const auto write = [](const std::string& text) {
            return goTo("__SHOPPING__/") + clickNth("link", "Contact Us", 0)
                   + fill("What's on your mind?", text) + clickButton("Submit") + stopSilently();
        };
        draw.add({{{"product", line.name}, {"reason", reason}, {"number", order->number()}},
                  pagesShow({{"__SHOPPING__/contact/", textOf("#last-message .message-text"),
                              mustInclude({line.name, std::to_string(order->id), "refund"})}}),
                  write("I ask for a refund for the " + line.name + " of order " + order->number()
                        + " because " + reason + "."),
                  stopWith("Done"),
                  write("I ask for a refund because " + reason + ".")});
    }
}

void subscribe(ShopDraw& draw)
{
    for (const Customer& customer : draw.data().customers) {
        if (draw.isFull()) return;
        const std::string email = "friend.of." + customer.email;
        const auto send = [](const std::string& to) {
            return goTo("__SHOPPING__/") + fill("Sign up for our newsletter", to)
                   + clickButton("Subscribe") + stopSilently();
        };
        draw.add({{{"email", email}},
                  pagesShow({{"__SHOPPING__/", textOf(".subscriber"), exactly(email)}}),
                  send(email),
                  stopWith("Done"),
                  send("other." + customer.email)});
    }
}

}  // namespace

void addAccountTemplates(ShopTemplateList& list)
{
    list.storefront(1041, "I moved. Change my default shipping address to {{address}}.",
                    changeAddress);
    list.storefront(1042, "I got married: change my last name in the account to {{name}}.",
                    changeName);
    list.storefront(1043,
                    "Rate the {{product}} with {{rating}} under the nickname {{nickname}} and "
                    "write: \"{{text}}\"",
                    writeReview);
    list.storefront(1044, "Cancel my pending order {{which}}.", cancelOrder);
    list.storefront(1045,
                    "Use the contact form to ask for a refund for the {{product}} from order "
                    "{{number}}: {{reason}}. Name the product, "
                    "the order number and the word refund.",
                    askRefund);
    list.storefront(1046, "Sign up {{email}} for the store's newsletter.", subscribe);
}

}  // namespace sym
