#include "core/model/native/batch_scheduler.h"

#include <algorithm>
#include <chrono>

#include "core/model/native/running_sequence.h"

namespace sym {

namespace {

/// How often a caller looks whether its job was cancelled.
constexpr auto kPoll = std::chrono::milliseconds(5);
/// Time for prompts in one step while others generate, and while nobody does.
constexpr double kSharedSeconds = 0.030;
constexpr double kAloneSeconds = 0.200;
constexpr int kFewestPromptTokens = 8;
/// Tokens of a prompt being read that are worth waiting for.
constexpr std::size_t kWorthWaiting = 32;

std::size_t commonPrefix(const std::vector<int>& a, const std::vector<int>& b)
{
    const auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
    return std::size_t(end - a.begin());
}

double milliseconds(RunningSequence::Clock::duration time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

}  // namespace

/// The tokens of one forward() and whose they are.
struct BatchScheduler::Step {
    struct Part {
        std::size_t slot = 0;
        std::size_t tokens = 0;
        int logitRows = 0;
    };
    std::vector<BatchToken> batch;
    std::vector<Part> parts;
    std::vector<std::shared_ptr<RunningSequence>> sequences;  ///< of the parts
    std::size_t promptTokens = 0;
};

BatchScheduler::BatchScheduler(std::unique_ptr<Decoder> decoder,
                               std::shared_ptr<const Tokenizer> tokenizer)
    : m_decoder(std::move(decoder)),
      m_tokenizer(std::move(tokenizer)),
      m_slots(std::size_t(m_decoder->slots())),
      m_thread([this] { serve(); })
{
}

BatchScheduler::~BatchScheduler()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_arrived.notify_all();
}

Status BatchScheduler::checkPrompt(const std::vector<int>& prompt, int room) const
{
    if (prompt.empty()) return Error(ErrorCode::InvalidInput, "the prompt is empty");
    if (prompt.size() > std::size_t(room))
        return Error(ErrorCode::InvalidInput, "the prompt has " + std::to_string(prompt.size())
                                                  + " tokens, room is for " + std::to_string(room));
    for (const int token : prompt)
        if (token < 0 || token >= m_decoder->config().vocabularySize)
            return Error(ErrorCode::InvalidInput,
                         "the prompt holds " + std::to_string(token)
                             + ", the vocabulary ends before "
                             + std::to_string(m_decoder->config().vocabularySize));
    return {};
}

Result<GenerationResult> BatchScheduler::generate(const GenerationRequest& request, JobContext& job)
{
    SYM_CHECK(checkSettings(request.settings));
    SYM_CHECK(checkPrompt(request.prompt, m_decoder->maxPositions() - 1));
    const auto sequence = std::make_shared<RunningSequence>(request);
    SYM_CHECK(run(sequence, request.onText, job));
    return std::move(sequence->result);
}

Result<std::vector<float>> BatchScheduler::logits(const std::vector<int>& tokens, JobContext& job)
{
    SYM_CHECK(checkPrompt(tokens, m_decoder->maxPositions()));
    const auto sequence = std::make_shared<RunningSequence>(GenerationRequest{.prompt = tokens});
    sequence->wantsAllLogits = true;
    SYM_CHECK(run(sequence, {}, job));
    return std::move(sequence->allLogits);
}

/// Hands the sequence over, then gives out its text as it comes.
Status BatchScheduler::run(const std::shared_ptr<RunningSequence>& sequence,
                           const std::function<void(std::string_view)>& onText, JobContext& job)
{
    if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(sequence);
    }
    m_arrived.notify_one();

    std::unique_lock lock(sequence->mutex);
    for (;;) {
        const bool isDone = sequence->isDone;
        if (onText && !sequence->certain.empty()) {
            const std::string piece = std::exchange(sequence->certain, {});
            lock.unlock();
            onText(piece);
            lock.lock();
        } else if (isDone) {
            return sequence->error ? Status(*sequence->error) : Status();
        } else {
            sequence->changed.wait_for(lock, kPoll);
        }
        if (job.isCancelled()) {
            sequence->isCancelled.store(true, std::memory_order_relaxed);
            return Error(ErrorCode::Cancelled, "cancelled");
        }
    }
}

