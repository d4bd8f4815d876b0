#include "core/training/event_file.h"

#include <unistd.h>

#include <array>
#include <bit>
#include <chrono>
#include <cstring>
#include <optional>

#include "core/model/json_file.h"
#include "core/training/append_text.h"

namespace sym {

namespace {

constexpr std::uint32_t kReflectedPolynomial = 0x82F63B78;
constexpr std::uint32_t kMaskDelta = 0xA282EAD8;
enum WireType : std::uint64_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

std::uint32_t masked(std::uint32_t crc)
{
    return ((crc >> 15) | (crc << 17)) + kMaskDelta;
}

template <typename T>
void putFixed(std::string& out, T value)
{
    for (std::size_t i = 0; i < sizeof(T); ++i) out.push_back(char((value >> (8 * i)) & 0xff));
}

template <typename T>
T fixedAt(std::string_view bytes)
{
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) value |= T(std::uint8_t(bytes[i])) << (8 * i);
    return value;
}

void putVarint(std::string& out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7) out.push_back(char(value | 0x80));
    out.push_back(char(value));
}

void putKey(std::string& out, std::uint64_t field, WireType type)
{
    putVarint(out, (field << 3) | type);
}

void putText(std::string& out, std::uint64_t field, std::string_view text)
{
    putKey(out, field, kBytes);
    putVarint(out, text.size());
    out += text;
}

std::string scalar(const std::string& tag, double value, bool isFirst)
{
    std::string out;
    putText(out, 1, tag);
    putKey(out, 2, kFixed32);
    putFixed(out, std::bit_cast<std::uint32_t>(float(value)));
    if (isFirst) {
        std::string plugin;
        putText(plugin, 1, "scalars");
        std::string metadata;
        putText(metadata, 1, plugin);
        putText(out, 9, metadata);
    }
    return out;
}

std::string event(std::int64_t update, std::uint64_t field, std::string_view content)
{
    const std::chrono::duration<double> time = std::chrono::system_clock::now().time_since_epoch();
    std::string out;
    putKey(out, 1, kFixed64);
    putFixed(out, std::bit_cast<std::uint64_t>(time.count()));
    putKey(out, 2, kVarint);
    putVarint(out, std::uint64_t(update));
    putText(out, field, content);
    return out;
}

std::string framed(const std::string& content)
{
    std::string out;
    putFixed(out, std::uint64_t(content.size()));
    putFixed(out, masked(crc32c(out)));
    out += content;
    putFixed(out, masked(crc32c(content)));
    return out;
}

/// A field of a protocol buffer message: its number, and its content or its bits.
struct Field {
    std::uint64_t number = 0;
    std::uint64_t bits = 0;
    std::string_view bytes;
};

std::optional<std::uint64_t> takeVarint(std::string_view& in)
{
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64 && !in.empty(); shift += 7) {
        const auto byte = std::uint8_t(in.front());
        in.remove_prefix(1);
        value |= std::uint64_t(byte & 0x7f) << shift;
        if (byte < 0x80) return value;
    }
    return std::nullopt;
}

std::optional<Field> takeField(std::string_view& in)
{
    const auto key = takeVarint(in);
    if (!key) return std::nullopt;
    Field field{.number = *key >> 3};
    std::uint64_t length = 0;
    switch (*key & 7) {
    case kVarint: {
        const auto value = takeVarint(in);
        if (!value) return std::nullopt;
        field.bits = *value;
        return field;
    }
    case kFixed64: length = 8; break;
    case kFixed32: length = 4; break;
    case kBytes: {
        const auto size = takeVarint(in);
        if (!size) return std::nullopt;
        length = *size;
        break;
    }
    default: return std::nullopt;
    }
    if (length > in.size()) return std::nullopt;
    field.bytes = in.substr(0, length);
    in.remove_prefix(length);
    if ((*key & 7) == kFixed64) field.bits = fixedAt<std::uint64_t>(field.bytes);
    if ((*key & 7) == kFixed32) field.bits = fixedAt<std::uint32_t>(field.bytes);
    return field;
}

