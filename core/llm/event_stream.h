#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sym {

/// Reads a text/event-stream as it arrives, split anywhere (WHATWG HTML, 9.2.6). Only `data` fields
/// are kept; comments, names and ids of events are dropped.
class EventStreamReader {
public:
    /// Takes the next bytes.
    /// @return the data of the events they complete, in order
    std::vector<std::string> feed(std::string_view bytes);

    /// The data of a last event that the server did not end with a blank line; empty: none.
    std::string finish();

private:
    void takeLine(std::string_view line, std::vector<std::string>& events);

    std::string m_rest;  // of an unfinished line
    std::string m_data;
    bool m_hasData = false;
    bool m_afterReturn = false;  // a "\n" that follows belongs to the "\r" before it
};

}  // namespace sym
