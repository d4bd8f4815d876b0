#include "core/llm/pricing.h"

#include <array>
#include <utility>

namespace sym {
namespace {

constexpr std::array kPrices{
    std::pair<std::string_view, ModelPrice>{"gpt-3.5-turbo", {0.50, 1.50}},
    std::pair<std::string_view, ModelPrice>{"gpt-4", {30.00, 60.00}},
    std::pair<std::string_view, ModelPrice>{"gpt-4-1106-preview", {10.00, 30.00}},
    std::pair<std::string_view, ModelPrice>{"gpt-4-turbo", {10.00, 30.00}},
    std::pair<std::string_view, ModelPrice>{"gpt-4.1", {2.00, 8.00}},
    std::pair<std::string_view, ModelPrice>{"gpt-4.1-mini", {0.40, 1.60}},
    std::pair<std::string_view, ModelPrice>{"gpt-4.1-nano", {0.10, 0.40}},
    std::pair<std::string_view, ModelPrice>{"gpt-4o", {2.50, 10.00}},
    std::pair<std::string_view, ModelPrice>{"gpt-4o-mini", {0.15, 0.60}},
    std::pair<std::string_view, ModelPrice>{"claude-3-5-sonnet", {3.00, 15.00}},
    std::pair<std::string_view, ModelPrice>{"claude-3-5-haiku", {0.80, 4.00}},
    std::pair<std::string_view, ModelPrice>{"deepseek-chat", {0.27, 1.10}},
};

}  // namespace

std::optional<ModelPrice> listPrice(std::string_view model)
{
    // "vendor/model" as routers name them
    if (const auto slash = model.rfind('/'); slash != std::string_view::npos)
        model.remove_prefix(slash + 1);

    std::optional<ModelPrice> price;
    std::size_t longest = 0;
    for (const auto& [name, listed] : kPrices) {
        if (name.size() <= longest || !model.starts_with(name)) continue;
        // "gpt-4" is not the price of "gpt-4x"
        if (model.size() > name.size() && model[name.size()] != '-') continue;
        longest = name.size();
        price = listed;
    }
    return price;
}

double callCost(const ModelPrice& price, std::int64_t promptTokens, std::int64_t responseTokens)
{
    return (double(promptTokens) * price.promptUsdPerMillion
            + double(responseTokens) * price.responseUsdPerMillion)
           / 1e6;
}

}  // namespace sym