void BatchScheduler::serve()
{
    const auto hasOwner = [](const CacheSlot& slot) { return slot.owner != nullptr; };
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_arrived.wait(lock, [&] {
                return m_isEnding || !m_waiting.empty()
                       || std::any_of(m_slots.begin(), m_slots.end(), hasOwner);
            });
            if (m_isEnding) break;
            admitWaiting();
        }
        dropCancelled();
        if (std::any_of(m_slots.begin(), m_slots.end(), hasOwner)) runStep();
    }
    const Error ended(ErrorCode::Cancelled, "the model was closed");
    const std::lock_guard lock(m_mutex);
    for (CacheSlot& slot : m_slots)
        if (slot.owner) finish(slot, ended);
    for (const auto& sequence : m_waiting) {
        CacheSlot none{.owner = sequence};
        finish(none, ended);
    }
}

/// Under m_mutex: lets in as many as there are slots.
void BatchScheduler::admitWaiting()
{
    for (auto next = m_waiting.begin(); next != m_waiting.end();) {
        if ((*next)->isCancelled.load(std::memory_order_relaxed) || admit(*next))
            next = m_waiting.erase(next);
        else
            ++next;
    }
}

/// Whether a prompt being read will soon hold more of this one than any slot does now.
bool BatchScheduler::isBeingRead(const RunningSequence& sequence, std::size_t held) const
{
    return std::any_of(m_slots.begin(), m_slots.end(), [&](const CacheSlot& slot) {
        return slot.owner && slot.owner->isReading() && !slot.owner->wantsAllLogits
               && commonPrefix(slot.owner->request.prompt, sequence.request.prompt)
                      >= held + kWorthWaiting;
    });
}

/// Gives the sequence a slot and what other slots hold of its prompt.
/// @return false when it has to wait
bool BatchScheduler::admit(const std::shared_ptr<RunningSequence>& sequence)
{
    const std::vector<int>& prompt = sequence->request.prompt;
    CacheSlot* free = nullptr;  // least recently used, empty ones first
    CacheSlot* alike = nullptr;
    std::size_t shared = 0;
    for (CacheSlot& slot : m_slots) {
        const bool isBetter = !free || slot.tokens.empty() || slot.lastUse < free->lastUse;
        if (!slot.owner && isBetter && !(free && free->tokens.empty())) free = &slot;
        const std::size_t common = std::min(commonPrefix(slot.tokens, prompt), prompt.size() - 1);
        const bool isWhole = !slot.owner && common == slot.tokens.size();
        if (!sequence->wantsAllLogits
            && (common > shared || (common == shared && common > 0 && isWhole))) {
            alike = &slot;
            shared = common;
        }
    }
    if (!free) return false;
    if (!sequence->wantsAllLogits && isBeingRead(*sequence, shared)) return false;

    // a slot that this prompt continues or repeats is taken over; others keep what they hold
    const bool isOwn =
        alike && !alike->owner
        && (shared == alike->tokens.size() || alike->tokens[shared] == prompt[shared]);
    CacheSlot* const target = isOwn ? alike : free;
    if (alike && alike != target)
        m_decoder->copyPositions(int(alike - m_slots.data()), int(target - m_slots.data()),
                                 int(shared));
    target->tokens.assign(prompt.begin(), prompt.begin() + std::ptrdiff_t(shared));
    target->owner = sequence;
    target->lastUse = ++m_uses;
    sequence->begin = RunningSequence::Clock::now();
    sequence->result.promptTokens = int(prompt.size());
    sequence->result.reusedTokens = int(shared);
    return true;
}

