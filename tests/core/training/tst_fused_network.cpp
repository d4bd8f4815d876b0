#include <torch/torch.h>

#include <QtTest/QtTest>

#include <cmath>

#include "core/base/job_context.h"
#include "core/model/net/transformer.h"
#include "core/training/fused/fused_network.h"
#include "tests/core/training/tiny_model.h"

using namespace sym;

namespace {

struct Losses {
    double total = 0;
    std::vector<float> each;
    std::map<std::string, std::vector<float>> gradients;
};

/// What libtorch's autograd says of a batch.
Losses autogradLosses(TorchTransformer& net, const TokenBatch& batch, double scale)
{
    const bool isLora = !net.adapters().empty();
    auto& trained = isLora ? net.adapters() : net.parameters();
    for (auto& [name, tensor] : trained) tensor.requires_grad_(true);
    const torch::Tensor tokens = torch::tensor(batch.tokens, torch::kInt64);
    const torch::Tensor positions = torch::tensor(batch.positions, torch::kInt64);
    const torch::Tensor hidden = net.hidden(tokens, positions, batch.starts);
    const torch::Tensor logits =
        net.logits(hidden.index_select(0, torch::tensor(batch.lossAt, torch::kInt64)));
    const torch::Tensor each = torch::nn::functional::cross_entropy(
        logits, torch::tensor(batch.targets, torch::kInt64),
        torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kNone));
    const torch::Tensor total = (each * torch::tensor(batch.weights)).sum() * scale;
    total.backward();

    Losses losses;
    losses.total = total.item<double>();
    for (int i = 0; i < each.size(0); ++i) losses.each.push_back(each[i].item<float>());
    for (auto& [name, tensor] : trained) {
        const torch::Tensor gradient = tensor.grad().contiguous().to(torch::kFloat32);
        losses.gradients[name].assign(gradient.data_ptr<float>(),
                                      gradient.data_ptr<float>() + gradient.numel());
    }
    return losses;
}

/// The gradients of a network, read off its sum over processes.
class GradientReader final : public GradientSum {
public:
    Status add(std::span<float> values) override
    {
        read.assign(values.begin(), values.end());
        return {};
    }
    std::vector<float> read;
};

/// Largest difference, over the largest gradient of the tensor.
double relativeDifference(const std::vector<float>& a, const std::vector<float>& b)
{
    double most = 1e-6, difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        most = std::max(most, double(std::abs(b[i])));
        difference = std::max(difference, double(std::abs(a[i] - b[i])));
    }
    return difference / most;
}

}  // namespace

