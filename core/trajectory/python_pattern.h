#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sym {

/// A regular expression that matches as Python's `re` does on str: `\d`, `\w` and `\s` are
/// Unicode's,
/// `.` leaves out line feeds only, `$` also matches before a final line feed. The reference
/// programs' grammars are such expressions. Immutable; any thread.
class PythonPattern {
public:
    enum class Dot { ExceptNewline, Everything };  ///< Everything: re.DOTALL

    /// One match; offsets are bytes of the subject.
    struct Match {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::vector<std::string> groups;  ///< 0 is the whole match; unset groups are empty
    };

    /// @param pattern must be valid: patterns are part of the program; one that is not never
    /// matches
    explicit PythonPattern(std::string_view pattern, Dot dot = Dot::ExceptNewline);

    /// re.search(), from byte `from` on.
    std::optional<Match> search(std::string_view subject, std::size_t from = 0) const;

    /// re.finditer(): all matches that do not overlap.
    std::vector<Match> findAll(std::string_view subject) const;

    /// re.sub() with a fixed text.
    std::string replaceAll(std::string_view subject, std::string_view replacement) const;

private:
    std::shared_ptr<const void> m_code;
};

/// str.strip() and str.split()[0] of Python, for modules that know no core/text.
std::string_view stripPython(std::string_view utf8);
std::string_view firstWordPython(std::string_view utf8);

/// int() of a text of decimal digits of any script, at most INT_MAX.
int intPython(std::string_view digits);

}  // namespace sym
