#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/evaluation/paired.h"
#include "core/evaluation/tally.h"

namespace sym {

/// One line of a table of results: a policy, over one or several seeds.
struct ResultRow {
    struct OfSeed {
        std::uint64_t seed = 0;
        Tally tally;
        int environmentErrors = 0;  ///< not in the tally
        int timedOut = 0;           ///< in the tally, as failures
    };

    std::string name;
    std::vector<OfSeed> seeds;
    std::string note;  ///< what was measured on, how much was trained on; may be empty

    OfSeed all() const;  ///< over all seeds; its seed says nothing
};

/// Two rows compared on the tasks that both were measured on.
struct ResultTest {
    std::string first;  ///< names of rows
    std::string second;
    PairedOutcomes pairs;
};

/// Results as they are reported: every rate with its n and Wilson interval at 95 %, every
/// comparison with the exact McNemar test.
struct ResultTable {
    std::string title;
    std::vector<std::string> notes;  ///< sentences that belong to the numbers
    std::vector<ResultRow> rows;
    std::vector<ResultTest> tests;
};

nlohmann::json tallyJson(const Tally& tally);  ///< {n, successes, success, interval}
nlohmann::json pairedJson(const PairedOutcomes& pairs);

/// A table for a terminal.
std::string resultTableText(const ResultTable& table);
/// {title, notes, rows:[{name, n, success, interval, environment_errors, timed_out, seeds}],
/// tests:[{a, b, p, ...}]}
nlohmann::json resultTableJson(const ResultTable& table);
/// One line a row and seed, and one a row over all seeds (seed "all"). RFC 4180.
std::string resultTableCsv(const ResultTable& table);
/// A table environment with booktabs, in per cent, ready to be included.
std::string resultTableLatex(const ResultTable& table);

}  // namespace sym
