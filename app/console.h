#pragma once

#include <nlohmann/json.hpp>

#include <mutex>
#include <string>

namespace sym {

/// Where a verb writes: results to stdout, progress to stderr, and with --json one JSON object as
/// the last line of stdout. Any thread.
class Console {
public:
    explicit Console(bool json) : m_json(json) {}

    bool wantsJson() const { return m_json; }
    void result(const std::string& text);    ///< a line for people; with --json it goes to stderr
    void line(const std::string& text);      ///< a line of stdout in any case
    void progress(const std::string& text);  ///< a line of stderr
    void finish(const nlohmann::json& object);  ///< the last line, with --json only

private:
    bool m_json;
    std::mutex m_mutex;
};

}  // namespace sym
