#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace sym {

/// Zeroed memory at a cache line, in huge pages where the system gives them: kernels walk through
/// it in large strides.
class AlignedMemory {
public:
    AlignedMemory() = default;
    explicit AlignedMemory(std::size_t bytes) { reserve(bytes); }

    /// At least this many bytes; what was there is lost when it has to grow.
    void reserve(std::size_t bytes)
    {
        if (bytes <= m_bytes) return;
        constexpr std::size_t kHugePage = 2 * 1024 * 1024;
        const std::size_t alignment = bytes >= kHugePage ? kHugePage : 64;
        const std::size_t rounded = (bytes + alignment - 1) / alignment * alignment;
        m_memory.reset();
        m_memory.reset(static_cast<std::byte*>(std::aligned_alloc(alignment, rounded)));
        if (!m_memory) throw std::bad_alloc();
#if defined(__linux__)
        if (alignment == kHugePage) ::madvise(m_memory.get(), rounded, MADV_HUGEPAGE);
#endif
        std::memset(m_memory.get(), 0, rounded);
        m_bytes = rounded;
    }

    std::size_t bytes() const
    {
        return m_bytes;
    }
    template <typename T>
    T* as()
    {
        return reinterpret_cast<T*>(m_memory.get());
    }
    template <typename T>
    const T* as() const
    {
        return reinterpret_cast<const T*>(m_memory.get());
    }

private:
    struct Free {
        void operator()(std::byte* memory) const { std::free(memory); }
    };
    std::unique_ptr<std::byte, Free> m_memory;
    std::size_t m_bytes = 0;
};

}  // namespace sym
