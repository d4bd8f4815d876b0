#include <algorithm>
#include <charconv>
#include <cstdio>
#include <limits>
#include <optional>
#include <sstream>

#include "core/model/checkpoint.h"
#include "core/model/json_file.h"

namespace sym {

namespace {

// Rows of a prompt that an engine reads at once.
constexpr std::int64_t kPromptRows = 512;

/// The number after "label" in lines of the kernel's "label   number [kB]".
std::optional<std::int64_t> labelled(const std::string& text, const std::string& label)
{
    std::istringstream lines(text);
    for (std::string name; lines >> name;) {
        std::int64_t value = 0;
        if (name == label && lines >> value) return value;
        lines.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    return std::nullopt;
}

/// What a container's limit leaves; page cache can be dropped and does not count.
std::optional<std::int64_t> leftByControlGroup()
{
    const auto limit = readWholeFile("/sys/fs/cgroup/memory.max");
    const auto use = readWholeFile("/sys/fs/cgroup/memory.stat");
    if (!limit || !use) return std::nullopt;
    std::int64_t bytes = 0;
    const auto [end, error] = std::from_chars(limit->data(), limit->data() + limit->size(), bytes);
    if (error != std::errc()) return std::nullopt;  // "max": no limit
    for (const char* kind : {"anon", "shmem", "kernel"}) bytes -= labelled(*use, kind).value_or(0);
    return std::max<std::int64_t>(bytes, 0);
}

std::string mebibytes(std::int64_t bytes)
{
    char text[48];
    std::snprintf(text, sizeof text, "%.1f MiB", double(bytes) / (1 << 20));
    return text;
}

}  // namespace

MemoryEstimate estimateGeneration(const ModelConfig& config, int bytesPerWeight, int batch,
                                  int positions)
{
    MemoryEstimate estimate;
    estimate.weights = config.parameterCount() * bytesPerWeight;
    estimate.cache = 2ll * config.layers * config.keyValueHeads * config.headSize * batch
                     * positions * bytesPerWeight;
    const std::int64_t rows = std::min<std::int64_t>(kPromptRows, positions);
    const std::int64_t width = 3ll * config.hiddenSize + 2ll * config.intermediateSize
                               + (config.heads + 2ll * config.keyValueHeads) * config.headSize;
    estimate.activations =
        (rows * width + std::int64_t(batch) * config.vocabularySize) * std::int64_t(sizeof(float));
    return estimate;
}

std::int64_t availableMemory()
{
    std::int64_t bytes = 0;
    if (const auto text = readWholeFile("/proc/meminfo"))
        bytes = labelled(*text, "MemAvailable:").value_or(0) * 1024;
    if (const auto left = leftByControlGroup()) bytes = std::min(bytes, *left);
    return bytes;
}

Status checkMemory(const MemoryEstimate& estimate, std::int64_t available)
{
    if (estimate.total() <= available) return {};
    return Error(ErrorCode::InvalidInput, "the model needs about " + mebibytes(estimate.total())
                                              + " of memory (" + mebibytes(estimate.weights)
                                              + " of it weights), but only " + mebibytes(available)
                                              + " are available");
}

}  // namespace sym
