#pragma once

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace sym {

/// Repeated measurements of one rate.
struct MeasuredRate {
    double median = 0;  ///< a second
    double low = 0;     ///< first quartile
    double high = 0;    ///< third quartile

    /// @param rates at least one
    static MeasuredRate of(std::vector<double> rates)
    {
        std::sort(rates.begin(), rates.end());
        const auto at = [&](double part) {
            return rates[std::size_t(part * double(rates.size() - 1) + 0.5)];
        };
        return {.median = at(0.5), .low = at(0.25), .high = at(0.75)};
    }
};

/// One line of "bench model": a kind of work at a size, measured here and at a peer in turn.
struct BenchRow {
    std::string size;       ///< "nano", "100m"
    std::string precision;  ///< "float32", "bfloat16"
    int threads = 1;
    std::string work;                  ///< "prompt", "decode_1", "decode_8", "train"
    std::optional<MeasuredRate> ours;  ///< tokens a second
    std::optional<MeasuredRate> peer;  ///< none: the peer is missing or has no such setting
    std::string peerVersion;           ///< or why there is none

    nlohmann::json json() const
    {
        nlohmann::json row{{"size", size},
                           {"precision", precision},
                           {"threads", threads},
                           {"work", work},
                           {"peer_version", peerVersion}};
        const auto put = [&](const std::string& name, const std::optional<MeasuredRate>& rate) {
            row[name] = rate ? nlohmann::json(rate->median) : nlohmann::json();
            if (!rate) return;
            row[name + "_low"] = rate->low;
            row[name + "_high"] = rate->high;
        };
        put("ours", ours);
        put("peer", peer);
        return row;
    }
};

}  // namespace sym
