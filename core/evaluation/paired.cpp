#include "core/evaluation/paired.h"

#include <algorithm>
#include <cmath>

#include "core/evaluation/tally.h"

namespace sym {

namespace {

/// Correlation of the two outcomes, corrected for continuity where it is positive.
double correlation(const PairedOutcomes& pairs)
{
    const double a = pairs.both, b = pairs.firstOnly, c = pairs.secondOnly, d = pairs.neither;
    const double spread = std::sqrt((a + b) * (c + d) * (a + c) * (b + d));
    if (spread == 0) return 0;
    const double product = a * d - b * c;
    return (product > 0 ? std::max(0.0, product - pairs.n() / 2.0) : product) / spread;
}

/// How far the interval of first - second reaches from the difference: `first` and `second` are the
/// distances of the Wilson bounds that lie on that side.
double reach(double first, double second, double correlation)
{
    return std::sqrt(
        std::max(0.0, first * first - 2 * correlation * first * second + second * second));
}

struct Margins {
    Tally first;
    Tally second;
};

Margins marginsOf(const PairedOutcomes& pairs)
{
    return {.first = {pairs.n(), pairs.both + pairs.firstOnly},
            .second = {pairs.n(), pairs.both + pairs.secondOnly}};
}

}  // namespace

double PairedOutcomes::difference() const
{
    return n() == 0 ? 0 : double(firstOnly - secondOnly) / n();
}

double PairedOutcomes::low() const
{
    if (n() == 0) return -1;
    const auto [first, second] = marginsOf(*this);
    return difference()
           - reach(first.rate() - first.low(), second.high() - second.rate(), correlation(*this));
}

double PairedOutcomes::high() const
{
    if (n() == 0) return 1;
    const auto [first, second] = marginsOf(*this);
    return difference()
           + reach(first.high() - first.rate(), second.rate() - second.low(), correlation(*this));
}

double PairedOutcomes::p() const
{
    const int differing = firstOnly + secondOnly;
    const int rarer = std::min(firstOnly, secondOnly);
    double tail = 0;
    for (int k = 0; k <= rarer; ++k)
        tail += std::exp(std::lgamma(differing + 1.0) - std::lgamma(k + 1.0)
                         - std::lgamma(differing - k + 1.0) - differing * std::log(2.0));
    return std::min(1.0, 2 * tail);
}

PairedOutcomes pairOutcomes(const std::map<std::string, bool>& first,
                            const std::map<std::string, bool>& second)
{
    PairedOutcomes pairs;
    for (const auto& [task, success] : first)
        if (const auto other = second.find(task); other != second.end())
            pairs.add(success, other->second);
    return pairs;
}

}  // namespace sym
