#include "app/bench/inference_bench.h"

#include <QtConcurrent/QtConcurrentRun>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtCore/QThreadPool>

#include <chrono>
#include <map>

#include "app/bench/gguf_writer.h"
#include "app/bench/node_script.h"
#include "app/bench/random_model.h"
#include "core/base/random.h"
#include "core/model/native/native_decoder.h"
#include "core/model/native/native_model.h"

// outside the namespace, as the macro demands: a static library's resources wait for this
static void loadBenchScripts()
{
    Q_INIT_RESOURCE(bench_scripts);
}

namespace sym {

namespace {

using Json = nlohmann::json;

constexpr int kPromptTokens = 512;
constexpr int kDecodePrompt = 16;
constexpr int kSequences = 8;
constexpr int kPositions = 1'024;
constexpr const char* kWorks[] = {"prompt", "decode_1", "decode_8"};

int decodeTokens(const std::string& size)
{
    return size == "100m" ? 48 : 256;
}

/// Tokens without text: the benchmark's vocabulary is made up.
class SilentTokenizer final : public Tokenizer {
public:
    explicit SilentTokenizer(int size) : m_size(size) {}

    std::vector<int> encode(std::string_view, bool) const override { return {}; }
    Encoding encodeWithOffsets(std::string_view, bool) const override { return {}; }
    std::string decode(const std::vector<int>&, bool) const override { return {}; }
    const std::string& tokenBytes(int) const override { return m_text; }
    int tokenId(std::string_view) const override { return -1; }
    bool isSpecial(int) const override { return false; }
    int size() const override { return m_size; }

private:
    int m_size;
    std::string m_text = "x";
};

Result<std::unique_ptr<NodeScript>> startPeer(JobContext& job)
{
    loadBenchScripts();
    QFile script(QStringLiteral(":/bench/llama_peer.mjs"));
    if (!script.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Io, "the llama.cpp script is not in the program");
    return NodeScript::start("llama.cpp", script.readAll(), job);
}

/// One size, precision and thread count: our model and the peer, loaded with the same weights.
class Contest {
public:
    Contest(std::shared_ptr<LanguageModel> model, NodeScript* peer, int decodeTokens,
            JobContext& job)
        : m_model(std::move(model)), m_peer(peer), m_decodeTokens(decodeTokens), m_job(job)
    {
        m_pool.setMaxThreadCount(kSequences);
    }

    Result<double> ours(const std::string& work)
    {
        if (work == "prompt") {
            const auto prompt = drawPrompt(kPromptTokens);
            const auto start = std::chrono::steady_clock::now();
            SYM_CHECK(generate(prompt, 1));
            const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
            return kPromptTokens / time.count();
        }
        std::vector<QFuture<Result<GenerationResult>>> running;
        for (int i = 0; i < (work == "decode_1" ? 1 : kSequences); ++i)
            running.push_back(
                QtConcurrent::run(&m_pool, [this, prompt = drawPrompt(kDecodePrompt)] {
                    return m_model->generate(
                        {.prompt = prompt, .settings = {.maxTokens = m_decodeTokens}}, m_job);
                }));
        double slowest = 0;
        for (auto& future : running) {
            future.waitForFinished();
            SYM_TRY(const GenerationResult result, future.result());
            slowest = std::max(slowest, result.decodeMilliseconds / 1000);
        }
        // the first token of each comes from its prompt
        return double(running.size()) * (m_decodeTokens - 1) / slowest;
    }

    Result<double> peers(const std::string& work)
    {
        if (work == "prompt") {
            SYM_TRY(const Json answer, m_peer->ask({{"prompt", drawPrompt(kPromptTokens)}}, m_job));
            return 1000.0 * kPromptTokens / answer.value("milliseconds", 0.0);
        }
        Json prompts = Json::array();
        for (int i = 0; i < (work == "decode_1" ? 1 : kSequences); ++i)
            prompts.push_back(drawPrompt(kDecodePrompt));
        SYM_TRY(const Json answer,
                m_peer->ask({{"decode", m_decodeTokens}, {"prompts", prompts}}, m_job));
        return 1000.0 * double(prompts.size()) * m_decodeTokens / answer.value("milliseconds", 0.0);
    }

private:
    Status generate(const std::vector<int>& prompt, int tokens)
    {
        SYM_TRY(const auto result,
                m_model->generate({.prompt = prompt, .settings = {.maxTokens = tokens}}, m_job));
        return result.tokens.empty() ? Status(Error(ErrorCode::Numeric, "nothing was generated"))
                                     : Status();
    }

