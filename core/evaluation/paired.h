#pragma once

#include <map>
#include <string>

namespace sym {

/// Outcomes of two policies on the same tasks.
struct PairedOutcomes {
    int both = 0;        ///< tasks that both solve
    int firstOnly = 0;   ///< tasks that only the first solves
    int secondOnly = 0;  ///< tasks that only the second solves
    int neither = 0;

    void add(bool first, bool second)
    {
        ++(first ? (second ? both : firstOnly) : (second ? secondOnly : neither));
    }
    int n() const { return both + firstOnly + secondOnly + neither; }

    /// Rate of the first minus rate of the second; 0 when n is 0.
    double difference() const;
    /// 95 % interval of the difference (Newcombe 1998, method 10: Wilson intervals, correlation
    /// with continuity correction); -1 and 1 when n is 0.
    double low() const;
    double high() const;

    /// Exact McNemar test, two-sided: how likely tasks that only one solves are split at least as
    /// unevenly when either policy is as likely to be the one. 1 when there are none.
    double p() const;
};

/// Pairs the tasks that both policies were measured on.
PairedOutcomes pairOutcomes(const std::map<std::string, bool>& first,
                            const std::map<std::string, bool>& second);

}  // namespace sym
