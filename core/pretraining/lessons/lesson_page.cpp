#include "core/pretraining/lessons/lesson_page.h"

#include <algorithm>

#include "core/pretraining/lessons/wordsmith.h"

namespace sym {

LessonPage::LessonPage(Random& random, std::string title)
    : m_random(random),
      m_title(std::move(title)),
      // Any id must be met often, not only the low ones.
      m_id(int(random.chance(0.5) ? random.between(1, 60) : random.between(1, 700)))
{
}

int LessonPage::nextId()
{
    m_id += int(m_random.between(1, 4));
    return std::min(m_id, 999);
}

std::size_t LessonPage::add(int indent, std::string role, std::string name)
{
    m_items.push_back({indent, std::move(role), 0, std::move(name), {}, {}});
    return m_items.size() - 1;
}

std::size_t LessonPage::addElement(int indent, std::string role, std::string name)
{
    m_items.push_back({indent, std::move(role), nextId(), std::move(name), {}, {}});
    return m_items.size() - 1;
}

std::size_t LessonPage::addRow(int indent, std::string role, std::vector<std::string> cells)
{
    m_items.push_back({indent, std::move(role), 0, {}, {}, std::move(cells)});
    return m_items.size() - 1;
}

std::string LessonPage::cellElement(const std::string& role, int id, const std::string& name)
{
    return role + " [" + std::to_string(id) + "] " + quotedName(name);
}

std::string LessonPage::text() const
{
    std::string text = "RootWebArea " + quotedName(m_title);
    for (const PageItem& item : m_items) {
        text += '\n' + std::string(std::size_t(item.indent), '\t') + item.role;
        if (item.id > 0) text += " [" + std::to_string(item.id) + "]";
        if (!item.name.empty()) text += " " + quotedName(item.name);
        for (const auto& [name, value] : item.states) text += " [" + name + ": " + value + "]";
        for (const std::string& cell : item.cells) text += " | " + cell;
    }
    return text;
}

}  // namespace sym
