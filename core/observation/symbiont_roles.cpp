#include "core/observation/symbiont_roles.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/observation/symbiont_items.h"
#include "core/text/python_text.h"

namespace sym {
namespace {

const std::unordered_map<std::string_view, RoleClass>& classes()
{
    static const auto table = [] {
        std::unordered_map<std::string_view, RoleClass> map;
        const auto add = [&](RoleClass value, std::initializer_list<std::string_view> roles) {
            for (const std::string_view role : roles) map.emplace(role, value);
        };
        add(RoleClass::Control, {"link",
                                 "button",
                                 "textbox",
                                 "searchbox",
                                 "combobox",
                                 "listbox",
                                 "option",
                                 "checkbox",
                                 "radio",
                                 "switch",
                                 "slider",
                                 "spinbutton",
                                 "menuitem",
                                 "menuitemcheckbox",
                                 "menuitemradio",
                                 "tab",
                                 "treeitem",
                                 "Date",
                                 "DateTime",
                                 "InputTime",
                                 "ColorWell",
                                 "DisclosureTriangle",
                                 "PopUpButton",
                                 "ToggleButton",
                                 "scrollbar",
                                 "doc-backlink",
                                 "Video",
                                 "Audio",
                                 "graphics-symbol-button"});
        add(RoleClass::Text, {"StaticText"});
        add(RoleClass::Phrase, {"strong", "emphasis", "code", "mark", "time", "Abbr", "subscript",
                                "superscript", "deletion", "insertion", "Ruby"});
        add(RoleClass::Block, {"generic",
                               "none",
                               "presentation",
                               "paragraph",
                               "LabelText",
                               "Legend",
                               "caption",
                               "Figcaption",
                               "blockquote",
                               "Section",
                               "Pre",
                               "list",
                               "DescriptionList",
                               "DescriptionListTerm",
                               "DescriptionListDetail",
                               "LayoutTable",
                               "LayoutTableRow",
                               "LayoutTableCell",
                               "banner",
                               "contentinfo",
                               "MenuListPopup",
                               "figure",
                               "rowgroup",
                               "directory",
                               "math",
                               "definition",
                               "term",
                               "GenericContainer"});
        add(RoleClass::Landmark,
            {"main",    "navigation", "dialog",  "alertdialog", "alert", "status",  "menu",
             "menubar", "tablist",    "toolbar", "search",      "tree",  "Details", "heading",
             "Iframe",  "log",        "tooltip", "progressbar", "meter", "timer",   "marquee"});
        add(RoleClass::Group,
            {"article", "group", "region", "form", "complementary", "radiogroup", "tabpanel",
             "feed", "application", "document", "RootWebArea", "Canvas", "SvgRoot", "separator"});
        add(RoleClass::ListItem, {"listitem"});
        add(RoleClass::Table, {"table", "grid", "treegrid"});
        add(RoleClass::Row, {"row"});
        add(RoleClass::Cell, {"gridcell", "cell", "columnheader", "rowheader"});
        add(RoleClass::Image, {"img", "graphics-symbol", "graphics-document", "graphics-object"});
        add(RoleClass::Nothing, {"InlineTextBox", "ListMarker"});
        return map;
    }();
    return table;
}

const nlohmann::json* property(const AxNode& node, std::string_view name)
{
    for (const auto& [key, value] : node.properties)
        if (key == name) return &value;
    return nullptr;
}

std::string stateText(const nlohmann::json& value)
{
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    return tidyText(pyStr(value));
}

bool isField(std::string_view role)
{
    static constexpr std::array<std::string_view, 9> kRoles = {
        "textbox", "searchbox", "combobox",  "spinbutton", "slider",
        "Date",    "DateTime",  "InputTime", "ColorWell"};
    return std::ranges::find(kRoles, role) != kRoles.end();
}

}  // namespace

RoleClass roleClass(std::string_view role)
{
    const auto known = classes().find(role);
    return known == classes().end() ? RoleClass::Group : known->second;
}

std::string symbiontRole(const AxNode& node)
{
    if (!node.role || node.ignored) return "none";
    if (*node.role == "image") return "img";
    if (*node.role == "cell") return "gridcell";
    const bool isPlain =
        *node.role == "generic" || *node.role == "none" || *node.role == "paragraph";
    if (isPlain && property(node, "editable") && hasTrueProperty(node, "focusable"))
        return "textbox";
    return *node.role;
}

bool hasTrueProperty(const AxNode& node, std::string_view name)
{
    const nlohmann::json* value = property(node, name);
    return value && (*value == true || *value == "true");
}

std::string symbiontStates(const AxNode& node, std::string_view role)
{
    std::string out;
    const auto add = [&](std::string_view name, const std::string& value) {
        out += " [";
        out += name;
        out += ": ";
        out += value;
        out += ']';
    };
    const bool isSelect = role == "combobox" && !hasTrueProperty(node, "editable") && node.value;
    for (const char* name : {"checked", "pressed", "expanded"})  // what a click switches
        if (const auto* value = property(node, name); value && !isSelect)
            add(name, stateText(*value));
    for (const char* name :
         {"selected", "disabled", "required", "readonly", "busy", "multiselectable"})
        if (hasTrueProperty(node, name)) add(name, "true");
    if (role != "RootWebArea" && hasTrueProperty(node, "focused")) add("focused", "true");
    if (const auto* invalid = property(node, "invalid"); invalid && stateText(*invalid) != "false")
        add("invalid", stateText(*invalid));
    if (const auto* popup = property(node, "hasPopup");
        popup && !isSelect && stateText(*popup) != "false")
        add("popup", stateText(*popup));
    const auto* lowest = property(node, "valuemin");
    const auto* highest = property(node, "valuemax");
    const bool hasRange = lowest && highest && *lowest != *highest;
    if (hasRange && (isField(role) || role == "progressbar" || role == "meter")) {
        add("min", stateText(*lowest));
        add("max", stateText(*highest));
    }
    std::string value = node.value ? tidyText(*node.value) : std::string();
    if (const auto* text = property(node, "valuetext"); value.empty() && text)
        value = stateText(*text);
    const bool showsValue =
        isField(role) || role == "progressbar" || role == "meter" || role == "listbox";
    if (showsValue && !value.empty()) add("value", pyRepr(value));
    return out;
}

}  // namespace sym