/// A float in a TensorProto: float_val (5, packed or not) or tensor_content (4).
std::optional<double> tensorScalar(std::string_view tensor)
{
    while (!tensor.empty()) {
        const auto field = takeField(tensor);
        if (!field) return std::nullopt;
        if ((field->number == 5 || field->number == 4) && field->bytes.size() == 4)
            return std::bit_cast<float>(fixedAt<std::uint32_t>(field->bytes));
    }
    return std::nullopt;
}

bool readValue(std::string_view value, EventScalar& scalar, bool& hasValue)
{
    while (!value.empty()) {
        const auto field = takeField(value);
        if (!field) return false;
        if (field->number == 1) scalar.tag = std::string(field->bytes);
        if (field->number == 2) {
            scalar.value = std::bit_cast<float>(std::uint32_t(field->bits));
            hasValue = true;
        }
        if (field->number == 8) {
            if (const auto tensor = tensorScalar(field->bytes)) {
                scalar.value = *tensor;
                hasValue = true;
            }
        }
    }
    return true;
}

bool readEvent(std::string_view event, std::vector<EventScalar>& into)
{
    std::int64_t update = 0;
    std::vector<std::string_view> summaries;
    while (!event.empty()) {
        const auto field = takeField(event);
        if (!field) return false;
        if (field->number == 2) update = std::int64_t(field->bits);
        if (field->number == 5) summaries.push_back(field->bytes);
    }
    for (std::string_view summary : summaries)
        while (!summary.empty()) {
            const auto field = takeField(summary);
            if (!field) return false;
            if (field->number != 1) continue;
            EventScalar scalar{.update = update};
            bool hasValue = false;
            if (!readValue(field->bytes, scalar, hasValue)) return false;
            if (hasValue) into.push_back(std::move(scalar));
        }
    return true;
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes)
{
    static const std::array<std::uint32_t, 256> table = [] {
        std::array<std::uint32_t, 256> made{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = (value >> 1) ^ ((value & 1) != 0 ? kReflectedPolynomial : 0);
            made[i] = value;
        }
        return made;
    }();
    std::uint32_t crc = 0xffffffff;
    for (const char c : bytes) crc = (crc >> 8) ^ table[(crc ^ std::uint8_t(c)) & 0xff];
    return ~crc;
}

Result<std::unique_ptr<EventFileWriter>> EventFileWriter::create(const std::string& folder)
{
    static int files = 0;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(
                             std::chrono::system_clock::now().time_since_epoch())
                             .count();
    char host[256] = "localhost";
    ::gethostname(host, sizeof host - 1);
    const std::string path = folder + "/events.out.tfevents." + std::to_string(seconds) + "." + host
                             + "." + std::to_string(::getpid()) + "." + std::to_string(files++);
    SYM_CHECK(writeWholeFile(path, framed(event(0, 3, "brain.Event:2"))));
    return std::unique_ptr<EventFileWriter>(new EventFileWriter(path));
}

Status EventFileWriter::write(std::int64_t update,
                              const std::vector<std::pair<std::string, double>>& values)
{
    std::string summary;
    for (const auto& [tag, value] : values)
        putText(summary, 1, scalar(tag, value, m_known.insert(tag).second));
    return appendText(m_path, framed(event(update, 5, summary)));
}

Result<std::vector<EventScalar>> readEventFile(const std::string& path)
{
    SYM_TRY(const std::string bytes, readWholeFile(path));
    std::vector<EventScalar> scalars;
    std::string_view rest = bytes;
    const auto bad = [&](const char* what) {
        return Error(ErrorCode::InvalidInput,
                     path + ": " + what + " at byte " + std::to_string(bytes.size() - rest.size()));
    };
    constexpr std::size_t kFrame = 16;  // length, its check value, the content's check value
    while (rest.size() >= kFrame) {
        const auto length = fixedAt<std::uint64_t>(rest);
        if (fixedAt<std::uint32_t>(rest.substr(8)) != masked(crc32c(rest.substr(0, 8))))
            return bad("the length's check value is wrong");
        if (length > rest.size() - kFrame) break;  // still being written
        const std::string_view content = rest.substr(12, length);
        if (fixedAt<std::uint32_t>(rest.substr(12 + length)) != masked(crc32c(content)))
            return bad("the record's check value is wrong");
        if (!readEvent(content, scalars)) return bad("the record is no event");
        rest.remove_prefix(kFrame + length);
    }
    return scalars;
}

}  // namespace sym
