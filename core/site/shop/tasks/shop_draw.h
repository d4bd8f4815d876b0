#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/site/shop/shop_data.h"
#include "core/site/tasks/draft.h"

namespace sym {

/// The content of the seed asked for last, so that forty templates make it once. Any thread.
class ShopContent {
public:
    std::shared_ptr<const ShopData> of(std::uint64_t seed);

private:
    std::mutex m_mutex;
    std::uint64_t m_seed = 0;
    std::shared_ptr<const ShopData> m_data;
};

/// One instance as a template proposes it.
struct ShopInstance {
    nlohmann::json values;  ///< of the placeholders
    nlohmann::json evaluation;
    Actions solution;
    Actions wrong;     ///< a wrong answer, or nothing done; empty: none
    Actions nearMiss;  ///< almost right; empty: none
};

/// What a template draws its instances from, and where it puts them.
class ShopDraw {
public:
    ShopDraw(std::shared_ptr<const ShopData> content, Random own, int most)
        : random(own), m_content(std::move(content)), m_most(most)
    {
    }

    const ShopData& data() const { return *m_content; }
    bool isFull() const { return int(m_instances.size()) >= m_most; }
    void add(ShopInstance instance) { m_instances.push_back(std::move(instance)); }

    /// A question: the path leads to the answer; `wrong` is answered at once, `near` after the
    /// path.
    void ask(nlohmann::json values, nlohmann::json evaluation, const Actions& path,
             const std::string& answer, const std::string& wrong, const std::string& near);

    /// Enabled products in random order that pass the test.
    std::vector<const Product*> products(const std::function<bool(const Product&)>& test = {});
    /// A product other than this one and with another price, of the same category if possible.
    const Product& otherThan(const Product& product);
    /// Subcategories in random order.
    std::vector<const ShopCategory*> subcategories();
    /// Orders in random order that pass the test.
    std::vector<const ShopOrder*> orders(const std::function<bool(const ShopOrder&)>& test = {});

    const std::vector<ShopInstance>& instances() const { return m_instances; }

    Random random;

private:
    std::shared_ptr<const ShopData> m_content;
    int m_most;
    std::vector<ShopInstance> m_instances;
};

/// The templates of one subject, put together by shopTemplates().
class ShopTemplateList {
public:
    using Fill = std::function<void(ShopDraw&)>;

    explicit ShopTemplateList(std::shared_ptr<ShopContent> content) : m_content(std::move(content))
    {
    }

    void storefront(int id, std::string intent, Fill fill)
    {
        add(id, std::move(intent), "shopping", "__SHOPPING__", std::move(fill));
    }
    void admin(int id, std::string intent, Fill fill)
    {
        add(id, std::move(intent), "shopping_admin", "__SHOPPING_ADMIN__", std::move(fill));
    }
    std::vector<TaskTemplate> take() { return std::move(m_templates); }

private:
    void add(int id, std::string intent, std::string site, std::string startUrl, Fill fill);

    std::shared_ptr<ShopContent> m_content;
    std::vector<TaskTemplate> m_templates;
};

void addProductTemplates(ShopTemplateList& list);
void addBrowseTemplates(ShopTemplateList& list);
void addOrderTemplates(ShopTemplateList& list);
void addBuyTemplates(ShopTemplateList& list);
void addAccountTemplates(ShopTemplateList& list);
void addAdminAnswerTemplates(ShopTemplateList& list);
void addAdminReportTemplates(ShopTemplateList& list);
void addAdminOrderTemplates(ShopTemplateList& list);
void addAdminCatalogTemplates(ShopTemplateList& list);

// Ways through the sites that many solutions share.

/// From anywhere to a product's page by the search field.
Actions openProduct(const Product& product);
/// From anywhere to the order history, on the page that shows the order, newest first.
Actions openOrderHistory(const ShopData& data, const ShopOrder& order);
/// From the history to the order; `row` is its place on that page.
Actions openOrder(const ShopData& data, const ShopOrder& order);
int rowInHistory(const ShopData& data, const ShopOrder& order);
/// From anywhere to an order's page in the administration.
Actions openAdminOrder(const ShopOrder& order);
/// From anywhere to a product's form in the administration.
Actions openAdminProduct(const Product& product);
Actions openAdminCustomer(const Customer& customer);

/// "129.99": money without sign and thousands separator.
std::string plainMoney(std::int64_t cents);
/// "1,129.99": as the pages show it, without the sign.
std::string shownMoney(std::int64_t cents);

}  // namespace sym
