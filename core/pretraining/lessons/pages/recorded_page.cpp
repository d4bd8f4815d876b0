#include "core/pretraining/lessons/pages/recorded_page.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "core/pretraining/lessons/wordsmith.h"

namespace sym {

namespace {

constexpr std::size_t kNowhere = SIZE_MAX;  // an indentation no line has
constexpr std::size_t kMaxLabel = 24;       // bytes; longer ones are sentences
constexpr std::size_t kMaxValue = 60;

/// Takes a name in Python's notation from the front. @return false when there is none
bool takeQuoted(std::string_view& text, std::string& name)
{
    if (text.empty() || (text.front() != '\'' && text.front() != '"')) return false;
    const char quote = text.front();
    name.clear();
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) {
            name += text[++i];
        } else if (text[i] == quote) {
            text.remove_prefix(i + 1);
            return true;
        } else {
            name += text[i];
        }
    }
    return false;
}

bool takeId(std::string_view& text, int& id)
{
    if (text.empty() || text.front() != '[') return false;
    const auto read = std::from_chars(text.data() + 1, text.data() + text.size(), id);
    if (read.ec != std::errc() || read.ptr == text.data() + text.size() || *read.ptr != ']')
        return false;
    text.remove_prefix(std::size_t(read.ptr - text.data()) + 1);
    return true;
}

void skipBlanks(std::string_view& text)
{
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
}

/// "role [12] 'Name' [key: 'value'] (2 more like it: [13] [14])", as far as it is there.
struct Head {
    std::string role;
    int id = 0;
    std::string name;
    std::string value;
    std::vector<std::string> options;
    bool isDisabled = false;
    bool isReadOnly = false;
    std::vector<int> twins;
};

/// Takes "key: 'a' | 'b'" or "key: true" up to the closing bracket.
void takeState(std::string_view& text, Head& head)
{
    const std::size_t colon = std::min(text.find(": "), text.size());
    const std::string_view key = text.substr(0, colon);
    text.remove_prefix(std::min(colon + 2, text.size()));
    std::vector<std::string> values;
    std::string value;
    while (takeQuoted(text, value)) {
        values.push_back(value);
        if (!text.starts_with(" | ")) break;
        text.remove_prefix(3);
    }
    if (key == "value" && !values.empty()) head.value = values.front();
    if (key == "options") head.options = values;
    head.isDisabled = head.isDisabled || key == "disabled";
    head.isReadOnly = head.isReadOnly || key == "readonly";
    text.remove_prefix(std::min(text.find(']') + 1, text.size()));
}

/// Takes an element from the front and leaves what is behind it.
Head takeHead(std::string_view& text)
{
    Head head;
    const std::size_t end = std::min(text.find(' '), text.size());
    head.role = text.substr(0, end);
    text.remove_prefix(end);
    skipBlanks(text);
    takeId(text, head.id);
    skipBlanks(text);
    takeQuoted(text, head.name);
    while (text.starts_with(" [")) {
        text.remove_prefix(2);
        takeState(text, head);
    }
    constexpr std::string_view kTwins = " more like it: ";
    const std::size_t twins = text.starts_with(" (") ? text.find(kTwins) : std::string_view::npos;
    if (twins == std::string_view::npos) return head;
    text.remove_prefix(twins + kTwins.size());
    for (int id = 0; takeId(text, id); skipBlanks(text)) head.twins.push_back(id);
    text.remove_prefix(std::min(text.find(')') + 1, text.size()));
    return head;
}

std::vector<std::string_view> cellsOf(std::string_view line)
{
    std::vector<std::string_view> cells;
    for (std::size_t at = line.find(" |"); at != std::string_view::npos;) {
        line.remove_prefix(at + 2);
        at = line.find(" |");
        // The options of a select are divided in the same way
        while (at != std::string_view::npos
               && line.substr(0, at).rfind("[options: ") != std::string_view::npos
               && line.substr(0, at).rfind(']') < line.substr(0, at).rfind("[options: "))
            at = line.find(" |", at + 2);
        std::string_view cell = line.substr(0, at);
        if (cell.starts_with(' ')) cell.remove_prefix(1);
        cells.push_back(cell);
    }
    return cells;
}

