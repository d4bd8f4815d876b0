#include "core/rollout/prove.h"

#include <atomic>
#include <mutex>

#include "core/jobs/parallel.h"
#include "core/rollout/session_page.h"
#include "core/rollout/solution_player.h"
#include "core/rollout/suite.h"

namespace sym {

namespace {

std::vector<std::string> lines(const nlohmann::json& sequence)
{
    std::vector<std::string> all;
    if (!sequence.is_array()) return all;
    for (const auto& line : sequence)
        if (line.is_string()) all.push_back(line.get<std::string>());
    return all;
}

/// One worker's browser and world.
class Prover {
public:
    Prover(BrowserHost& host, DevToolsThread& devTools, HttpClient& http, Suite& suite, int worker)
        : m_host(host), m_devTools(devTools), m_http(http), m_suite(suite), m_worker(worker)
    {
    }

    /// Score of a sequence played from the task's start in a fresh world.
    Result<double> score(const Task& task, const std::vector<std::string>& sequence,
                         JobContext& job)
    {
        m_suite.reset(m_worker);
        SessionOptions options;
        options.recordHar = false;
        SYM_TRY(const auto session, BrowserSession::open(m_host, m_devTools, options, job));
        for (const std::string& url : task.startUrls) SYM_CHECK(session->navigate(url, job));
        SYM_TRY(const std::string answer, playSolution(*session, sequence, job));
        SessionPage page(*session, m_http);
        SYM_TRY(const Evaluation evaluation,
                evaluate(task, {answer, session->currentUrl()}, EvaluatorProfile::WebArena, &page,
                         nullptr, job));
        m_lastReason.clear();
        for (const ScorePart& part : evaluation.score.parts)
            m_lastReason += (m_lastReason.empty() ? "" : "; ") + part.kind + ": " + part.reason;
        return evaluation.score.score;
    }

    const std::string& lastReason() const { return m_lastReason; }

private:
    BrowserHost& m_host;
    DevToolsThread& m_devTools;
    HttpClient& m_http;
    Suite& m_suite;
    int m_worker;
    std::string m_lastReason;
};

struct Attempt {
    std::string kind;  ///< "solution", "nothing", "wrong_answer", "near_miss"
    std::vector<std::string> sequence;
};

std::vector<Attempt> attemptsOf(const Task& task)
{
    std::vector<Attempt> attempts;
    const auto reference = task.raw.value("reference_action_sequence", nlohmann::json::object());
    attempts.push_back(
        {"solution", lines(reference.value("action_sequence", nlohmann::json::array()))});
    attempts.push_back({"nothing", {}});
    for (const auto& negative :
         task.raw.value("negative_action_sequences", nlohmann::json::array()))
        attempts.push_back({negative.value("kind", "negative"),
                            lines(negative.value("action_sequence", nlohmann::json::array()))});
    return attempts;
}

}  // namespace

Result<ProofSummary> proveTasks(BrowserHost& host, DevToolsThread& devTools,
                                const ProofOptions& options,
                                const std::function<void(const std::string&)>& onTask,
                                JobContext& job)
{
    RolloutOptions chosen;
    chosen.suite = options.suite;
    chosen.seed = options.seed;
    chosen.taskSpec = options.taskSpec;
    chosen.limit = options.sample;
    chosen.browsers = options.browsers;
    SYM_TRY(Suite suite, Suite::open(chosen, {}));

    HttpClient http;
    std::mutex mutex;
    ProofSummary summary;
    summary.tasks = int(suite.tasks().size());
    std::atomic<std::size_t> next{0};
    std::atomic<int> done{0};
    runParallel(options.browsers, job, [&](int worker, JobContext& child) {
        Prover prover(host, devTools, http, suite, worker);
        for (std::size_t i = next++; i < suite.tasks().size() && !child.isCancelled(); i = next++) {
            const Task& task = suite.taskFor(worker, i);
            std::string verdict = "ok";
            for (const Attempt& attempt : attemptsOf(task)) {
                Result<double> score = prover.score(task, attempt.sequence, child);
                // a deadline that passed on a busy machine says nothing about the task
                if (!score && score.error().code() == ErrorCode::Timeout && !child.isCancelled())
                    score = prover.score(task, attempt.sequence, child);
                const bool isSolution = attempt.kind == "solution";
                const bool holds = score && (isSolution ? *score == 1.0 : *score == 0.0);
                const std::lock_guard lock(mutex);
                if (isSolution)
                    summary.solved += holds ? 1 : 0;
                else
                    ++summary.negatives, summary.negativesZero += holds ? 1 : 0;
                if (holds || child.isCancelled()) continue;
                const std::string reason =
                    attempt.kind
                    + (score ? " scored " + std::to_string(*score) + ": " + prover.lastReason()
                             : ": " + score.error().message());
                summary.failures.push_back({task.id, reason});
                verdict = reason;
            }
            const int count = ++done;
            onTask("task " + task.id + " (template " + task.templateId + "): " + verdict);
            const std::lock_guard lock(mutex);
            job.report(double(count) / double(summary.tasks), "proving tasks");
        }
    });
    if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
    return summary;
}

}  // namespace sym
