#include "core/training/fused/packed_linear.h"

#include "core/training/fused/parallel.h"

namespace sym {

namespace {

int wordsOf(const TypedKernels& typed, int elements)
{
    return (elements + typed.perWord - 1) / typed.perWord;
}

int panelsOf(int columns)
{
    return (columns + kPanelColumns - 1) / kPanelColumns;
}

std::ptrdiff_t panelWords(const TypedKernels& typed, int inner)
{
    return std::ptrdiff_t(wordsOf(typed, inner)) * kPanelColumns;
}

void run(const TypedKernels& typed, const ProductArgs& args, ResultType type)
{
    if (type == ResultType::Float)
        typed.productToFloat(args);
    else
        typed.product(args);
}

const std::byte* at(const FusedContext& context, const void* data, std::ptrdiff_t elements)
{
    return static_cast<const std::byte*>(data) + elements * std::ptrdiff_t(context.size());
}

}  // namespace

void PackedMatrix::lay(const FusedContext& context, int outputs, int inputs)
{
    m_outputs = outputs;
    m_inputs = inputs;
    m_forward.reserve(std::size_t(panelsOf(outputs) * panelWords(*context.typed, inputs)) * 4);
    m_backward.reserve(std::size_t(panelsOf(inputs) * panelWords(*context.typed, outputs)) * 4);
}

void PackedMatrix::pack(const FusedContext& context, const void* from)
{
    const TypedKernels& typed = *context.typed;
    inRanges(context.threads, m_outputs, kPanelColumns, [&](const WorkRange& range) {
        typed.packTransposed(at(context, from, std::ptrdiff_t(range.begin) * m_inputs), m_inputs,
                             m_inputs, range.end - range.begin,
                             m_forward.as<std::uint32_t>()
                                 + range.begin / kPanelColumns * panelWords(typed, m_inputs));
    });
    inRanges(context.threads, m_inputs, kPanelColumns, [&](const WorkRange& range) {
        typed.packColumns(at(context, from, range.begin), m_inputs, m_outputs,
                          range.end - range.begin,
                          m_backward.as<std::uint32_t>()
                              + range.begin / kPanelColumns * panelWords(typed, m_outputs));
    });
}

void PackedMatrix::multiply(const FusedContext& context, const void* x, std::ptrdiff_t row, int m,
                            ProductArgs result, ResultType type) const
{
    result.a = x;
    result.aRow = row / context.typed->perWord;
    result.b = m_forward.as<std::uint32_t>();
    result.bPanel = panelWords(*context.typed, m_inputs);
    result.m = m;
    result.n = m_outputs;
    result.words = wordsOf(*context.typed, m_inputs);
    run(*context.typed, result, type);
}

void PackedMatrix::multiplyBack(const FusedContext& context, const void* y, std::ptrdiff_t row,
                                int m, ProductArgs result, ResultType type) const
{
    result.a = y;
    result.aRow = row / context.typed->perWord;
    result.b = m_backward.as<std::uint32_t>();
    result.bPanel = panelWords(*context.typed, m_outputs);
    result.m = m;
    result.n = m_inputs;
    result.words = wordsOf(*context.typed, m_outputs);
    run(*context.typed, result, type);
}

void addWeightGradient(FusedContext& context, const WeightGradient& job)
{
    const TypedKernels& typed = *context.typed;
    const int tileRows = context.kernels->tileRows;
    const std::ptrdiff_t words = wordsOf(typed, job.count);
    const int tiles = (job.outputs + tileRows - 1) / tileRows;
    context.tiles.reserve(std::size_t(tiles * tileRows * words) * 4);
    context.columns.reserve(std::size_t(panelsOf(job.inputs) * kPanelColumns * words) * 4);
    inRanges(context.threads, job.inputs, kPanelColumns, [&](const WorkRange& range) {
        typed.packColumns(at(context, job.b.data, range.begin), job.b.row, job.count,
                          range.end - range.begin,
                          context.columns.as<std::uint32_t>() + range.begin * words);
    });
    inRanges(context.threads, job.outputs, tileRows, [&](const WorkRange& range) {
        typed.packTiles(at(context, job.a.data, range.begin), job.a.row, job.count,
                        range.end - range.begin,
                        context.tiles.as<std::uint32_t>() + range.begin * words);
        ProductArgs args;
        args.a = context.tiles.as<std::uint32_t>() + range.begin * words;
        args.aRow = 1;
        args.aStep = tileRows;
        args.aTile = words * tileRows;
        args.b = context.columns.as<std::uint32_t>();
        args.bPanel = words * kPanelColumns;
        args.m = range.end - range.begin;
        args.n = job.inputs;
        args.words = int(words);
        args.c = job.gradient + std::ptrdiff_t(range.begin) * job.inputs;
        args.cRow = job.inputs;
        args.addend = job.adds ? args.c : nullptr;
        args.scale = job.scale;
        typed.productToFloat(args);
    });
}

}  // namespace sym
