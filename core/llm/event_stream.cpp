#include "core/llm/event_stream.h"

#include <utility>

namespace sym {

std::vector<std::string> EventStreamReader::feed(std::string_view bytes)
{
    std::vector<std::string> events;
    std::size_t start = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (c == '\n' && m_afterReturn) {
            m_afterReturn = false;
            start = i + 1;
            continue;
        }
        m_afterReturn = c == '\r';
        if (c != '\n' && c != '\r') continue;
        m_rest += bytes.substr(start, i - start);
        takeLine(std::exchange(m_rest, {}), events);
        start = i + 1;
    }
    m_rest += bytes.substr(start);
    return events;
}

std::string EventStreamReader::finish()
{
    std::vector<std::string> events;
    if (!m_rest.empty()) takeLine(std::exchange(m_rest, {}), events);
    m_hasData = false;
    return std::exchange(m_data, {});
}

void EventStreamReader::takeLine(std::string_view line, std::vector<std::string>& events)
{
    if (line.empty()) {
        if (m_hasData) events.push_back(std::exchange(m_data, {}));
        m_hasData = false;
        return;
    }
    constexpr std::string_view kField = "data:";
    if (!line.starts_with(kField)) return;
    line.remove_prefix(kField.size());
    if (line.starts_with(' ')) line.remove_prefix(1);
    if (m_hasData) m_data += '\n';
    m_data += line;
    m_hasData = true;
}

}  // namespace sym
