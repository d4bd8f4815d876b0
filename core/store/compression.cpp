#include "core/store/compression.h"

#include <xxhash.h>
#include <zstd.h>

#include <memory>

namespace sym {

namespace {

constexpr int kLevel = 3;  // a quarter of the size of observation text at 300 MB/s
constexpr unsigned long long kLimitBytes = 1ull << 30;

}  // namespace

std::string compress(std::string_view bytes)
{
    const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                       &ZSTD_freeCCtx);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    std::string frame(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size =
        ZSTD_compress2(context.get(), frame.data(), frame.size(), bytes.data(), bytes.size());
    frame.resize(ZSTD_isError(size) ? 0 : size);
    return frame;
}

Result<std::string> decompress(std::string_view frame)
{
    const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kLimitBytes)
        return Error(ErrorCode::Storage,
                     "a stored value is no valid zstd frame: the project file is damaged");
    std::string bytes(size, '\0');
    const std::size_t written =
        ZSTD_decompress(bytes.data(), bytes.size(), frame.data(), frame.size());
    if (ZSTD_isError(written) || written != size)
        return Error(ErrorCode::Storage, std::string("a stored value cannot be unpacked: ")
                                             + ZSTD_getErrorName(written)
                                             + "; the project file is damaged");
    return bytes;
}

std::string contentHash(std::string_view bytes)
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
    constexpr char kDigits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * sizeof canonical.digest);
    for (const unsigned char byte : canonical.digest) {
        hex += kDigits[byte >> 4];
        hex += kDigits[byte & 15];
    }
    return hex;
}

}  // namespace sym
