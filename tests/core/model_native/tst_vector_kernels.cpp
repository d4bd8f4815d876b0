#include <QtTest/QTest>

#include <cmath>
#include <limits>

#include "core/base/random.h"
#include "core/model/native/packed_weights.h"

using namespace sym;

namespace {

std::vector<float> randomNumbers(Random& random, std::size_t count)
{
    std::vector<float> values(count);
    for (float& value : values) value = float(2 * random.unit() - 1);
    return values;
}

}  // namespace

/// Every instruction set of this processor against sums in double precision.
class TestVectorKernels : public QObject {
    Q_OBJECT

    static void addSets()
    {
        QTest::addColumn<int>("set");
        for (const InstructionSet set : availableInstructionSets())
            QTest::newRow(instructionSetName(set)) << int(set);
    }

private Q_SLOTS:
    void products_data()
    {
        QTest::addColumn<int>("set");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("outputs");
        QTest::addColumn<int>("inputs");
        QTest::addColumn<bool>("isFloat32");
        struct Shape {
            int rows, outputs, inputs;
        };
        for (const InstructionSet set : availableInstructionSets())
            for (const Shape& shape : {Shape{1, 1, 1},
                                       {1, 64, 32},
                                       {2, 65, 7},
                                       {3, 63, 64},
                                       {5, 130, 33},
                                       {6, 64, 100},
                                       {7, 128, 50},
                                       {13, 70, 21}})
                for (const bool isFloat32 : {true, false})
                    QTest::addRow("%s %dx%dx%d %s", instructionSetName(set), shape.rows,
                                  shape.outputs, shape.inputs, isFloat32 ? "float32" : "bfloat16")
                        << int(set) << shape.rows << shape.outputs << shape.inputs << isFloat32;
    }

    void products()
    {
        QFETCH(int, set);
        QFETCH(int, rows);
        QFETCH(int, outputs);
        QFETCH(int, inputs);
        QFETCH(bool, isFloat32);
        const VectorKernels& kernels = vectorKernels(InstructionSet(set));
        const Precision precision = isFloat32 ? Precision::Float32 : Precision::BFloat16;
        Random random(std::uint64_t(rows * 1000 + outputs));
        std::vector<float> w = randomNumbers(random, std::size_t(outputs * inputs));
        std::vector<float> x = randomNumbers(random, std::size_t(rows * inputs));
        PackedWeights matrix(outputs, inputs, precision);
        for (int o = 0; o < outputs; ++o) matrix.setOutput(o, w.data() + o * inputs);
        PackedRows packed(rows, inputs, precision, kernels);
        for (int r = 0; r < rows; ++r) packed.set(r, 0, x.data() + r * inputs, inputs);
        if (!isFloat32)
            for (std::vector<float>* values : {&w, &x})
                for (float& value : *values) value = widenBFloat16(roundToBFloat16(value));

        // products of bfloat16 are exact in float32, so both only round sums: at most one unit in
        // the last place of a partial sum, which is below `inputs`, for each addend
        const double tolerance = 1.2e-7 * inputs * std::sqrt(double(inputs)) + 1e-9;
        for (int block = 0; block < matrix.blocks(); ++block)
            for (int group = 0; group < packed.groups(); ++group) {
                float sums[kTileRows * kTileWidth];
                const auto tile = isFloat32 ? kernels.tileFloat32 : kernels.tileBFloat16;
                const int groupRows = packed.groupRows(group);
                tile(matrix.block(block), packed.group(group), sums, matrix.steps(), groupRows,
                     kTileWidth, false);
                for (int r = 0; r < groupRows; ++r)
                    for (int j = 0; j < kTileWidth; ++j) {
                        const int o = block * kTileWidth + j;
                        double expected = 0;
                        for (int i = 0; o < outputs && i < inputs; ++i)
                            expected +=
                                double(w[std::size_t(o * inputs + i)])
                                * double(x[std::size_t((packed.firstRow(group) + r) * inputs + i)]);
                        const double got = double(sums[r * kTileWidth + j]);
                        QVERIFY2(std::abs(got - expected) <= tolerance,
                                 qPrintable(QStringLiteral("%1 is not %2").arg(got).arg(expected)));
                    }
            }
    }

