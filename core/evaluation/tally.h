#pragma once

namespace sym {

/// Successes out of n, with the Wilson score interval at 95 % (Wilson 1927).
struct Tally {
    int n = 0;
    int successes = 0;

    void add(bool success)
    {
        ++n;
        successes += success ? 1 : 0;
    }
    double rate() const { return n == 0 ? 0.0 : double(successes) / n; }
    double low() const;   ///< 0 when n is 0
    double high() const;  ///< 1 when n is 0
};

}  // namespace sym