/// Where the next "role [12]" begins; npos: there is none.
std::size_t nextElement(std::string_view text)
{
    for (std::size_t i = text.find(" ["); i != std::string_view::npos; i = text.find(" [", i + 2)) {
        std::string_view rest = text.substr(i + 1);
        int id = 0;
        if (!takeId(rest, id)) continue;
        const std::size_t blank = text.rfind(' ', i > 0 ? i - 1 : 0);
        return blank == std::string_view::npos || blank >= i ? 0 : blank + 1;
    }
    return std::string_view::npos;
}

/// What a cell says before its elements, or the name of its first one.
std::string cellText(std::string_view cell)
{
    const std::size_t element = nextElement(cell);
    std::string_view plain = cell.substr(0, element);
    while (plain.ends_with(' ') || plain.ends_with(',')) plain.remove_suffix(1);
    if (!plain.empty() || element == std::string_view::npos) return std::string(plain);
    cell.remove_prefix(element);
    return takeHead(cell).name;
}

bool isValue(std::string_view text)
{
    return !text.empty() && text.size() <= kMaxValue
           && text.find_first_of("[]") == std::string_view::npos;
}

bool isNumber(std::string_view text)
{
    return !text.empty() && text.size() <= 9
           && text.find_first_not_of("0123456789,") == std::string_view::npos;
}

/// What is counted: one to three words without a digit.
bool isCounted(std::string_view text)
{
    return text.size() >= 3 && text.size() <= kMaxLabel
           && text.find_first_of("0123456789()[].:") == std::string_view::npos
           && std::count(text.begin(), text.end(), ' ') < 3;
}

/// "12 Reviews", "Reviews (12)" and "Star 12" as label and number; an amount alone is a price.
/// @return a fact without label when the text is none of these
RecordedFact countOrPrice(std::string_view text)
{
    RecordedFact fact;
    const auto take = [&](std::string_view label, std::string_view value) {
        if (fact.label.empty() && isCounted(label) && isNumber(value)) {
            fact.label = label;
            fact.value = value;
        }
    };
    const std::size_t first = std::min(text.find(' '), text.size());
    const std::size_t last = text.rfind(' ');
    if (first < text.size()) take(text.substr(first + 1), text.substr(0, first));
    if (last < text.size()) {
        std::string_view number = text.substr(last + 1);
        take(text.substr(0, last), number);
        if (number.starts_with('(') && number.ends_with(')') && number.size() > 2)
            take(text.substr(0, last), number.substr(1, number.size() - 2));
    }
    if (text.starts_with('$') && text.size() <= 12
        && text.find_first_not_of("0123456789.,", 1) == std::string_view::npos) {
        fact.label = "price";
        fact.value = text;
    }
    return fact;
}

class Reader {
public:
    explicit Reader(RecordedPage& page) : m_page(page) {}

    void read(std::string_view observation)
    {
        while (!observation.empty()) {
            const std::size_t end = std::min(observation.find('\n'), observation.size());
            m_page.lines.emplace_back(observation.substr(0, end));
            observation.remove_prefix(std::min(end + 1, observation.size()));
        }
        for (std::size_t i = 0; i < m_page.lines.size(); ++i) readLine(i);
    }

private:
    void readLine(std::size_t number)
    {
        const std::string_view whole = m_page.lines[number];
        const std::size_t indent = std::min(whole.find_first_not_of('\t'), whole.size());
        const std::string_view line = whole.substr(indent);
        if (indent <= m_itemIndent) {
            m_item.clear();
            m_itemIndent = kNowhere;
        }
        if (indent <= m_noticeIndent) m_noticeIndent = kNowhere;
        std::string_view rest = line;
        const Head head = takeHead(rest);
        if (head.role == "RootWebArea") m_page.title = head.name;
        if (head.role == "table" || head.role == "grid") m_header.clear();
        if (head.role == "header" || head.role == "row") return readRow(line, head, number);
        if (head.role == "listitem" || head.role == "article") {
            m_itemIndent = indent;
            m_item.clear();
        }
        if (head.role == "status") {
            m_noticeIndent = indent;
            if (!head.name.empty()) m_page.notices.push_back(head.name);
        } else if (head.role == "text" && indent > m_noticeIndent && !head.name.empty()) {
            m_page.notices.push_back(head.name);
        }
        if (head.role == "text") readText(head.name);
        if (head.role == "heading" && indent <= m_itemIndent) m_heading = head.name;
        if (RecordedFact fact = countOrPrice(head.name); !fact.label.empty()) {
            const bool isInItem = indent > m_itemIndent && m_itemIndent != kNowhere;
            fact.subject = isInItem ? m_item : fact.label == "price" ? m_heading : std::string();
            if (!isInItem || !m_item.empty()) m_page.facts.push_back(std::move(fact));
        }
        if (head.id > 0) addElement(head, number, whole.size() - rest.size());
        // What comes first in an item is what it is about; a picture's link has a file's name
        const bool isNamed =
            (head.role == "link" || head.role == "heading") && !head.name.ends_with(".html");
        if (isNamed && m_item.empty() && indent > m_itemIndent) m_item = head.name;
    }