    /// Fresh tokens each time, so that no side can reuse what it has read.
    std::vector<int> drawPrompt(int count)
    {
        std::vector<int> prompt;
        for (int i = 0; i < count; ++i)
            prompt.push_back(int(m_random.between(300, m_model->config().vocabularySize - 1)));
        return prompt;
    }

    std::shared_ptr<LanguageModel> m_model;
    NodeScript* m_peer;
    int m_decodeTokens;
    JobContext& m_job;
    Random m_random{1};
    QThreadPool m_pool;
};

Result<std::shared_ptr<LanguageModel>> openOurs(const WeightSource& weights, Precision precision,
                                                int threads)
{
    NativeDecoderOptions wanted{.precision = precision,
                                .threads = threads,
                                .slots = kSequences,
                                .maxPositions = kPositions};
    wanted.maxBatch += kSequences;
    SYM_TRY(auto decoder, NativeDecoder::open(weights, wanted));
    return makeLanguageModel(std::move(decoder),
                             std::make_shared<SilentTokenizer>(weights.config().vocabularySize),
                             "random weights");
}

/// @param peer may be null
Result<std::vector<BenchRow>> measureSetting(BenchRow row, const WeightSource& weights,
                                             Precision precision, NodeScript* peer,
                                             const std::string& gguf, int rounds, JobContext& job)
{
    SYM_TRY(auto model, openOurs(weights, precision, row.threads));
    if (peer) {
        SYM_TRY(const Json loaded, peer->ask({{"load", gguf},
                                              {"threads", row.threads},
                                              {"sequences", kSequences},
                                              {"positions", kPositions}},
                                             job));
    }
    Contest contest(std::move(model), peer, decodeTokens(row.size), job);
    std::map<std::string, std::vector<double>> ours;
    std::map<std::string, std::vector<double>> peers;
    for (int round = 0; round <= rounds; ++round)  // the first one warms up
        for (const char* work : kWorks) {
            SYM_TRY(const double rate, contest.ours(work));
            if (round > 0) ours[work].push_back(rate);
            if (!peer) continue;
            SYM_TRY(const double peerRate, contest.peers(work));
            if (round > 0) peers[work].push_back(peerRate);
        }
    std::vector<BenchRow> rows;
    for (const char* work : kWorks) {
        row.work = work;
        row.ours = MeasuredRate::of(ours[work]);
        if (peer) row.peer = MeasuredRate::of(peers[work]);
        rows.push_back(row);
    }
    return rows;
}

}  // namespace

Result<std::vector<BenchRow>> inferenceRows(const ModelBenchOptions& options, Json& peer,
                                            JobContext& job)
{
    const auto script = startPeer(job);
    peer = {{"name", "llama.cpp"}};
    if (script)
        peer.update((*script)->greeting());
    else
        peer["missing"] = script.error().message();
    const std::string version = script ? "llama.cpp " + peer.value("llamaCpp", std::string())
                                             + " by node-llama-cpp "
                                             + peer.value("nodeLlamaCpp", std::string())
                                       : "missing: " + script.error().message();
    QTemporaryDir folder;
    if (!folder.isValid()) return Error(ErrorCode::Io, "no temporary folder for the weights");

    std::vector<BenchRow> rows;
    for (const std::string& size : options.sizes)
        for (const Precision precision : {Precision::Float32, Precision::BFloat16}) {
            const auto weights = drawnWeights(benchConfig(size));
            const std::string gguf = folder.filePath(QStringLiteral("model.gguf")).toStdString();
            if (script) SYM_CHECK(writeGguf(gguf, *weights, precision));
            for (const int threads : options.threads) {
                if (options.onLine)
                    options.onLine("measuring " + size + " " + precisionName(precision) + ", "
                                   + std::to_string(threads) + " threads");
                const BenchRow row{.size = size,
                                   .precision = precisionName(precision),
                                   .threads = threads,
                                   .peerVersion = version};
                SYM_TRY(const auto measured,
                        measureSetting(row, *weights, precision, script ? script->get() : nullptr,
                                       gguf, options.rounds, job));
                rows.insert(rows.end(), measured.begin(), measured.end());
            }
        }
    return rows;
}

}  // namespace sym
