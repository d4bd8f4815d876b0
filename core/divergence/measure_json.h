#pragma once

#include <nlohmann/json.hpp>

#include "core/evaluation/tally.h"

namespace sym {

/// A rate as every report of divergence writes it: n, successes, rate, interval.
inline nlohmann::json measureJson(const Tally& tally)
{
    return {{"n", tally.n},
            {"successes", tally.successes},
            {"rate", tally.rate()},
            {"interval", {tally.low(), tally.high()}}};
}

}  // namespace sym
