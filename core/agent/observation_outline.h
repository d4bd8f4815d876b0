#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sym {

/// An observation text as the tree its indentation says it is, for the history: which part of a
/// page mattered (AgentOccam's pivotal nodes, WEBARENA 3.4).
class ObservationOutline {
public:
    explicit ObservationOutline(std::string_view text);

    /// The text without the elements' ids, as pages are shown in the history.
    std::string nameOnly() const;

    /// The lines around the given ids: what is below and above them, and their named siblings; the
    /// whole page without ids. Ids are left out. Nothing when that is 30 lines or more, or when the
    /// page has no line of its own.
    std::optional<std::string> pivotal(const std::vector<std::string>& ids) const;

private:
    struct Line {
        std::size_t depth = 0;
        std::string id;    ///< in brackets after the role; empty: none
        std::string text;  ///< without tabs and id
        bool isNamed = false;
        int parent = -1;
    };

    int find(const std::string& id) const;

    std::vector<Line> m_lines;
};

/// The ids of an OBSERVATION HIGHLIGHT section: "1321, `52`, 756".
/// @param isStrict as upstream: parts that are not digits alone do not count
std::vector<std::string> highlightIds(std::string_view section, bool isStrict);

}  // namespace sym
