#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

/// Results instead of exceptions: what can fail returns Result<T> or Status, and passes failures on
/// with SYM_TRY and SYM_CHECK. No exception crosses a function of this project.
namespace sym {

/// What a caller may branch on. Everything else about a failure is in Error::message.
enum class ErrorCode {
    Cancelled,     ///< the user or the caller stopped it; shown to nobody
    InvalidInput,  ///< a file, an argument or a model's answer is not what it should be
    NotFound,      ///< the named thing does not exist
    Io,            ///< reading or writing a file failed
    Network,       ///< a host could not be reached or answered with an error
    Protocol,      ///< the other side broke the protocol (DevTools, HTTP, JSON)
    Timeout,       ///< a deadline passed
    Storage,       ///< the project file refused
    Numeric,       ///< a number is not finite or out of range
};

/// Lower-case name of a code, as written to logs and JSON ("timeout").
constexpr const char* errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Cancelled: return "cancelled";
    case ErrorCode::InvalidInput: return "invalid_input";
    case ErrorCode::NotFound: return "not_found";
    case ErrorCode::Io: return "io";
    case ErrorCode::Network: return "network";
    case ErrorCode::Protocol: return "protocol";
    case ErrorCode::Timeout: return "timeout";
    case ErrorCode::Storage: return "storage";
    case ErrorCode::Numeric: return "numeric";
    }
    return "unknown";
}

/// A failure: a code to branch on and one English sentence that names the offending value.
class [[nodiscard]] Error {
public:
    Error(ErrorCode code, std::string message) : m_code(code), m_message(std::move(message)) {}

    ErrorCode code() const { return m_code; }
    const std::string& message() const { return m_message; }

    /// The same failure with where it happened in front: "loading tasks.json: ...".
    Error within(const std::string& place) const { return {m_code, place + ": " + m_message}; }

private:
    ErrorCode m_code;
    std::string m_message;
};

/// A value or the reason why there is none.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_content(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_content(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_content.index() == 0; }
    T& operator*() & { return std::get<0>(m_content); }
    const T& operator*() const& { return std::get<0>(m_content); }
    T&& operator*() && { return std::get<0>(std::move(m_content)); }
    T* operator->() { return &std::get<0>(m_content); }
    const T* operator->() const { return &std::get<0>(m_content); }
    const Error& error() const { return std::get<1>(m_content); }
    T valueOr(T other) const { return *this ? **this : std::move(other); }

private:
    std::variant<T, Error> m_content;
};

/// Success without a value, or the reason for the failure.
class [[nodiscard]] Status {
public:
    Status() = default;
    Status(Error error) : m_error(std::move(error)) {}

    explicit operator bool() const { return !m_error.has_value(); }
    const Error& error() const { return *m_error; }

private:
    std::optional<Error> m_error;
};

}  // namespace sym

#define SYM_CONCAT_(a, b) a##b
#define SYM_CONCAT(a, b) SYM_CONCAT_(a, b)
#define SYM_TRY_(temporary, declaration, expression) \
    auto temporary = (expression);                   \
    if (!temporary) return temporary.error();        \
    declaration = *std::move(temporary)

/// SYM_TRY(const Page page, readPage(file)): declares the value, or returns the error.
#define SYM_TRY(declaration, expression) \
    SYM_TRY_(SYM_CONCAT(symResult, __COUNTER__), declaration, expression)

/// SYM_CHECK(writePage(file)): goes on, or returns the error.
#define SYM_CHECK(expression)                                                    \
    do {                                                                         \
        if (auto symStatus = (expression); !symStatus) return symStatus.error(); \
    } while (false)
