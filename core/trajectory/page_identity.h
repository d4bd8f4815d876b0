#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/trajectory/action.h"
#include "core/trajectory/page_record.h"

/// What pages, elements and actions are when ids and addresses change with every visit: the keys
/// that two sessions share (METHOD 2.2). Functions of their arguments only: any thread.
namespace sym {

/// Case folded (Unicode), runs of white space one space, trimmed. Bytes that are no UTF-8 are kept.
std::string foldedText(std::string_view utf8);

/// Path and query of an address without scheme, host and fragment: "/orders?page=2". Two copies of
/// a site agree on it.
std::string pagePath(std::string_view url);

/// The path with digits replaced by "#" and the query's keys, sorted: "/order/#?page". Pages of one
/// kind share it.
std::string urlTemplate(std::string_view url);

/// The answer of `stop` as it is compared: folded, without quotes and full stop, numbers without
/// thousands commas; every way to say only that the work is done ("Done", "Finished") is "".
std::string normalisedAnswer(std::string_view answer);

/// What an element is without its id.
struct ElementIdentity {
    std::string role;
    std::string name;     ///< folded
    std::string context;  ///< lines above it in the page's tree, and its own; folded
    int nth = 0;          ///< among equals with this context, in reading order
    int nthOnPage = 0;    ///< among elements of this role and name

    bool operator==(const ElementIdentity&) const = default;
};

/// A page seen through identities. Keeps no reference to the record.
class PageIdentity {
public:
    explicit PageIdentity(const PageRecord& page);

    /// The observation without ids: equal for equal pages of different sessions.
    const std::string& text() const { return m_text; }

    /// @return nothing when the page has no such element
    std::optional<ElementIdentity> identityOf(const std::string& elementId) const;

    /// The element's id here: by role, name, context and position; else by role, name and position
    /// where as many are on this page as are needed; nothing when there is none such.
    std::optional<std::string> find(const ElementIdentity& identity) const;

    /// Whether two ids are one element, or two links of one name side by side (a picture and a
    /// title that lead to the same thing).
    enum class Likeness { Same, Equivalent, Other };
    Likeness compare(const std::string& leftId, const std::string& rightId) const;

    /// The action in words that hold in every session: `click link 'orders' #0`.
    std::string actionKey(const Action& action) const;

private:
    struct Known {
        std::string id;
        ElementIdentity identity;
        int line = -1;  ///< of the observation; -1: not in it
    };
    const Known* known(const std::string& id) const;
    bool isPair(const Known& left, const Known& right) const;

    std::string m_text;
    std::vector<Known> m_elements;  ///< in reading order
    std::map<std::string, std::size_t> m_byId;
};

}  // namespace sym
