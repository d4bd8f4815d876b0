#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace sym {

/// zstd frame of the bytes, with content size and checksum.
std::string compress(std::string_view bytes);

/// @return Storage when it is not a whole, undamaged zstd frame of at most 1 GiB
Result<std::string> decompress(std::string_view frame);

/// XXH3-128 as 32 lower-case hex digits: the name of a blob. Not cryptographic.
std::string contentHash(std::string_view bytes);

}  // namespace sym
