#include <algorithm>
#include <map>

#include "core/site/shop/shop_making.h"

namespace sym {

namespace {

constexpr int kMostReviews = 14;
constexpr int kReviewDays = 700;  ///< how far back reviews go

/// Aspects people write about, by subcategory name.
std::map<std::string, std::vector<std::string>> aspectsBySubcategory(const nlohmann::json& words)
{
    std::map<std::string, std::vector<std::string>> aspects;
    for (const nlohmann::json& category : words.at("categories"))
        for (const nlohmann::json& sub : category.at("subcategories"))
            aspects[sub.at("name").get<std::string>()] = textsOf(sub.at("aspects"));
    return aspects;
}

int drawRating(double quality, Random& random)
{
    const double value = quality + (random.unit() + random.unit() - 1.0) * 2.6;
    return std::clamp(int(value + 0.5), 1, 5);
}

class ReviewMaker {
public:
    ReviewMaker(ShopData& data, const nlohmann::json& words, Random random)
        : m_data(data), m_words(words), m_phrases(words.at("review")), m_random(random)
    {
    }

    void add(const Product& product, const std::vector<std::string>& aspects)
    {
        const double quality = 2.6 + 2.2 * m_random.unit();
        const int count = m_random.chance(0.06) ? 0 : int(m_random.between(1, kMostReviews));
        for (int i = 0; i < count; ++i) addOne(product, aspects, drawRating(quality, m_random));
    }

private:
    void addOne(const Product& product, std::vector<std::string> aspects, int rating)
    {
        Review review;
        review.productId = product.id;
        review.rating = rating;
        const std::string key = std::to_string(rating);
        review.title = m_random.pick(textsOf(m_phrases.at("titles").at(key)));
        review.text = m_random.pick(textsOf(m_phrases.at("opening").at(key)));
        m_random.shuffle(aspects);
        const int mentioned = int(m_random.between(1, 2));
        for (int i = 0; i < mentioned; ++i) addAspect(review, aspects[std::size_t(i)]);
        const std::string closing = m_random.pick(textsOf(m_phrases.at("closing").at(key)));
        if (!closing.empty()) review.text += " " + closing;
        sign(review);
        review.createdAt = momentBefore(int(m_random.between(2, kReviewDays)), m_random);
        if (m_random.chance(0.02)) review.status = Review::Status::Pending;
        m_data.reviews.push_back(std::move(review));
    }

    void addAspect(Review& review, const std::string& aspect)
    {
        // Good reviews name a flaw now and then, bad ones hardly praise.
        const double flaw = review.rating >= 5   ? 0.05
                            : review.rating == 4 ? 0.3
                            : review.rating == 3 ? 0.6
                                                 : 0.95;
        const bool complains = m_random.chance(flaw);
        const nlohmann::json& sentences =
            m_words.at("aspects").at(aspect).at(complains ? "bad" : "good");
        review.text += " " + m_random.pick(textsOf(sentences));
        if (complains) review.complaints.push_back(aspect);
    }

    void sign(Review& review)
    {
        if (m_random.chance(0.35)) {
            const Customer& customer = m_random.pick(m_data.customers);
            if (customer.id != 1) {  // the default account's reviews are its own to write
                review.customerId = customer.id;
                review.nickname = customer.firstName + " " + customer.lastName.substr(0, 1) + ".";
                return;
            }
        }
        review.nickname = m_random.chance(0.4)
                              ? m_random.pick(textsOf(m_words.at("nicknames")))
                                    + std::to_string(m_random.between(7, 98))
                              : m_random.pick(textsOf(m_words.at("first_names"))) + " "
                                    + m_random.pick(textsOf(m_words.at("last_names")));
    }

    ShopData& m_data;
    const nlohmann::json& m_words;
    const nlohmann::json& m_phrases;
    Random m_random;
};

}  // namespace

void makeReviews(ShopData& data, const nlohmann::json& words, Random random)
{
    const auto aspects = aspectsBySubcategory(words);
    ReviewMaker maker(data, words, random);
    for (const Product& product : data.products)
        maker.add(product, aspects.at(data.category(product.categoryId)->name));
    std::stable_sort(data.reviews.begin(), data.reviews.end(),
                     [](const Review& a, const Review& b) { return a.createdAt < b.createdAt; });
    for (std::size_t i = 0; i < data.reviews.size(); ++i) data.reviews[i].id = int(i) + 1;
}

}  // namespace sym
