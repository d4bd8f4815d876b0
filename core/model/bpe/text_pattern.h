#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"

struct pcre2_real_code_8;
struct pcre2_real_match_data_8;

namespace sym {

/// What a search needs beside the pattern; one for each thread.
class PatternScratch {
public:
    PatternScratch();
    pcre2_real_match_data_8* get() const { return m_data.get(); }

private:
    struct Free {
        void operator()(pcre2_real_match_data_8* data) const;
    };
    std::unique_ptr<pcre2_real_match_data_8, Free> m_data;
};

/// Where a pattern was found, bytes.
struct PatternMatch {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// A regular expression of a tokenizer.json, in the Oniguruma syntax that Hugging Face's library
/// uses, run by PCRE2's compiler. Immutable and thread-safe.
class TextPattern {
public:
    /// @return InvalidInput with the reason and the pattern
    static Result<std::shared_ptr<const TextPattern>> compile(std::string_view pattern);
    /// A pattern that finds just this text.
    static std::shared_ptr<const TextPattern> literal(std::string text);

    ~TextPattern();
    TextPattern(const TextPattern&) = delete;
    TextPattern& operator=(const TextPattern&) = delete;

    /// The first match that is not empty, at or after `from`.
    /// @param text valid UTF-8
    /// @return false when there is none
    bool find(std::string_view text, std::size_t from, PatternScratch& scratch,
              PatternMatch& match) const;

private:
    TextPattern() = default;
    int search(std::string_view text, std::size_t from, PatternScratch& scratch) const;

    std::string m_literal;
    pcre2_real_code_8* m_code = nullptr;  ///< null for a literal
    bool m_isCompiled = false;            ///< to machine code
};

/// The same pattern in PCRE2's syntax: what a space is, escapes and unsupported class operators
/// differ. @return InvalidInput naming what PCRE2 cannot express
Result<std::string> translatePattern(std::string_view oniguruma);

}  // namespace sym
