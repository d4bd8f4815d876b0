#include "app/bench/train_bench.h"

#include <QtCore/QFile>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QTemporaryDir>

#include <chrono>
#include <map>
#include <numeric>

#include "app/bench/node_script.h"
#include "app/bench/random_model.h"
#include "core/training/fused/fused_network.h"
#include "core/training/model_folder.h"

// outside the namespace, as the macro demands: a static library's resources wait for this
static void loadBenchScripts()
{
    Q_INIT_RESOURCE(bench_scripts);
}

namespace sym {

namespace {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;

/// What is trained at a size: one update reads `batch` rows, all of whose tokens are learned.
struct Shape {
    int batch = 16;
    int length = 256;
    int updates = 4;  ///< a measurement
};

Shape shapeOf(const std::string& size)
{
    return size == "100m" ? Shape{.batch = 2, .length = 512, .updates = 1} : Shape{};
}

/// Random weights as a Hugging Face folder, for both sides.
Status writeDrawnModel(const std::string& folder, const ModelConfig& config)
{
    const auto source = drawnWeights(config);
    std::vector<std::vector<float>> values;
    std::vector<NamedWeights> weights;
    for (const TensorShape& tensor : expectedTensors(config)) {
        const std::int64_t rows = tensor.shape.size() > 1 ? tensor.shape.front() : 1;
        const std::int64_t width = tensor.shape.back();
        std::vector<float> drawn(std::size_t(rows * width));
        for (std::int64_t row = 0; row < rows; ++row)
            SYM_CHECK(source->readRow(
                tensor.name, row,
                std::span(drawn).subspan(std::size_t(row * width), std::size_t(width))));
        values.push_back(std::move(drawn));
        weights.push_back({tensor.name, tensor.shape, values.back()});
    }
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i].values = values[i];
    return writeModelFolder(folder, config, weights, TensorType::BFloat16, {});
}

/// The same made-up tokens as the peer's script: a row's next token is where its loss is.
TokenBatch madeUpBatch(const Shape& shape, int update, int vocabulary)
{
    std::vector<TrainingExample> examples;
    std::vector<int> chosen;
    const std::uint64_t count = std::uint64_t(shape.batch) * std::uint64_t(shape.length + 1);
    for (int row = 0; row < shape.batch; ++row) {
        TrainingExample example;
        for (int i = 0; i <= shape.length; ++i) {
            const std::uint64_t index = std::uint64_t(update) * count
                                        + std::uint64_t(row) * std::uint64_t(shape.length + 1)
                                        + std::uint64_t(i);
            const std::uint64_t mixed = index * 2654435761u % 4294967296u;
            example.tokens.push_back(int(mixed / 65536 % std::uint64_t(vocabulary)));
            example.trained.push_back(i > 0);
        }
        chosen.push_back(row);
        examples.push_back(std::move(example));
    }
    TokenBatch batch = makeTokenBatch(examples, chosen);
    // The last token of a row is learned, not read
    TokenBatch cut;
    for (int row = 0; row < shape.batch; ++row) {
        const auto begin = batch.tokens.begin() + std::ptrdiff_t(row) * (shape.length + 1);
        cut.tokens.insert(cut.tokens.end(), begin, begin + shape.length);
        cut.starts.push_back(row * shape.length);
        cut.examples.push_back(row);
        for (int i = 0; i < shape.length; ++i) {
            cut.positions.push_back(i);
            cut.lossAt.push_back(row * shape.length + i);
            cut.lossSegments.push_back(row);
        }
    }
    cut.starts.push_back(cut.tokenCount());
    cut.targets = batch.targets;
    cut.weights = batch.weights;
    cut.parts = batch.parts;
    return cut;
}

/// Our side of one size and thread count.
class OurTraining {
public:
    static Result<std::unique_ptr<OurTraining>> open(const std::string& folder, const Shape& shape,
                                                     int threads)
    {
        SYM_TRY(const auto checkpoint, Checkpoint::open(folder));
        auto ours = std::make_unique<OurTraining>();
        ours->m_shape = shape;
        SYM_TRY(ours->m_network, FusedNetwork::open(*checkpoint, TrainConfig{},
                                                    {.bfloat16 = true, .threads = threads}));
        return ours;
    }

    TrainableNetwork& network() { return *m_network; }
    double firstLoss() const { return m_firstLoss; }
    double operations() const { return m_operations; }  ///< of an update

