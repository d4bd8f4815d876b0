#include "core/evaluation/tally.h"

#include <algorithm>
#include <cmath>

namespace sym {

namespace {

constexpr double kZ = 1.959963984540054;  // 97.5 % quantile of the normal distribution

/// Bound of the Wilson interval; `side` is -1 or 1.
double wilson(int successes, int n, int side)
{
    const double p = double(successes) / n;
    const double z2 = kZ * kZ / n;
    const double centre = p + z2 / 2;
    const double spread = kZ * std::sqrt(p * (1 - p) / n + z2 / (4 * n));
    return std::clamp((centre + side * spread) / (1 + z2), 0.0, 1.0);
}

}  // namespace

double Tally::low() const
{
    return n == 0 ? 0 : wilson(successes, n, -1);
}
double Tally::high() const
{
    return n == 0 ? 1 : wilson(successes, n, 1);
}

}  // namespace sym