    void narrowTilesAndContinuedSums_data() { addSets(); }

    /// Width 16 and 32 read the first columns' layout of their own width, and a sum may go on.
    void narrowTilesAndContinuedSums()
    {
        QFETCH(int, set);
        const VectorKernels& kernels = vectorKernels(InstructionSet(set));
        for (const int width : {16, 32, 64})
            for (const int rows : {1, 4, 6}) {
                std::vector<float> w(std::size_t(width * 3));
                std::vector<float> x(std::size_t(rows * 3));
                for (std::size_t i = 0; i < w.size(); ++i) w[i] = float(i % 7);
                for (std::size_t i = 0; i < x.size(); ++i) x[i] = float(i % 5);
                std::vector<float> sums(std::size_t(width * rows), 100.0f);

                kernels.tileFloat32(w.data(), x.data(), sums.data(), 3, rows, width, true);

                for (int r = 0; r < rows; ++r)
                    for (int j = 0; j < width; ++j) {
                        float expected = 100;
                        for (int k = 0; k < 3; ++k)
                            expected +=
                                w[std::size_t(k * width + j)] * x[std::size_t(k * rows + r)];
                        QCOMPARE(sums[std::size_t(r * width + j)], expected);
                    }
            }
    }

    void everyRowHasTheSameBits_data() { addSets(); }

    /// What a row gives does not depend on the rows beside it.
    void everyRowHasTheSameBits()
    {
        QFETCH(int, set);
        const VectorKernels& kernels = vectorKernels(InstructionSet(set));
        Random random(5);
        const std::vector<float> row = randomNumbers(random, 96);
        for (const Precision precision : {Precision::Float32, Precision::BFloat16}) {
            PackedWeights matrix(64, 96, precision);
            for (int o = 0; o < 64; ++o) matrix.setOutput(o, randomNumbers(random, 96).data());
            const auto tile =
                precision == Precision::Float32 ? kernels.tileFloat32 : kernels.tileBFloat16;
            std::vector<float> first;
            for (int rows = 1; rows <= kTileRows; ++rows) {
                PackedRows packed(rows, 96, precision, kernels);
                for (int r = 0; r < rows; ++r) packed.set(r, 0, row.data(), 96);
                std::vector<float> sums(std::size_t(rows) * 64);
                tile(matrix.block(0), packed.group(0), sums.data(), matrix.steps(), rows, 64,
                     false);
                if (rows == 1) first = sums;
                for (int r = 0; r < rows; ++r)
                    QVERIFY(std::equal(first.begin(), first.end(), sums.begin() + r * 64));
            }
        }
    }

    void elementwise_data() { addSets(); }

    void elementwise()
    {
        QFETCH(int, set);
        const VectorKernels& kernels = vectorKernels(InstructionSet(set));
        Random random(9);
        for (const int count : {1, 2, 15, 16, 31, 45, 64, 100}) {
            const std::size_t size = std::size_t(count);
            const std::vector<float> x = randomNumbers(random, size);
            const std::vector<float> y = randomNumbers(random, size);
            std::vector<float> out(size);

            double squares = 0;
            for (const float value : x) squares += double(value) * double(value);
            kernels.rmsNorm(x.data(), y.data(), 1e-5f, count, out.data());
            const double scale = 1 / std::sqrt(squares / count + 1e-5);
            for (std::size_t i = 0; i < size; ++i)
                QVERIFY(std::abs(double(out[i]) - double(x[i]) * scale * double(y[i])) < 1e-5);

            out = x;
            kernels.add(out.data(), y.data(), count);
            for (std::size_t i = 0; i < size; ++i) QCOMPARE(out[i], x[i] + y[i]);

            kernels.gatedUnit(x.data(), y.data(), out.data(), count);
            for (std::size_t i = 0; i < size; ++i)
                QVERIFY(std::abs(double(out[i])
                                 - double(x[i]) * double(y[i]) / (1 + std::exp(-double(x[i]))))
                        < 1e-6);

            std::vector<float> head = randomNumbers(random, 2 * size);
            const std::vector<float> before = head;
            kernels.rotate(head.data(), x.data(), y.data(), count, 0.5f);
            for (std::size_t i = 0; i < size; ++i) {
                QVERIFY(std::abs(head[i] - 0.5f * (before[i] * x[i] - before[size + i] * y[i]))
                        < 1e-6f);
                QVERIFY(
                    std::abs(head[size + i] - 0.5f * (before[size + i] * x[i] + before[i] * y[i]))
                    < 1e-6f);
            }
        }
    }

