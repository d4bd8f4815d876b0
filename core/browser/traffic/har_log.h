#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace sym {

/// Records a session's traffic as HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec) from the
/// events of the Network domain. Bounded: the number of entries and the length of each body. Any
/// thread.
class HarLog {
public:
    /// @param tab tells requests of different pages apart
    void onNetworkEvent(const std::string& tab, const std::string& event,
                        const nlohmann::json& params);

    /// Keeps the text of a response, cut to the bound.
    void setBody(const std::string& tab, const std::string& requestId, std::string text,
                 bool isBase64);

    /// The whole log. @param browser product name and version, "Chrome/102.0.5005.177"
    nlohmann::json har(const std::string& browser) const;

private:
    struct Entry {
        nlohmann::json request;
        nlohmann::json response;  // null until it came
        nlohmann::json headers;   // as sent, with cookies, when the browser tells
        std::string type;
        std::string frameId;
        std::string body;
        std::string error;
        bool isBodyBase64 = false;
        double wallTime = 0;  // seconds since 1970
        double sent = 0;      // seconds of the browser's own clock
        double answered = 0;
        double finished = 0;
        double encodedLength = -1;
    };

    void begin(const std::string& key, const nlohmann::json& params);
    Entry* find(const std::string& key);
    static nlohmann::json toJson(const Entry& entry);

    mutable std::mutex m_mutex;
    std::vector<Entry> m_entries;
    std::map<std::string, std::size_t> m_open;  // by tab and request id: the latest entry
};

}  // namespace sym
