#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/model/native/generated_text.h"
#include "core/model/native/token_sampler.h"

namespace sym {

/// One generate() or logits() on its way through the scheduler. The scheduler's thread writes, the
/// caller's reads what `mutex` guards.
struct RunningSequence {
    using Clock = std::chrono::steady_clock;

    explicit RunningSequence(GenerationRequest wanted)
        : request(std::move(wanted)), sampler(request.settings), text(request.settings.stopTexts)
    {
    }

    const GenerationRequest request;
    bool wantsAllLogits = false;  ///< of the prompt, instead of an answer
    std::atomic<bool> isCancelled{false};

    // of the scheduler's thread until isDone
    TokenSampler sampler;
    GeneratedText text;
    GenerationResult result;
    std::vector<float> allLogits;
    std::vector<bool> allowed;
    std::optional<int> next;  ///< drawn, not yet read by the network; none while the prompt is read
    Clock::time_point begin;
    Clock::time_point firstToken;

    std::mutex mutex;
    std::condition_variable changed;
    std::string certain;  ///< text for onText that the caller has not taken
    bool isDone = false;
    std::optional<Error> error;

    bool isReading() const { return !next; }
};

}  // namespace sym