void BatchScheduler::dropCancelled()
{
    for (CacheSlot& slot : m_slots)
        if (slot.owner && slot.owner->isCancelled.load(std::memory_order_relaxed))
            finish(slot, Error(ErrorCode::Cancelled, "cancelled"));
}

/// Tokens of prompts for one step.
int BatchScheduler::promptBudget(bool isAlone) const
{
    const int most = m_decoder->maxBatch() - m_decoder->slots();
    if (m_secondsPerPromptToken <= 0) return std::clamp(4 * kFewestPromptTokens, 1, most);
    const double time = isAlone ? kAloneSeconds : kSharedSeconds;
    return int(
        std::clamp(time / m_secondsPerPromptToken, double(kFewestPromptTokens), double(most)));
}

BatchScheduler::Step BatchScheduler::planStep() const
{
    Step step;
    const auto addPart = [&](std::size_t index, std::size_t tokens, int logitRows) {
        step.parts.push_back({index, tokens, logitRows});
        step.sequences.push_back(m_slots[index].owner);
    };
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        const CacheSlot& slot = m_slots[i];
        if (!slot.owner || slot.owner->isReading()) continue;
        step.batch.push_back({*slot.owner->next, int(i), int(slot.tokens.size()), true});
        addPart(i, 1, 1);
    }
    // who came first is read first
    std::vector<std::size_t> readers;
    for (std::size_t i = 0; i < m_slots.size(); ++i)
        if (m_slots[i].owner && m_slots[i].owner->isReading()) readers.push_back(i);
    std::sort(readers.begin(), readers.end(), [&](std::size_t a, std::size_t b) {
        return m_slots[a].lastUse < m_slots[b].lastUse;
    });
    std::size_t budget = std::size_t(promptBudget(step.batch.empty()));
    for (const std::size_t i : readers) {
        if (budget == 0) break;
        const CacheSlot& slot = m_slots[i];
        const std::vector<int>& prompt = slot.owner->request.prompt;
        const std::size_t done = slot.tokens.size();
        const std::size_t count = std::min(prompt.size() - done, budget);
        int logitRows = 0;
        for (std::size_t at = done; at < done + count; ++at) {
            const bool wantsLogits = slot.owner->wantsAllLogits || at + 1 == prompt.size();
            step.batch.push_back({prompt[at], int(i), int(at), wantsLogits});
            logitRows += wantsLogits;
        }
        addPart(i, count, logitRows);
        step.promptTokens += count;
        budget -= count;
    }
    return step;
}

void BatchScheduler::runStep()
{
    const Step step = planStep();
    const auto shouldStop = [&] {
        return std::all_of(step.sequences.begin(), step.sequences.end(), [](const auto& sequence) {
            return sequence->isCancelled.load(std::memory_order_relaxed);
        });
    };
    const auto begin = RunningSequence::Clock::now();
    const Status read = m_decoder->forward(step.batch, m_logits, shouldStop);
    if (!read) {
        // all were cancelled (dropCancelled() ends them), or the engine failed for all
        if (read.error().code() != ErrorCode::Cancelled)
            for (const Step::Part& part : step.parts) finish(m_slots[part.slot], read);
        return;
    }
    if (step.promptTokens * 2 > step.batch.size()) {
        const double each =
            milliseconds(RunningSequence::Clock::now() - begin) / 1000 / double(step.batch.size());
        m_secondsPerPromptToken =
            m_secondsPerPromptToken <= 0 ? each : 0.7 * m_secondsPerPromptToken + 0.3 * each;
    }
    auto token = step.batch.begin();
    const float* logits = m_logits.data();
    for (const Step::Part& part : step.parts) {
        CacheSlot& slot = m_slots[part.slot];
        for (std::size_t i = 0; i < part.tokens; ++i) slot.tokens.push_back((token++)->token);
        const std::shared_ptr<RunningSequence> sequence = slot.owner;
        takeLogits(*sequence, slot, logits, part.logitRows);
        logits += std::ptrdiff_t(part.logitRows) * m_decoder->config().vocabularySize;
    }
}

