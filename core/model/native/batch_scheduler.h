#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/model/language_model.h"
#include "core/model/native/decoder.h"

namespace sym {

struct RunningSequence;

/// Decodes the sequences of several threads together on one Decoder, in a thread of its own.
///
/// Each step reads one token of every sequence that generates and a part of the prompts that wait,
/// small enough that nobody who generates is held up by more than about 30 ms. A prompt that begins
/// like what a slot holds takes over those positions; one that begins like a prompt being read
/// waits for it. Callbacks (onText) run in the caller's thread; a constraint is asked in the thread
/// of the scheduler, never after generate() has returned.
class BatchScheduler final {
public:
    BatchScheduler(std::unique_ptr<Decoder> decoder, std::shared_ptr<const Tokenizer> tokenizer);
    /// Every generate() that still runs ends with Cancelled.
    ~BatchScheduler();

    const Decoder& decoder() const { return *m_decoder; }

    /// See LanguageModel.
    Result<GenerationResult> generate(const GenerationRequest& request, JobContext& job);
    Result<std::vector<float>> logits(const std::vector<int>& tokens, JobContext& job);

private:
    /// What a slot of the decoder holds.
    struct CacheSlot {
        std::vector<int> tokens;  ///< read, in order of position
        std::shared_ptr<RunningSequence> owner;
        std::uint64_t lastUse = 0;
    };
    struct Step;

    Status checkPrompt(const std::vector<int>& prompt, int room) const;
    Status run(const std::shared_ptr<RunningSequence>& sequence,
               const std::function<void(std::string_view)>& onText, JobContext& job);
    void serve();
    void admitWaiting();
    bool admit(const std::shared_ptr<RunningSequence>& sequence);
    bool isBeingRead(const RunningSequence& sequence, std::size_t held) const;
    void dropCancelled();
    Step planStep() const;
    int promptBudget(bool isAlone) const;
    void runStep();
    void takeLogits(RunningSequence& sequence, CacheSlot& slot, const float* logits, int rows);
    void takeToken(RunningSequence& sequence, const CacheSlot& slot, std::span<const float> logits);
    void finish(CacheSlot& slot, Status status);

    std::unique_ptr<Decoder> m_decoder;
    std::shared_ptr<const Tokenizer> m_tokenizer;

    // of the scheduler's thread
    std::vector<CacheSlot> m_slots;
    std::vector<float> m_logits;
    std::uint64_t m_uses = 0;
    double m_secondsPerPromptToken = 0;  ///< measured; 0: not yet

    // shared with the callers
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::deque<std::shared_ptr<RunningSequence>> m_waiting;
    bool m_isEnding = false;
    std::jthread m_thread;
};

}  // namespace sym
