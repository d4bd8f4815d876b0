#include "core/planner/page/page.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/planner/language/words.h"

namespace sym {
namespace {

bool isOneOf(std::string_view role, std::initializer_list<std::string_view> roles)
{
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool isTextRole(std::string_view role)
{
    return isOneOf(role, {"textbox", "searchbox", "spinbutton", "textarea", "date", "datetime",
                          "inputtime", "colorwell", "editor"});
}

bool isContainer(std::string_view role)
{
    return isOneOf(role, {"row", "listitem", "article", "group", "region", "form", "section",
                          "treeitem", "dialog", "layouttablerow", "li"});
}

/// Text that stands right before the node (a label), at the same depth or just above.
std::string labelBefore(const PageTree& tree, int index)
{
    for (int i = index - 1; i >= 0 && i >= index - 3; --i) {
        const PageNode& node = tree[std::size_t(i)];
        if (isTextRole(node.role) || node.role == "combobox") return {};
        const bool saysSomething = isOneOf(node.role, {"text", "heading", "legend", "term", "cell",
                                                       "rowheader", "labeltext", "generic"});
        if (saysSomething && !node.name.empty() && node.name.size() < 60) return node.name;
    }
    return {};
}

/// The text behind a nameless checkbox or radio.
std::string labelAfter(const PageTree& tree, int index)
{
    const std::size_t next = std::size_t(tree[std::size_t(index)].end);
    if (next < tree.size() && tree[next].role == "text") return tree[next].name;
    return {};
}

class Reader {
public:
    explicit Reader(std::string_view observation)
    {
        m_page.tree = readPageTree(observation);
        m_page.records = findRecords(m_page.tree);
        m_page.facts = findFacts(m_page.tree, m_page.records);
    }

    Page read()
    {
        for (int i = 0; i < int(tree().size()); ++i) {
            const PageNode& node = tree()[std::size_t(i)];
            if (node.role == "rootwebarea" && m_page.title.empty()) m_page.title = node.name;
            if (node.role == "heading" && !node.name.empty()) m_page.headings.push_back(node.name);
            if (isOneOf(node.role, {"alert", "status", "alertdialog"}))
                m_page.alerts.push_back(textBelow(tree(), i));
            if (const auto dialog = node.state("page_dialog_message"); !dialog.empty())
                m_page.alerts.emplace_back(dialog);
            if (isOneOf(node.role, {"dialog", "alertdialog"}) || node.isSet("modal"))
                m_page.hasModal = true;
            if (!node.id.empty()) addInteractive(i, node);
            m_page.text += folded(node.name) + '\n';
        }
        for (const Field& field : m_page.fields)
            if (!field.label.empty() && !field.value.empty() && !field.isSearch
                && field.kind != FieldKind::Check && field.kind != FieldKind::Radio)
                m_page.facts.push_back({field.label, field.value, field.node, 0.9});
        markForms();
        return std::move(m_page);
    }

private:
    const PageTree& tree() const { return m_page.tree; }

    void addInteractive(int index, const PageNode& node)
    {
        if (node.isSet("readonly")) return;
        if (isTextRole(node.role) && !insideTextField(node.parent)) {
            addTextField(index, node);
        } else if (isOneOf(node.role, {"combobox", "listbox", "select"})) {
            const bool isMenuButton = node.state("options").empty() && !node.state("popup").empty()
                                      && node.end == index + 1 && node.state("value").empty();
            if (isMenuButton)
                addControl(index, node);
            else
                addChoice(index, node);
        } else if (isOneOf(node.role,
                           {"checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio"})) {
            addCheck(index, node);
        } else if (isOneOf(node.role, {"form",        "region",      "main",          "navigation",
                                       "banner",      "contentinfo", "complementary", "list",
                                       "search",      "table",       "grid",          "dialog",
                                       "alertdialog", "article",     "document",      "section",
                                       "figure",      "group",       "rootwebarea",   "listmarker",
                                       "separator",   "paragraph",   "rowgroup",      "blockquote",
                                       "tablist",     "tabpanel",    "menubar",       "toolbar",
                                       "tree",        "radiogroup",  "progressbar",   "meter"})) {
            return;  // holds others
        } else if (!isOneOf(node.role, {"option", "text", "img", "image", "heading"})) {
            addControl(index, node);
        } else if (node.role == "heading" || node.role == "img" || node.role == "image") {
            // an id on such a role means that it can be clicked
            addControl(index, node);
        } else if (node.role == "option" && !insideChoice(node.parent)) {
            addControl(index, node);
        }
    }

    bool insideTextField(int parent) const
    {
        return parent >= 0 && isTextRole(tree()[std::size_t(parent)].role)
               && tree()[std::size_t(parent)].role != "date";
    }

    bool insideChoice(int parent) const
    {
        for (; parent >= 0; parent = tree()[std::size_t(parent)].parent)
            if (isOneOf(tree()[std::size_t(parent)].role, {"combobox", "listbox", "select"}))
                return true;
        return false;
    }

    void addTextField(int index, const PageNode& node)
    {
        if (node.isSet("disabled")) return;
        Field field;
        field.node = index;
        field.id = node.id;
        field.label = node.name.empty() ? labelBefore(tree(), index) : node.name;
        const bool isLong =
            node.isSet("multiline") || node.role == "textarea" || node.role == "editor";
        field.kind = node.role == "spinbutton" ? FieldKind::Number
                     : isLong                  ? FieldKind::LongText
                                               : FieldKind::Text;
        field.value = std::string(node.state("value"));
        if (field.value.empty()) field.value = node.state("valuetext");
        if (field.value.empty() && node.end > index + 1)
            field.value = tree()[std::size_t(index) + 1].name;
        field.isRequired = node.isSet("required");
        field.isSearch = node.role == "searchbox" || coverage("search", field.label) > 0.7;
        m_page.fields.push_back(std::move(field));
    }

    void addChoice(int index, const PageNode& node)
    {
        if (node.isSet("disabled")) return;
        Field field;
        field.node = index;
        field.id = node.id;
        field.label = node.name.empty() ? labelBefore(tree(), index) : node.name;
        field.kind = FieldKind::Choice;
        field.value = std::string(node.state("value"));
        field.isRequired = node.isSet("required");
        for (int i = index + 1; i < node.end; ++i) {
            const PageNode& option = tree()[std::size_t(i)];
            if (!isOneOf(option.role, {"option", "menuitem", "menuitemradio"})) continue;
            field.options.push_back(option.name);
            if (option.isSet("selected")) field.value = option.name;
        }
        std::string_view listed = node.state("options");
        while (!listed.empty()) {
            const std::size_t end =
                std::min(listed.find(PageNode::kOptionSeparator), listed.size());
            field.options.emplace_back(listed.substr(0, end));
            listed.remove_prefix(std::min(end + 1, listed.size()));
        }
        if (field.options.empty()) {
            // one that takes text and suggests, or a button in disguise
            field.kind = FieldKind::Text;
            field.isSearch = coverage("search", field.label) > 0.7;
        }
        m_page.fields.push_back(std::move(field));
    }

    void addCheck(int index, const PageNode& node)
    {
        if (node.isSet("disabled")) return;
        Field field;
        field.node = index;
        field.id = node.id;
        field.label = node.name.empty() ? labelAfter(tree(), index) : node.name;
        field.kind =
            node.role.find("radio") != std::string::npos ? FieldKind::Radio : FieldKind::Check;
        field.value = node.isSet("checked") ? "true" : "false";
        m_page.fields.push_back(std::move(field));
    }

    void addControl(int index, const PageNode& node)
    {
        Control control;
        control.node = index;
        control.id = node.id;
        control.role = node.role;
        control.name =
            node.name.empty() ? std::string(trimmed(textBelow(tree(), index))) : node.name;
        if (control.name.size() > 160) control.name.resize(160);
        control.isLink = node.role == "link";
        control.isButton = isOneOf(node.role, {"button", "togglebutton", "popupbutton"});
        control.isDisabled = node.isSet("disabled");
        control.isCurrent = node.isSet("selected") || node.isSet("pressed") || node.isSet("current")
                            || node.state("current") == "page";
        const std::string_view popup =
            node.state("popup").empty() ? node.state("haspopup") : node.state("popup");
        control.opensMenu = (!popup.empty() && folded(popup) != "false")
                            || folded(node.state("expanded")) == "false"
                            || node.role == "popupbutton" || node.role == "disclosuretriangle";
        control.behindModal =
            node.isSet("behind modal") || node.isSet("behind_modal") || node.isSet("behindmodal");
        for (std::size_t r = 0; r < m_page.records.size(); ++r)
            if (index >= m_page.records[r].begin && index < m_page.records[r].end) {
                control.record = int(r);
                control.context = m_page.records[r].text;
            }
        if (control.record < 0) control.context = contextOf(index);
        m_page.controls.push_back(std::move(control));
    }

    std::string contextOf(int index) const
    {
        for (int up = tree()[std::size_t(index)].parent; up >= 0;
             up = tree()[std::size_t(up)].parent) {
            const PageNode& node = tree()[std::size_t(up)];
            if (!isContainer(node.role) || node.end - up > 40) continue;
            return textBelow(tree(), up);
        }
        return {};
    }

    /// Fields and buttons get the number of the form they are in: its node, or a running number
    /// that grows where buttons follow fields.
    void markForms()
    {
        const auto formOf = [this](int index) {
            for (int up = tree()[std::size_t(index)].parent; up >= 0;
                 up = tree()[std::size_t(up)].parent)
                if (isOneOf(tree()[std::size_t(up)].role, {"form", "search", "dialog"}))
                    return up + 1;
            return 0;
        };
        std::size_t field = 0;
        int run = 100'000;
        bool closed = false;
        for (Control& control : m_page.controls) {
            for (; field < m_page.fields.size() && m_page.fields[field].node < control.node;
                 ++field) {
                if (closed) ++run;
                closed = false;
                const int form = formOf(m_page.fields[field].node);
                m_page.fields[field].form = form ? form : run;
            }
            const int form = formOf(control.node);
            control.form = form ? form : control.isButton ? run : 0;
            if (!form && control.isButton) closed = true;
        }
        for (; field < m_page.fields.size(); ++field) {
            const int form = formOf(m_page.fields[field].node);
            m_page.fields[field].form = form ? form : run;
        }
    }

    Page m_page;
};

}  // namespace

const Field* Page::searchField() const
{
    const Field* best = nullptr;
    for (const Field& field : fields)
        if (field.isSearch && field.kind != FieldKind::Choice) best = best ? best : &field;
    return best;
}

const Control* Page::controlById(std::string_view id) const
{
    const auto found = std::find_if(controls.begin(), controls.end(),
                                    [&](const Control& control) { return control.id == id; });
    return found == controls.end() ? nullptr : &*found;
}

const Field* Page::fieldById(std::string_view id) const
{
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const Field& field) { return field.id == id; });
    return found == fields.end() ? nullptr : &*found;
}

Page readPage(std::string_view observation)
{
    return Reader(observation).read();
}

}  // namespace sym