    void extremes_data() { addSets(); }

    void extremes()
    {
        QFETCH(int, set);
        const VectorKernels& kernels = vectorKernels(InstructionSet(set));
        const float infinity = std::numeric_limits<float>::infinity();
        std::vector<float> x(64, -infinity);
        x[3] = 2.5f;
        x[40] = 2.5f;
        x[41] = -85.0f;
        QCOMPARE(kernels.maximum(x.data(), 64), 2.5f);

        const float sum = kernels.exponentials(x.data(), 64, 2.5f);

        QCOMPARE(sum, 2.0f);
        QCOMPARE(x[3], 1.0f);
        QCOMPARE(x[0], 0.0f);
        QCOMPARE(x[41], 0.0f);  // e^-87.5: no denormal

        const float gates[] = {-1e30f, -100.0f, 0.0f, 100.0f, 1e30f};
        const float ups[] = {1, 1, 1, 1, 1};
        float out[5];
        kernels.gatedUnit(gates, ups, out, 5);
        for (const float value : out) QVERIFY(std::isfinite(value));
        QCOMPARE(out[2], 0.0f);
        QCOMPARE(out[3], 100.0f);
        QCOMPARE(out[4], 1e30f);
    }

    void exponentialsAreExact_data() { addSets(); }

    void exponentialsAreExact()
    {
        QFETCH(int, set);
        const VectorKernels& kernels = vectorKernels(InstructionSet(set));
        for (int start = 0; start < 86; ++start) {
            std::vector<float> x(64);
            for (int i = 0; i < 64; ++i) x[std::size_t(i)] = float(-start) - float(i) / 64;
            const std::vector<float> before = x;
            (void)kernels.exponentials(x.data(), 64, 0);
            for (std::size_t i = 0; i < 64; ++i) {
                const double expected = std::exp(double(before[i]));
                QVERIFY(std::abs(double(x[i]) - expected) <= 5e-7 * expected);
            }
        }
    }

    void roundsToBFloat16_data() { addSets(); }

    void roundsToBFloat16()
    {
        QFETCH(int, set);
        const VectorKernels& kernels = vectorKernels(InstructionSet(set));
        struct Case {
            float value;
            std::uint16_t bits;
        };
        const float infinity = std::numeric_limits<float>::infinity();
        const Case cases[] = {{0.0f, 0x0000},        {-0.0f, 0x8000},
                              {1.0f, 0x3f80},        {1.00390625f, 0x3f80},  // a tie: to even
                              {1.01171875f, 0x3f82},                         // a tie: to even
                              {1.00390637f, 0x3f81}, {infinity, 0x7f80},
                              {-infinity, 0xff80},   {std::nanf(""), 0x7fc0}};
        std::vector<float> values;
        for (int repeat = 0; repeat < 4; ++repeat)
            for (const Case& one : cases) values.push_back(one.value);
        std::vector<std::uint16_t> out(values.size());

        kernels.toBFloat16(values.data(), out.data(), int(values.size()));

        for (std::size_t i = 0; i < values.size(); ++i) {
            QCOMPARE(out[i], cases[i % std::size(cases)].bits);
            QCOMPARE(roundToBFloat16(values[i]), out[i]);
        }
    }
};

QTEST_APPLESS_MAIN(TestVectorKernels)
#include "tst_vector_kernels.moc"
