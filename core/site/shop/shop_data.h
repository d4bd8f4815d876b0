#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sym {

/// The store's content: what the storefront shows and the administration edits. Dates are
/// "2025-06-05 14:07:00"; money is in cents; ids count from 1.

struct ShopCategory {
    int id = 0;
    int parentId = 0;  ///< 0: a main category
    std::string name;
    std::string path;  ///< "electronics/headphones", of its page's address
};

struct ProductOption {
    std::string name;  ///< "Size", "Color"
    std::vector<std::string> values;
};

struct Product {
    int id = 0;
    std::string sku;
    std::string name;    ///< unique
    std::string slug;    ///< of the page's address, unique
    int categoryId = 0;  ///< of the subcategory
    std::string brand;
    std::int64_t priceCents = 0;
    int stock = 0;
    bool isEnabled = true;
    std::string description;
    std::vector<std::string> features;
    std::vector<ProductOption> options;
    std::vector<std::pair<std::string, std::string>> attributes;  ///< e.g. Material, Weight
    std::string shape;                                            ///< of the drawn image
    int hue = 0;                                                  ///< of the drawn image, degrees
};

struct Review {
    enum class Status { Approved, Pending, NotApproved };
    int id = 0;
    int productId = 0;
    int rating = 5;  ///< 1...5
    std::string nickname;
    std::string title;
    std::string text;
    std::string createdAt;
    Status status = Status::Approved;
    int customerId = 0;                   ///< 0: a guest
    std::vector<std::string> complaints;  ///< aspects of shop.json it complains about
};

struct PostalAddress {
    int id = 0;
    std::string firstName;
    std::string lastName;
    std::string street;
    std::string city;
    std::string region;
    std::string postcode;
    std::string country = "United States";
    std::string phone;
};

struct Customer {
    int id = 0;
    std::string firstName;
    std::string lastName;
    std::string email;
    std::string password;
    std::string group = "General";
    std::string createdAt;
    std::vector<PostalAddress> addresses;  ///< the first is the default
    bool isSubscribed = false;

    std::string name() const { return firstName + " " + lastName; }
};

struct OrderLine {
    int productId = 0;
    std::string name;
    std::string sku;
    std::string options;  ///< "Size: M, Color: Black"
    int quantity = 1;
    std::int64_t priceCents = 0;
};

struct OrderNote {
    std::string createdAt;
    std::string status;
    std::string text;
};

struct ShopOrder {
    int id = 0;  ///< its number without leading zeros
    int customerId = 0;
    std::string createdAt;
    std::string status;  ///< one of orderStatuses()
    std::vector<OrderLine> lines;
    std::string shippingMethod;
    std::int64_t shippingCents = 0;
    std::int64_t discountCents = 0;
    std::string couponCode;
    std::string paymentMethod;
    PostalAddress shipTo;
    std::vector<OrderNote> notes;
    bool isInvoiced = false;
    bool isShipped = false;
    std::string tracking;

    std::string number() const;  ///< "000000042"
    std::int64_t subtotalCents() const;
    std::int64_t totalCents() const { return subtotalCents() + shippingCents - discountCents; }
    int itemCount() const;
};

struct PriceRule {
    int id = 0;
    std::string name;
    std::string code;
    int percent = 0;
    std::string from;  ///< date
    std::string to;    ///< date, may be empty
    bool isActive = true;
    int uses = 0;
};

struct SearchTerm {
    std::string text;
    int results = 0;
    int uses = 0;
};

struct ContactMessage {
    std::string name;
    std::string email;
    std::string phone;
    std::string text;
    std::string createdAt;
};

struct ShopData {
    std::vector<ShopCategory> categories;
    std::vector<Product> products;
    std::vector<Review> reviews;
    std::vector<Customer> customers;  ///< the first is the default account
    std::vector<ShopOrder> orders;    ///< oldest first
    std::vector<PriceRule> rules;
    std::vector<SearchTerm> searchTerms;
    std::vector<ContactMessage> messages;

    /// Null when there is none.
    const Product* product(int id) const;
    Product* product(int id);
    const Product* productBySku(std::string_view sku) const;
    const Product* productBySlug(std::string_view slug) const;
    const ShopCategory* category(int id) const;
    const ShopCategory* categoryByPath(std::string_view path) const;
    const Customer* customer(int id) const;
    Customer* customer(int id);
    const Customer* customerByEmail(std::string_view email) const;
    ShopOrder* order(int id);
    const ShopOrder* order(int id) const;

    /// Approved reviews of a product, newest first.
    std::vector<const Review*> reviewsOf(int productId) const;
    /// Mean of the approved reviews, 0 without any.
    double ratingOf(int productId) const;
    /// Enabled products of a category or of its subcategories, in shop order.
    std::vector<const Product*> productsIn(int categoryId) const;
    /// Orders of a customer, newest first.
    std::vector<const ShopOrder*> ordersOf(int customerId) const;
};

/// "Pending", "Processing", "Complete", "Canceled", "On Hold", "Closed".
const std::vector<std::string>& orderStatuses();

/// What users call an aspect of shop.json in a complaint: "the battery running out quickly".
std::string complaintName(const std::string& aspect);

/// Deterministic: the same seed gives the same content on every machine. About 10 ms.
ShopData makeShopData(std::uint64_t seed);

/// The account new browsers are logged in with, and its password.
inline constexpr const char* kShopperEmail = "emma.lopez@gmail.com";
inline constexpr const char* kShopperPassword = "Password.123";
inline constexpr const char* kAdminUser = "admin";
inline constexpr const char* kAdminPassword = "admin1234";

}  // namespace sym
