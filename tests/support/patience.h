#pragma once

namespace sym {

/// How many times longer a test may take than its limit says: sanitizers slow everything down.
#if defined(__SANITIZE_THREAD__)
inline constexpr int kPatience = 15;
#elif defined(__SANITIZE_ADDRESS__)
inline constexpr int kPatience = 5;
#else
inline constexpr int kPatience = 1;
#endif

}  // namespace sym
