#include "core/site/shop/tasks/shop_draw.h"

#include <algorithm>

#include "core/site/web/components.h"

namespace sym {

namespace {

constexpr int kOrdersPerHistoryPage = 10;
constexpr const char* kShop = "__SHOPPING__";
constexpr const char* kAdmin = "__SHOPPING_ADMIN__";

int placeInHistory(const ShopData& data, const ShopOrder& order)
{
    const auto orders = data.ordersOf(order.customerId);
    const auto found = std::find_if(orders.begin(), orders.end(),
                                    [&order](const ShopOrder* one) { return one->id == order.id; });
    return int(found - orders.begin());
}

std::vector<TaskDraft> draftsOf(const ShopDraw& draw, const std::string& intent,
                                const std::string& startUrl)
{
    std::vector<TaskDraft> drafts;
    for (const ShopInstance& instance : draw.instances()) {
        TaskDraft draft;
        draft.intent = fillIntent(intent, instance.values);
        draft.instantiation = instance.values;
        draft.startUrl = startUrl;
        draft.evaluation = instance.evaluation;
        draft.solution = instance.solution;
        if (!instance.wrong.empty()) draft.negatives.push_back({"wrong_answer", instance.wrong});
        if (!instance.nearMiss.empty()) draft.negatives.push_back({"near_miss", instance.nearMiss});
        drafts.push_back(std::move(draft));
    }
    return drafts;
}

}  // namespace

std::shared_ptr<const ShopData> ShopContent::of(std::uint64_t seed)
{
    const std::lock_guard lock(m_mutex);
    if (!m_data || m_seed != seed) {
        m_data = std::make_shared<const ShopData>(makeShopData(seed));
        m_seed = seed;
    }
    return m_data;
}

void ShopDraw::ask(nlohmann::json values, nlohmann::json evaluation, const Actions& path,
                   const std::string& answer, const std::string& wrong, const std::string& near)
{
    ShopInstance instance;
    instance.values = std::move(values);
    instance.evaluation = std::move(evaluation);
    instance.solution = path + stopWith(answer);
    instance.wrong = stopWith(wrong);
    instance.nearMiss = path + stopWith(near);
    add(std::move(instance));
}

std::vector<const Product*> ShopDraw::products(const std::function<bool(const Product&)>& test)
{
    std::vector<const Product*> found;
    for (const Product& product : data().products)
        if (!test || test(product)) found.push_back(&product);
    random.shuffle(found);
    return found;
}

const Product& ShopDraw::otherThan(const Product& product)
{
    for (const Product* other : data().productsIn(product.categoryId))
        if (other->id != product.id && other->priceCents != product.priceCents && other->stock > 0
            && other->options.empty() == product.options.empty())
            return *other;
    for (const Product& other : data().products)
        if (other.id != product.id && other.priceCents != product.priceCents && other.stock > 0
            && other.options.empty() == product.options.empty())
            return other;
    return data().products.front();
}

std::vector<const ShopCategory*> ShopDraw::subcategories()
{
    std::vector<const ShopCategory*> found;
    for (const ShopCategory& category : data().categories)
        if (category.parentId != 0) found.push_back(&category);
    random.shuffle(found);
    return found;
}

std::vector<const ShopOrder*> ShopDraw::orders(const std::function<bool(const ShopOrder&)>& test)
{
    std::vector<const ShopOrder*> found;
    for (const ShopOrder& order : data().orders)
        if (!test || test(order)) found.push_back(&order);
    random.shuffle(found);
    return found;
}

void ShopTemplateList::add(int id, std::string intent, std::string site, std::string startUrl,
                           Fill fill)
{
    TaskTemplate kind;
    kind.id = id;
    kind.intentTemplate = intent;
    kind.sites = {std::move(site)};
    kind.make = [content = m_content, intent = std::move(intent), startUrl = std::move(startUrl),
                 fill = std::move(fill)](std::uint64_t worldSeed, Random random, int count) {
        ShopDraw draw(content->of(worldSeed), random, count);
        fill(draw);
        auto drafts = draftsOf(draw, intent, startUrl);
        if (int(drafts.size()) > count) drafts.resize(std::size_t(count));
        return drafts;
    };
    m_templates.push_back(std::move(kind));
}

Actions openProduct(const Product& product)
{
    return goTo(std::string(kShop) + "/") + fill("Search", product.name) + press("Enter")
           + clickNth("link", product.name, 0);
}

Actions openOrderHistory(const ShopData& data, const ShopOrder& order)
{
    Actions path =
        goTo(std::string(kShop) + "/") + clickLink("My Account") + clickLink("My Orders");
    if (placeInHistory(data, order) >= kOrdersPerHistoryPage) path = path + clickLink("Next");
    return path;
}

int rowInHistory(const ShopData& data, const ShopOrder& order)
{
    return placeInHistory(data, order) % kOrdersPerHistoryPage;
}

Actions openOrder(const ShopData& data, const ShopOrder& order)
{
    return openOrderHistory(data, order)
           + clickNth("link", "View Order", rowInHistory(data, order));
}

Actions openAdminOrder(const ShopOrder& order)
{
    return goTo(std::string(kAdmin) + "/") + clickButton("Sales") + clickLink("Orders")
           + fill("Search by keyword", order.number()) + press("Enter")
           + clickNth("link", "View", 0);
}

Actions openAdminProduct(const Product& product)
{
    return goTo(std::string(kAdmin) + "/") + clickButton("Catalog") + clickLink("Products")
           + fill("Search by keyword", product.sku) + press("Enter") + clickNth("link", "Edit", 0);
}

Actions openAdminCustomer(const Customer& customer)
{
    return goTo(std::string(kAdmin) + "/") + clickButton("Customers") + clickLink("All Customers")
           + fill("Search by keyword", customer.email) + press("Enter")
           + clickNth("link", "Edit", 0);
}

std::string plainMoney(std::int64_t cents)
{
    std::string text = shownMoney(cents);
    std::erase(text, ',');
    return text;
}

std::string shownMoney(std::int64_t cents)
{
    return money(cents).substr(1);
}

}  // namespace sym
