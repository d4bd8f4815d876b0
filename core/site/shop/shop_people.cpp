#include <set>

#include "core/site/shop/shop_making.h"
#include "core/site/web/components.h"

namespace sym {

namespace {

constexpr int kCustomers = 44;

PostalAddress makeAddress(const Customer& customer, const nlohmann::json& words, Random& random)
{
    PostalAddress address;
    address.id = int(customer.addresses.size()) + 1;
    address.firstName = customer.firstName;
    address.lastName = customer.lastName;
    address.street =
        std::to_string(random.between(11, 4980)) + " " + random.pick(textsOf(words.at("streets")));
    const nlohmann::json& city =
        random.pick(words.at("cities").get_ref<const nlohmann::json::array_t&>());
    address.city = city.at(0).get<std::string>();
    address.region = city.at(1).get<std::string>();
    address.postcode = city.at(2).get<std::string>();
    const std::string last = std::to_string(10000 + random.between(0, 9999)).substr(1);
    address.phone = city.at(3).get<std::string>() + "-555-" + last;
    return address;
}

}  // namespace

void makeCustomers(ShopData& data, const nlohmann::json& words, Random random)
{
    const auto firstNames = textsOf(words.at("first_names"));
    const auto lastNames = textsOf(words.at("last_names"));
    const auto domains = textsOf(words.at("email_domains"));
    std::set<std::string> firstTaken = {"Emma"};
    std::set<std::string> lastTaken = {"Lopez"};
    while (int(data.customers.size()) < kCustomers) {
        Customer customer;
        customer.id = int(data.customers.size()) + 1;
        if (customer.id == 1) {
            customer.firstName = "Emma";
            customer.lastName = "Lopez";
            customer.email = kShopperEmail;
            customer.password = kShopperPassword;
        } else {
            // Different last names, so that a person can be asked for by it.
            customer.firstName = random.pick(firstNames);
            customer.lastName = random.pick(lastNames);
            if (firstTaken.contains(customer.firstName) || lastTaken.contains(customer.lastName))
                continue;
            customer.email = slug(customer.firstName) + "." + slug(customer.lastName) + "@"
                             + random.pick(domains);
            customer.password = "Password.123";
            customer.group = random.chance(0.2)    ? "Wholesale"
                             : random.chance(0.15) ? "Retailer"
                                                   : "General";
        }
        firstTaken.insert(customer.firstName);
        lastTaken.insert(customer.lastName);
        const int addresses = customer.id == 1 ? 2 : int(random.between(1, 2));
        for (int i = 0; i < addresses; ++i)
            customer.addresses.push_back(makeAddress(customer, words, random));
        customer.createdAt = momentBefore(int(random.between(20, 900)), random);
        customer.isSubscribed = customer.id != 1 && random.chance(0.4);
        data.customers.push_back(std::move(customer));
    }
}

void makeMarketing(ShopData& data, const nlohmann::json& words, Random random)
{
    for (const nlohmann::json& coupon : words.at("coupons")) {
        PriceRule rule;
        rule.id = int(data.rules.size()) + 1;
        rule.name = coupon.at(0).get<std::string>();
        rule.code = coupon.at(1).get<std::string>();
        rule.percent = coupon.at(2).get<int>();
        const int started = int(random.between(30, 300));
        rule.from = momentBefore(started, random).substr(0, 10);
        rule.isActive = random.chance(0.7);
        rule.to =
            rule.isActive ? "" : momentBefore(int(random.between(2, 25)), random).substr(0, 10);
        for (const ShopOrder& order : data.orders)
            if (order.couponCode == rule.code) ++rule.uses;
        data.rules.push_back(std::move(rule));
    }
    int uses = int(random.between(90, 130));
    auto terms = textsOf(words.at("search_terms"));
    random.shuffle(terms);
    for (const std::string& text : terms) {
        int results = 0;
        for (const Product& product : data.products)
            if (containsFolded(product.name, text)) ++results;
        data.searchTerms.push_back({text, results, uses});
        uses -= int(random.between(2, 6));  // strictly falling: the top terms are unambiguous
    }
    random.shuffle(data.searchTerms);
}

}  // namespace sym
