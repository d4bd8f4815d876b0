#include <cstdio>
#include <set>

#include "core/site/shop/shop_making.h"
#include "core/site/web/components.h"

namespace sym {

namespace {

constexpr int kProductsPerSubcategory = 7;

std::string replaced(std::string text, const std::string& what, const std::string& with)
{
    const auto at = text.find(what);
    if (at != std::string::npos) text.replace(at, what.size(), with);
    return text;
}

/// Prices end like prices do: .00, .50, .95, .99.
std::int64_t shopPrice(double base, Random& random)
{
    const double factor = 0.8 + 0.5 * random.unit();
    const auto whole = std::int64_t(base * factor);
    static const std::vector<int> kEndings = {0, 50, 95, 99, 49, 90};
    return std::max<std::int64_t>(3, whole) * 100 + random.pick(kEndings);
}

std::vector<ProductOption> optionsOf(const nlohmann::json& names,
                                     const std::vector<std::string>& colors, Random& random)
{
    std::vector<ProductOption> options;
    for (const std::string& entry : textsOf(names)) {
        ProductOption option;
        const auto colon = entry.find(':');
        option.name = entry.substr(0, colon);
        if (colon != std::string::npos) {
            std::string rest = entry.substr(colon + 1);
            while (!rest.empty()) {
                const auto comma = rest.find(',');
                option.values.push_back(rest.substr(0, comma));
                rest = comma == std::string::npos ? "" : rest.substr(comma + 1);
            }
        } else {
            std::vector<std::string> pool = colors;
            random.shuffle(pool);
            pool.resize(std::size_t(random.between(2, 5)));
            option.values = std::move(pool);
        }
        options.push_back(std::move(option));
    }
    return options;
}

std::string skuOf(const std::string& subcategory, int id)
{
    std::string letters;
    for (const char c : subcategory)
        if (c >= 'A' && c <= 'z' && letters.size() < 3) letters += char(c & ~0x20);
    char text[24];
    std::snprintf(text, sizeof text, "%s-%04d", letters.c_str(), 1000 + id * 7);
    return text;
}

class CatalogMaker {
public:
    CatalogMaker(ShopData& data, const nlohmann::json& words, Random random)
        : m_data(data),
          m_random(random),
          m_series(textsOf(words.at("series"))),
          m_colors(textsOf(words.at("colors")))
    {
    }

    void add(const nlohmann::json& category)
    {
        const int parent = addCategory(category.at("name").get<std::string>(), 0, {});
        const std::string base = m_data.categories.back().path + "/";
        for (const nlohmann::json& sub : category.at("subcategories")) {
            const int id = addCategory(sub.at("name").get<std::string>(), parent, base);
            std::vector<nlohmann::json> nouns = sub.at("nouns").get<std::vector<nlohmann::json>>();
            m_random.shuffle(nouns);
            for (int i = 0; i < kProductsPerSubcategory && i < int(nouns.size()); ++i)
                addProduct(category, sub, id, nouns[std::size_t(i)]);
        }
    }

private:
    int addCategory(const std::string& name, int parent, const std::string& base)
    {
        m_data.categories.push_back(
            {int(m_data.categories.size()) + 1, parent, name, base + slug(name)});
        return m_data.categories.back().id;
    }

    void addProduct(const nlohmann::json& category, const nlohmann::json& sub, int categoryId,
                    const nlohmann::json& noun)
    {
        Product product;
        product.id = int(m_data.products.size()) + 1;
        product.categoryId = categoryId;
        product.brand = m_random.pick(textsOf(category.at("brands")));
        product.name =
            product.brand + " " + m_random.pick(m_series) + " " + noun.at(0).get<std::string>();
        product.slug = slug(product.name);
        product.sku = skuOf(sub.at("name").get<std::string>(), product.id);
        product.priceCents = shopPrice(noun.at(1).get<double>(), m_random);
        product.stock = m_random.chance(0.08) ? 0 : int(m_random.between(3, 180));
        product.options = optionsOf(sub.at("options"), m_colors, m_random);
        product.features = textsOf(sub.at("features"));
        m_random.shuffle(product.features);
        product.features.resize(4);
        product.description = replaced(m_random.pick(textsOf(category.at("opening"))), "{name}",
                                       noun.at(0).get<std::string>())
                              + " " + product.features[0] + " " + product.features[1];
        product.attributes.emplace_back("Brand", product.brand);
        for (const nlohmann::json& attribute : sub.at("attributes"))
            product.attributes.emplace_back(attribute.at(0).get<std::string>(),
                                            m_random.pick(textsOf(attribute.at(1))));
        product.shape = sub.at("shape").get<std::string>();
        product.hue = int(m_random.between(0, 359));
        m_data.products.push_back(std::move(product));
    }

    ShopData& m_data;
    Random m_random;
    std::vector<std::string> m_series;
    std::vector<std::string> m_colors;
};

}  // namespace

void makeCatalog(ShopData& data, const nlohmann::json& words, Random random)
{
    CatalogMaker maker(data, words, random);
    for (const nlohmann::json& category : words.at("categories")) maker.add(category);
}

}  // namespace sym
