#include "core/site/shop/shop_data.h"

#include <algorithm>
#include <cstdio>

#include "core/site/shop/shop_making.h"
#include "core/site/web/components.h"
#include "core/site/web/resources.h"
#include "core/site/words/calendar.h"

namespace sym {

namespace {

template <typename Items, typename Test>
auto* findIn(Items& items, Test test)
{
    const auto found = std::find_if(items.begin(), items.end(), test);
    return found == items.end() ? nullptr : &*found;
}

template <typename Items>
auto* findId(Items& items, int id)
{
    // Ids follow the order of the items, so the place is known unless some were removed.
    const std::size_t guess = std::size_t(id) - 1;
    if (id > 0 && guess < items.size() && items[guess].id == id) return &items[guess];
    return findIn(items, [id](const auto& item) { return item.id == id; });
}

}  // namespace

std::string ShopOrder::number() const
{
    char text[16];
    std::snprintf(text, sizeof text, "%09d", id);
    return text;
}

std::int64_t ShopOrder::subtotalCents() const
{
    std::int64_t sum = 0;
    for (const OrderLine& line : lines) sum += line.priceCents * line.quantity;
    return sum;
}

int ShopOrder::itemCount() const
{
    int count = 0;
    for (const OrderLine& line : lines) count += line.quantity;
    return count;
}

const Product* ShopData::product(int id) const
{
    return findId(products, id);
}
Product* ShopData::product(int id)
{
    return findId(products, id);
}

const Product* ShopData::productBySku(std::string_view sku) const
{
    return findIn(products, [sku](const Product& item) { return item.sku == sku; });
}

const Product* ShopData::productBySlug(std::string_view wanted) const
{
    return findIn(products, [wanted](const Product& item) { return item.slug == wanted; });
}

const ShopCategory* ShopData::category(int id) const
{
    return findId(categories, id);
}

const ShopCategory* ShopData::categoryByPath(std::string_view path) const
{
    return findIn(categories, [path](const ShopCategory& item) { return item.path == path; });
}

const Customer* ShopData::customer(int id) const
{
    return findId(customers, id);
}
Customer* ShopData::customer(int id)
{
    return findId(customers, id);
}

const Customer* ShopData::customerByEmail(std::string_view email) const
{
    return findIn(customers, [email](const Customer& item) { return item.email == email; });
}

ShopOrder* ShopData::order(int id)
{
    return findId(orders, id);
}
const ShopOrder* ShopData::order(int id) const
{
    return findId(orders, id);
}

std::vector<const Review*> ShopData::reviewsOf(int productId) const
{
    std::vector<const Review*> found;
    for (const Review& review : reviews)
        if (review.productId == productId && review.status == Review::Status::Approved)
            found.push_back(&review);
    std::stable_sort(found.begin(), found.end(),
                     [](const Review* a, const Review* b) { return a->createdAt > b->createdAt; });
    return found;
}

double ShopData::ratingOf(int productId) const
{
    int sum = 0;
    int count = 0;
    for (const Review& review : reviews)
        if (review.productId == productId && review.status == Review::Status::Approved) {
            sum += review.rating;
            ++count;
        }
    return count == 0 ? 0.0 : double(sum) / count;
}

std::vector<const Product*> ShopData::productsIn(int categoryId) const
{
    std::vector<const Product*> found;
    for (const Product& item : products) {
        const ShopCategory* own = category(item.categoryId);
        if (item.isEnabled && own && (own->id == categoryId || own->parentId == categoryId))
            found.push_back(&item);
    }
    return found;
}

std::vector<const ShopOrder*> ShopData::ordersOf(int customerId) const
{
    std::vector<const ShopOrder*> found;
    for (const ShopOrder& order : orders)
        if (order.customerId == customerId) found.push_back(&order);
    std::reverse(found.begin(), found.end());
    return found;
}

const std::vector<std::string>& orderStatuses()
{
    static const std::vector<std::string> kStatuses = {"Pending",  "Processing", "Complete",
                                                       "Canceled", "On Hold",    "Closed"};
    return kStatuses;
}

std::string complaintName(const std::string& aspect)
{
    static const nlohmann::json kAspects = siteJson("shop.json").at("aspects");
    return kAspects.at(aspect).at("complaint").get<std::string>();
}

std::vector<std::string> textsOf(const nlohmann::json& array)
{
    return array.get<std::vector<std::string>>();
}

std::string momentBefore(int daysAgo, Random& random)
{
    const Minutes noon = worldNow() - Minutes(daysAgo) * 24 * 60;
    const Minutes midnight = noon - noon % (24 * 60);
    // Shops are visited between eight and ten; nothing of today lies after noon.
    const Minutes minute = random.between(8 * 60, daysAgo == 0 ? 12 * 60 - 1 : 22 * 60);
    const Minutes moment = midnight + minute;
    return isoDate(moment) + " " + clockTime(moment) + ":00";
}

ShopData makeShopData(std::uint64_t seed)
{
    const nlohmann::json words = siteJson("shop.json");
    const Random random = Random(seed).fork("shop");
    ShopData data;
    makeCatalog(data, words, random.fork("catalog"));
    makeCustomers(data, words, random.fork("customers"));
    makeReviews(data, words, random.fork("reviews"));
    makeOrders(data, words, random.fork("orders"));
    makeMarketing(data, words, random.fork("marketing"));
    return data;
}

}  // namespace sym