    /// @return tokens a second
    Result<double> run()
    {
        const auto begin = Clock::now();
        for (int i = 0; i < m_shape.updates; ++i) {
            const TokenBatch batch =
                madeUpBatch(m_shape, m_update, m_network->config().vocabularySize);
            BatchOutcome outcome;
            m_network->clearGradients();
            SYM_CHECK(m_network->forwardBackward(batch, 1.0 / batch.lossCount(), 0, outcome));
            const double norm = std::sqrt(m_network->gradientSquares());
            SYM_CHECK(m_network->step({.update = ++m_update,
                                       .rate = 1e-4,
                                       .beta1 = 0.9,
                                       .beta2 = 0.95,
                                       .epsilon = 1e-8,
                                       .weightDecay = 0.01,
                                       .gradientScale = norm > 1 ? 1 / norm : 1}));
            if (m_update > 1) continue;
            m_firstLoss = std::accumulate(outcome.losses.begin(), outcome.losses.end(), 0.0)
                          / double(outcome.losses.size());
            m_operations = trainingOperations(m_network->config(), batch, false);
        }
        const std::chrono::duration<double> took = Clock::now() - begin;
        return m_shape.updates * m_shape.batch * m_shape.length / took.count();
    }

private:
    Shape m_shape;
    std::unique_ptr<TrainableNetwork> m_network;
    int m_update = 0;
    double m_firstLoss = 0;
    double m_operations = 0;
};

/// PyTorch at its best here (docs: PLATFORM 3): no memory handed back to the kernel, AVX-512.
Result<std::unique_ptr<NodeScript>> startPyTorch(int threads, JobContext& job)
{
    loadBenchScripts();
    QFile script(QStringLiteral(":/bench/pytorch_llama.py"));
    if (!script.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Io, "the PyTorch script is not in the program");
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const std::pair<const char*, std::string> settings[] = {
        {"OMP_NUM_THREADS", std::to_string(threads)},
        {"ATEN_CPU_CAPABILITY", __builtin_cpu_supports("avx512f") ? "avx512" : "avx2"},
        {"MALLOC_MMAP_MAX_", "0"},
        {"MALLOC_TRIM_THRESHOLD_", "4294967296"},
        {"MALLOC_TOP_PAD_", "268435456"}};
    for (const auto& [name, value] : settings)
        environment.insert(QString::fromLatin1(name), QString::fromStdString(value));
    // Debian's own Python first: another one in the path knows nothing of python3-torch.
    const QString debian = QStringLiteral("/usr/bin/python3");
    const QString python = qEnvironmentVariable(
        "SYMBIONT_PYTHON", QFile::exists(debian) ? debian : QStringLiteral("python3"));
    return NodeScript::startProgram("PyTorch", python,
                                    {QStringLiteral("-c"), QString::fromUtf8(script.readAll())},
                                    environment, job);
}

Result<std::vector<double>> peerRates(NodeScript* peer, const Json& wish, double& loss,
                                      std::vector<double> rates, JobContext& job)
{
    if (!peer) return rates;
    SYM_TRY(const Json answer, peer->ask(wish, job));
    if (rates.empty()) loss = answer.value("loss", 0.0);
    rates.push_back(answer.value("tokens_per_second", 0.0));
    return rates;
}

struct SizeFigures {
    double ours = 0;  ///< best thread count
    double peer = 0;
    double share = 0;  ///< of the measured peak, at ours
};

/// One size at one thread count, both sides in turn; the first of each is not counted.
Status measure(const std::string& size, const std::string& folder, int threads,
               const ModelBenchOptions& options, TrainingMeasurement& into, SizeFigures& figures,
               JobContext& job)
{
    const Shape shape = shapeOf(size);
    SYM_TRY(const auto ours, OurTraining::open(folder, shape, threads));
    auto peer = startPyTorch(threads, job);
    if (!peer && peer.error().code() == ErrorCode::Cancelled) return peer.error();
    into.peer =
        peer ? (*peer)->greeting() : Json{{"name", "PyTorch"}, {"missing", peer.error().message()}};
    const Json wish{{"folder", folder},     {"precision", "bfloat16"},
                    {"threads", threads},   {"updates", shape.updates},
                    {"batch", shape.batch}, {"length", shape.length}};
    std::vector<double> ourRates, theirRates;
    double theirLoss = 0, peak = 0;
    for (int round = 0; round <= options.rounds; ++round) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        SYM_TRY(const double rate, ours->run());
        peak = std::max(peak, ours->network().peakOperations());
        ourRates.push_back(rate);
        SYM_TRY(theirRates,
                peerRates(peer ? peer->get() : nullptr, wish, theirLoss, theirRates, job));
    }
    BenchRow row{.size = size, .precision = "bfloat16", .threads = threads, .work = "train"};
    row.ours = MeasuredRate::of({ourRates.begin() + 1, ourRates.end()});
    row.peerVersion = into.peer.value("version", into.peer.value("missing", std::string()));
    if (peer) row.peer = MeasuredRate::of({theirRates.begin() + 1, theirRates.end()});
    if (options.onLine)
        options.onLine(
            "train " + size + ", " + std::to_string(threads) + " threads: ours "
            + std::to_string(int(row.ours->median)) + " tokens/s, first loss "
            + std::to_string(ours->firstLoss()) + "; PyTorch "
            + (row.peer ? std::to_string(int(row.peer->median)) + ", " + std::to_string(theirLoss)
                        : row.peerVersion));
    if (row.ours->median > figures.ours) {
        figures.ours = row.ours->median;
        const double perToken = ours->operations() / (shape.batch * shape.length);
        figures.share = row.ours->median * perToken / peak;
    }
    if (row.peer) figures.peer = std::max(figures.peer, row.peer->median);
    into.rows.push_back(std::move(row));
    return {};
}

}  // namespace

Result<TrainingMeasurement> trainingRows(const ModelBenchOptions& options, JobContext& job)
{
    TrainingMeasurement all;
    for (const std::string& size : options.sizes) {
        QTemporaryDir folder;
        if (!folder.isValid()) return Error(ErrorCode::Io, "no temporary folder");
        if (options.onLine) options.onLine("train " + size + ": writing the weights");
        SYM_CHECK(writeDrawnModel(folder.path().toStdString(), benchConfig(size)));
        SizeFigures figures;
        for (const int threads : options.threads)
            SYM_CHECK(
                measure(size, folder.path().toStdString(), threads, options, all, figures, job));
        if (figures.peer > 0) all.figures["train_ratio_" + size] = figures.ours / figures.peer;
        all.figures["train_share_of_peak_" + size] = figures.share;
    }
    return all;
}

}  // namespace sym