    void readText(const std::string& text)
    {
        const std::size_t colon = text.find(": ");
        if (colon == std::string::npos || colon > kMaxLabel) return;
        const std::string value = text.substr(colon + 2);
        if (isValue(value) && value.find(": ") == std::string::npos)
            m_page.facts.push_back({{}, text.substr(0, colon), value, false});
    }

    void readRow(std::string_view line, const Head& head, std::size_t number)
    {
        const std::vector<std::string_view> cells = cellsOf(line);
        std::vector<std::string> texts;
        for (const std::string_view cell : cells) texts.push_back(cellText(cell));
        if (head.role == "header") {
            m_header = texts;
        } else if (texts.size() == 2 && m_header.size() != 2 && texts[0].size() <= kMaxLabel) {
            if (isValue(texts[0]) && isValue(texts[1]))
                m_page.facts.push_back({{}, texts[0], texts[1], false});
        } else if (!texts.empty() && texts.size() == m_header.size()) {
            for (std::size_t i = 1; i < texts.size(); ++i)
                if (isValue(texts[i]) && isValue(texts[0])
                    && nextElement(cells[i]) == std::string_view::npos)
                    m_page.facts.push_back({texts[0], m_header[i], texts[i], true});
        }
        const char* const end = m_page.lines[number].data() + m_page.lines[number].size();
        m_item = texts.empty() ? std::string() : texts.front();
        for (std::string_view cell : cells)
            for (std::size_t at = nextElement(cell); at != std::string_view::npos;
                 at = nextElement(cell)) {
                cell.remove_prefix(at);
                const Head element = takeHead(cell);
                addElement(element, number,
                           m_page.lines[number].size() - std::size_t(end - cell.data()));
            }
        m_item.clear();
    }

    void addElement(const Head& head, std::size_t number, std::size_t lineBytes)
    {
        const bool isField =
            head.role == "textbox" || head.role == "combobox" || head.role == "spinbutton";
        if (isField && isValue(head.value) && !head.name.empty())
            m_page.facts.push_back({{}, head.name, head.value, false});
        if (head.isDisabled) return;
        RecordedElement element;
        element.role = head.role;
        element.id = head.id;
        element.name = head.name;
        if (head.name != m_item) element.item = m_item;
        element.value = head.value;
        element.options = head.options;
        element.isReadOnly = head.isReadOnly;
        element.line = number;
        element.lineBytes = lineBytes;
        m_page.elements.push_back(element);
        for (const int twin : head.twins) {
            element.id = twin;
            m_page.elements.push_back(element);
        }
    }

    RecordedPage& m_page;
    std::string m_item;
    std::size_t m_itemIndent = kNowhere;
    std::string m_heading;  ///< the latest outside of items
    std::size_t m_noticeIndent = kNowhere;
    std::vector<std::string> m_header;
};

}  // namespace

int RecordedPage::namesakes(std::string_view name) const
{
    return int(std::count_if(elements.begin(), elements.end(),
                             [&](const RecordedElement& element) { return element.name == name; }));
}

bool RecordedPage::says(std::string_view words) const
{
    return loweredAscii(text()).find(loweredAscii(words)) != std::string::npos;
}

std::string RecordedPage::text() const
{
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
    return text;
}

RecordedPage readRecordedPage(std::string_view observation)
{
    RecordedPage page;
    Reader(page).read(observation);
    return page;
}

}  // namespace sym
