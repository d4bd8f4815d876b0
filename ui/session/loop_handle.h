#pragma once

#include <string>
#include <variant>

#include "core/symbiosis/phases/phase_runner.h"
#include "core/symbiosis/symbiosis.h"

namespace sym {

/// What rounds at work tell the window: SymbiosisObserver's calls as values.
struct LoopBegan {
    LoopRecord loop;
    int phases = 0;  ///< of all rounds
    PhaseCost rest;
};
struct PhaseBegan {
    int round = 0;
    std::string phase;
    PhaseCost estimate;
};
struct PhaseMoved {
    int round = 0;
    std::string phase;
    double fraction = 0;  ///< 0...1
    std::string stage;    ///< untranslated: "task 3/60"
};
struct PhaseEnded {
    PhaseRecord phase;
};
struct LoopSaid {
    std::string line;
};
using LoopEvent = std::variant<LoopBegan, PhaseBegan, PhaseMoved, PhaseEnded, LoopSaid>;

/// What the window asks for when rounds are to start or to go on.
struct LoopOrder {
    LoopRequest request;
    int browsers = 2;  ///< episodes at once
};

}  // namespace sym
