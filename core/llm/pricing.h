#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sym {

/// What a provider asks for its tokens, US dollars per million.
struct ModelPrice {
    double promptUsdPerMillion = 0;
    double responseUsdPerMillion = 0;
};

/// List price of a well-known model, found by the longest matching beginning of its id
/// ("gpt-4o-2024-08-06" costs what "gpt-4o" does); nothing for a model not in the table. Prices
/// change: a price in the settings goes before this table.
std::optional<ModelPrice> listPrice(std::string_view model);

/// Cost of one call in US dollars.
double callCost(const ModelPrice& price, std::int64_t promptTokens, std::int64_t responseTokens);

}  // namespace sym
