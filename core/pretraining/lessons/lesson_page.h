#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/base/random.h"

namespace sym {

/// Something on a lesson's page. Names are as written, without quotes.
struct PageItem {
    int indent = 0;
    std::string role;
    int id = 0;  ///< 0: cannot be acted on
    std::string name;
    std::vector<std::pair<std::string, std::string>> states;  ///< "value" -> "'x'", as printed
    std::vector<std::string> cells;                           ///< of a table's row, as printed
};

/// Writes a page in the `symbiont` observation format (docs/formats/observation.md). Ids grow down
/// the page with gaps, as on real pages.
class LessonPage {
public:
    LessonPage(Random& random, std::string title);

    int nextId();
    /// @return index of the item
    std::size_t add(int indent, std::string role, std::string name);
    std::size_t addElement(int indent, std::string role, std::string name);
    /// A row of a table; cells are printed as they are, see cellElement().
    std::size_t addRow(int indent, std::string role, std::vector<std::string> cells);
    static std::string cellElement(const std::string& role, int id, const std::string& name);

    PageItem& item(std::size_t index) { return m_items[index]; }
    const std::vector<PageItem>& items() const { return m_items; }
    bool isFull() const { return m_id > kLastId; }
    std::string text() const;

private:
    static constexpr int kLastId = 985;

    Random& m_random;
    std::string m_title;
    int m_id;
    std::vector<PageItem> m_items;
};

}  // namespace sym