void BatchScheduler::takeLogits(RunningSequence& sequence, CacheSlot& slot, const float* logits,
                                int rows)
{
    const std::size_t vocabulary = std::size_t(m_decoder->config().vocabularySize);
    if (sequence.wantsAllLogits) {
        sequence.allLogits.insert(sequence.allLogits.end(), logits,
                                  logits + vocabulary * std::size_t(rows));
        if (slot.tokens.size() == sequence.request.prompt.size()) finish(slot, {});
    } else if (rows > 0) {
        takeToken(sequence, slot, {logits, vocabulary});
        if (!sequence.next) finish(slot, {});
    }
}

/// Draws the next token. When the sequence ends with it, `next` is empty afterwards; errors are in
/// `error`.
void BatchScheduler::takeToken(RunningSequence& sequence, const CacheSlot& slot,
                               std::span<const float> logits)
{
    if (sequence.isReading()) {
        sequence.firstToken = RunningSequence::Clock::now();
        sequence.result.promptMilliseconds = milliseconds(sequence.firstToken - sequence.begin);
    }
    sequence.next.reset();
    const std::lock_guard lock(sequence.mutex);
    if (sequence.isCancelled.load(std::memory_order_relaxed)) return;
    const std::vector<bool>* allowed = nullptr;
    if (sequence.request.constraint) {
        sequence.allowed.assign(logits.size(), false);
        if (sequence.request.constraint->allow(sequence.text.bytes(), sequence.allowed)) {
            sequence.allowed.resize(logits.size(), false);
            allowed = &sequence.allowed;
        }
    }
    const auto drawn = sequence.sampler.draw(logits, allowed);
    if (!drawn) {
        sequence.error = drawn.error();
        return;
    }
    const std::vector<int>& ends = m_decoder->config().endTokens;
    GenerationResult& result = sequence.result;
    result.finishReason = "stop";
    if (std::find(ends.begin(), ends.end(), drawn->token) != ends.end()) return;
    result.tokens.push_back(drawn->token);
    if (sequence.request.settings.wantLogProbabilities) {
        result.logProbabilities.push_back(drawn->logProbability);
        result.logAllowed.push_back(drawn->logAllowed);
    }
    const bool hasText =
        drawn->token < m_tokenizer->size() && !m_tokenizer->isSpecial(drawn->token);
    if (hasText && sequence.text.append(m_tokenizer->tokenBytes(drawn->token))) return;
    const bool isFull = int(slot.tokens.size()) + 1 >= m_decoder->maxPositions();
    if (isFull || int(result.tokens.size()) >= sequence.request.settings.maxTokens) {
        result.finishReason = "length";
        return;
    }
    sequence.next = drawn->token;
    const std::string certain = sequence.text.takeCertain();
    if (certain.empty()) return;
    result.text += certain;
    if (!sequence.request.onText) return;
    sequence.certain += certain;
    sequence.changed.notify_one();
}

/// Frees the slot, which keeps what it has read, and wakes the caller.
void BatchScheduler::finish(CacheSlot& slot, Status status)
{
    const std::shared_ptr<RunningSequence> sequence = std::exchange(slot.owner, nullptr);
    slot.lastUse = ++m_uses;
    const std::lock_guard lock(sequence->mutex);
    sequence->text.finish();
    const std::string certain = sequence->text.takeCertain();
    sequence->result.text += certain;
    if (sequence->request.onText) sequence->certain += certain;
    if (!sequence->result.tokens.empty())
        sequence->result.decodeMilliseconds =
            milliseconds(RunningSequence::Clock::now() - sequence->firstToken);
    if (!status && !sequence->error) sequence->error = status.error();
    sequence->isDone = true;
    sequence->changed.notify_one();
}

}  // namespace sym