/// Our kernels against libtorch's autograd on the same random weights.
class TestFusedNetwork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithAutograd_data()
    {
        QTest::addColumn<int>("family");
        QTest::addColumn<QByteArray>("kernels");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<int>("threads");
        QTest::addColumn<bool>("checkpointing");
        QTest::addColumn<bool>("trainsPrompts");  // else the last layer takes some rows only

        const auto row = [](const char* name, ModelFamily family, const char* kernels,
                            const char* method, int threads, bool checkpointing,
                            bool trainsPrompts = false) {
            QTest::newRow(name) << int(family) << QByteArray(kernels) << QByteArray(method)
                                << threads << checkpointing << trainsPrompts;
        };
        row("llama", ModelFamily::Llama, "", "full", 1, false);
        row("llama, two threads", ModelFamily::Llama, "", "full", 2, false);
        row("llama, avx512", ModelFamily::Llama, "avx512", "full", 1, false);
        row("llama, avx2", ModelFamily::Llama, "avx2", "full", 1, false);
        row("llama, portable", ModelFamily::Llama, "portable", "full", 1, false);
        row("llama, checkpointing", ModelFamily::Llama, "", "full", 2, true);
        row("llama, lora", ModelFamily::Llama, "", "lora", 2, false);
        row("llama, prompts too", ModelFamily::Llama, "", "full", 2, false, true);
        row("llama, lora, prompts too", ModelFamily::Llama, "", "lora", 1, true, true);
        row("qwen2", ModelFamily::Qwen2, "", "full", 2, false);
        row("qwen3", ModelFamily::Qwen3, "", "full", 2, false);
        row("qwen3, lora, checkpointing", ModelFamily::Qwen3, "", "lora", 1, true);
    }
    void agreesWithAutograd()
    {
        QFETCH(int, family);
        QFETCH(QByteArray, kernels);
        QFETCH(QByteArray, method);
        QFETCH(int, threads);
        QFETCH(bool, checkpointing);
        QFETCH(bool, trainsPrompts);
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const ModelConfig shape = tiny::shape(ModelFamily(family));
        QVERIFY(tiny::writeCheckpoint(path, shape));
        const auto checkpoint = Checkpoint::open(path);
        QVERIFY2(checkpoint, checkpoint ? "" : checkpoint.error().message().c_str());
        TrainConfig config;
        config.method = method.toStdString();
        config.loraRank = 3;
        const NetworkOptions options{.bfloat16 = false,
                                     .activationCheckpointing = checkpointing,
                                     .threads = threads,
                                     .seed = 5};
        auto ours =
            FusedNetwork::open(**checkpoint, config, options,
                               kernels.isEmpty() ? nullptr : &netKernels(kernels.constData()));
        QVERIFY(ours);
        auto examples = tiny::examples({3, 75, 40, 61}, shape.vocabularySize);
        if (trainsPrompts)
            for (TrainingExample& example : examples)
                for (std::size_t i = 1; i < example.trained.size(); ++i) example.trained[i] = true;
        TokenBatch batch = makeTokenBatch(examples, {0, 1, 2, 3});
        for (std::size_t i = 0; i < batch.weights.size(); i += 3) batch.weights[i] = 0.5f;

        AdapterSettings adapters{.targets = {}, .rank = 3, .scale = loraScale(config), .seed = 5};
        if (method == "lora") adapters.targets = config.loraTargets;
        auto theirs = TorchTransformer::load(**checkpoint, torch::kCPU, torch::kFloat32, adapters);
        QVERIFY(theirs);
        if (method == "lora") {
            // With B at zero, A would have no gradient
            for (auto& [name, tensor] : theirs->adapters()) {
                if (name.find("lora_B") == std::string::npos) continue;
                torch::manual_seed(3);
                tensor.copy_(torch::randn_like(tensor) * 0.1);
            }
            std::vector<NamedWeights> weights, moments;
            for (auto& [name, tensor] : theirs->adapters())
                weights.push_back(
                    {name, tensor.sizes().vec(),
                     std::span(tensor.data_ptr<float>(), std::size_t(tensor.numel()))});
            std::vector<std::vector<float>> zeros;
            for (const NamedWeights& weight : weights)
                zeros.emplace_back(weight.values.size(), 0.0f);
            for (std::size_t i = 0; i < weights.size(); ++i)
                for (const char* suffix : {".mean", ".square"})
                    moments.push_back({weights[i].name + suffix, weights[i].shape, zeros[i]});
            QVERIFY((*ours)->restore(weights, moments));
        }
        BatchOutcome outcome;
        QVERIFY((*ours)->forwardBackward(batch, 0.01, 0, outcome));
        QVERIFY((*ours)->forwardBackward(batch, 0.01, 0, outcome));  // adds
        GradientReader reader;
        QVERIFY((*ours)->sumGradients(reader));
        const Losses expected = autogradLosses(*theirs, batch, 0.02);

        QVERIFY(relativeDifference(outcome.losses, expected.each) < 1e-5);
        const auto weights = (*ours)->trainedWeights();
        QVERIFY(weights);
        QCOMPARE(weights->size(), expected.gradients.size());
        const float* first = nullptr;
        for (const NamedWeights& weight : *weights)
            first = !first || weight.values.data() < first ? weight.values.data() : first;
        for (const NamedWeights& weight : *weights) {
            const float* begin = reader.read.data() + (weight.values.data() - first);
            const std::vector<float> gradient(begin, begin + weight.values.size());
            const double difference =
                relativeDifference(gradient, expected.gradients.at(weight.name));
            // float32 sums of a few hundred terms in another order
            QVERIFY2(difference < 2e-5, (weight.name + " " + std::to_string(difference)).c_str());
        }
    }

    void staysNearInBFloat16_data()
    {
        QTest::addColumn<QByteArray>("kernels");

        QTest::newRow("the fastest") << QByteArray();
        QTest::newRow("avx512") << QByteArray("avx512");
        QTest::newRow("avx2") << QByteArray("avx2");
        QTest::newRow("portable") << QByteArray("portable");
    }
    void staysNearInBFloat16()
    {
        QFETCH(QByteArray, kernels);
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const ModelConfig shape = tiny::shape(ModelFamily::Llama);
        QVERIFY(tiny::writeCheckpoint(path, shape));
        const auto checkpoint = Checkpoint::open(path);
        QVERIFY(checkpoint);
        const auto examples = tiny::examples({75, 40}, shape.vocabularySize);
        const TokenBatch batch = makeTokenBatch(examples, {0, 1});
        std::vector<float> gradients[2];
        BatchOutcome outcomes[2];

        for (const bool isHalf : {false, true}) {
            const auto network = FusedNetwork::open(
                **checkpoint, TrainConfig{}, {.bfloat16 = isHalf, .threads = 2, .seed = 5},
                kernels.isEmpty() ? nullptr : &netKernels(kernels.constData()));
            QVERIFY(network);
            QVERIFY((*network)->forwardBackward(batch, 0.01, 0, outcomes[isHalf]));
            GradientReader reader;
            QVERIFY((*network)->sumGradients(reader));
            gradients[isHalf] = reader.read;
        }

        // A bfloat16 has 8 bits: single roundings of 2^-9, a few dozen of them one after the other
        QVERIFY(relativeDifference(outcomes[1].losses, outcomes[0].losses) < 0.02);
        double dot = 0, a = 0, b = 0;
        for (std::size_t i = 0; i < gradients[0].size(); ++i) {
            dot += double(gradients[0][i]) * gradients[1][i];
            a += double(gradients[0][i]) * gradients[0][i];
            b += double(gradients[1][i]) * gradients[1][i];
        }
        QVERIFY2(dot / std::sqrt(a * b) > 0.999, std::to_string(dot / std::sqrt(a * b)).c_str());
    }

    /// The loss along a direction against the gradients' word for it.
    void gradientsAreSlopes_data()
    {
        QTest::addColumn<int>("family");

        QTest::newRow("llama") << int(ModelFamily::Llama);
        QTest::newRow("qwen2") << int(ModelFamily::Qwen2);
        QTest::newRow("qwen3") << int(ModelFamily::Qwen3);
    }
    void gradientsAreSlopes()
    {
        QFETCH(int, family);
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const ModelConfig shape = tiny::shape(ModelFamily(family));
        QVERIFY(tiny::writeCheckpoint(path, shape));
        const auto checkpoint = Checkpoint::open(path);
        QVERIFY(checkpoint);
        const auto network =
            FusedNetwork::open(**checkpoint, TrainConfig{}, {.bfloat16 = false, .threads = 2});
        QVERIFY(network);
        const auto examples = tiny::examples({30, 40}, shape.vocabularySize);
        const TokenBatch batch = makeTokenBatch(examples, {0, 1});
        BatchOutcome outcome;
        QVERIFY((*network)->forwardBackward(batch, 1, 0, outcome));
        GradientReader reader;
        QVERIFY((*network)->sumGradients(reader));
        const auto weights = (*network)->trainedWeights();
        const auto moments = (*network)->moments();
        QVERIFY(weights && moments);
        const float* first = nullptr;
        for (const NamedWeights& weight : *weights)
            first = !first || weight.values.data() < first ? weight.values.data() : first;

        // A small step along the gradient itself, where the slope is largest
        double squares = 0;
        for (const float g : reader.read) squares += double(g) * double(g);
        const double step = 1e-2 / std::sqrt(squares);
        std::vector<std::vector<float>> start;
        for (const NamedWeights& weight : *weights)
            start.emplace_back(weight.values.begin(), weight.values.end());
        const auto lossAt = [&](double along) {
            std::vector<std::vector<float>> moved = start;
            std::vector<NamedWeights> named = *weights;
            for (std::size_t i = 0; i < moved.size(); ++i) {
                const float* gradient = reader.read.data() + ((*weights)[i].values.data() - first);
                for (std::size_t k = 0; k < moved[i].size(); ++k)
                    moved[i][k] += float(along * double(gradient[k]));
                named[i].values = moved[i];
            }
            BatchOutcome found;
            if (!(*network)->restore(named, *moments) || !(*network)->forward(batch, found))
                return std::nan("");
            double sum = 0;
            for (const float loss : found.losses) sum += double(loss);
            return sum;
        };
        const double slope = (lossAt(step) - lossAt(-step)) / (2 * step);

        // Curvature and float32 leave about three digits
        QVERIFY2(std::abs(slope / squares - 1) < 5e-3, std::to_string(slope / squares).c_str());
    }

    void dropsTheSameInputsTwice()
    {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const ModelConfig shape = tiny::shape(ModelFamily::Llama);
        QVERIFY(tiny::writeCheckpoint(path, shape));
        const auto checkpoint = Checkpoint::open(path);
        QVERIFY(checkpoint);
        TrainConfig config;
        config.method = "lora";
        config.loraRank = 4;
        config.loraDropout = 0.3;
        const auto examples = tiny::examples({75, 40, 61}, shape.vocabularySize);
        const TokenBatch batch = makeTokenBatch(examples, {0, 1, 2});
        const auto gradients = [&](bool isAgain, int threads, std::uint64_t key) {
            const auto network = FusedNetwork::open(
                **checkpoint, config,
                {.bfloat16 = false, .activationCheckpointing = isAgain, .threads = threads});
            BatchOutcome outcome;
            GradientReader reader;
            for (int update = 1; update < 4; ++update) {
                (*network)->clearGradients();
                if (!(*network)->forwardBackward(batch, 0.01, key, outcome)
                    || !(*network)->sumGradients(reader)
                    || !(*network)->step({.update = update, .rate = 0.01, .epsilon = 1e-8}))
                    return std::vector<float>();
            }
            return reader.read;
        };

        const auto once = gradients(false, 2, 5);

        QVERIFY(!once.empty());
        QVERIFY(gradients(true, 2, 5) == once);  // computed again, dropped again
        QVERIFY(relativeDifference(gradients(false, 1, 5), once) < 1e-3);
        QVERIFY(relativeDifference(gradients(false, 2, 6), once) > 1e-2);
    }

    void packedRowsAreLikeSingleOnes()
    {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const ModelConfig shape = tiny::shape(ModelFamily::Qwen3);
        QVERIFY(tiny::writeCheckpoint(path, shape));
        const auto checkpoint = Checkpoint::open(path);
        QVERIFY(checkpoint);
        const auto network =
            FusedNetwork::open(**checkpoint, TrainConfig{}, {.bfloat16 = false, .threads = 2});
        QVERIFY(network);
        const auto examples = tiny::examples({9, 75, 40}, shape.vocabularySize);

        BatchOutcome together, alone;
        QVERIFY((*network)->forward(makeTokenBatch(examples, {0, 1, 2}), together));
        std::vector<float> single;
        for (const int i : {0, 1, 2}) {
            QVERIFY((*network)->forward(makeTokenBatch(examples, {i}), alone));
            single.insert(single.end(), alone.losses.begin(), alone.losses.end());
        }

        QVERIFY(relativeDifference(together.losses, single) < 1e-6);
    }

    void answersAsTheForwardPassSays()
    {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const ModelConfig shape = tiny::shape(ModelFamily::Llama);
        QVERIFY(tiny::writeCheckpoint(path, shape));
        const auto checkpoint = Checkpoint::open(path);
        QVERIFY(checkpoint);
        const auto network =
            FusedNetwork::open(**checkpoint, TrainConfig{}, {.bfloat16 = false, .threads = 2});
        QVERIFY(network);
        auto prompts = tiny::examples({5, 50, 20}, shape.vocabularySize);
        PlainJobContext job;

        const auto answers = (*network)->answer(
            {prompts[0].tokens, prompts[1].tokens, prompts[2].tokens}, 8, {}, job);

        QVERIFY(answers);
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE((*answers)[i].size(), std::size_t(8));
            TrainingExample example = prompts[i];
            example.trained.assign(example.tokens.size(), false);
            for (const int token : (*answers)[i]) {
                example.tokens.push_back(token);
                example.trained.push_back(true);
            }
            BatchOutcome outcome;
            QVERIFY((*network)->forward(makeTokenBatch({example}, {0}), outcome));
            QVERIFY(
                std::all_of(outcome.right.begin(), outcome.right.end(), [](bool b) { return b; }));
        }
    }
};

QTEST_APPLESS_MAIN(TestFusedNetwork)
#include "tst_fused_network.moc"
