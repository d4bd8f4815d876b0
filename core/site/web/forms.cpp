#include "core/site/web/forms.h"

namespace sym {

namespace {

std::string fieldId(const FormField& field)
{
    return "field-" + escapeHtml(field.name);
}

std::string attribute(const char* name, std::string_view value)
{
    return value.empty() ? std::string()
                         : std::string(" ") + name + "=\"" + escapeHtml(value) + "\"";
}

std::string labelHtml(const FormField& field)
{
    return "<label for=\"" + fieldId(field) + "\">" + escapeHtml(field.label)
           + (field.required ? "<span class=\"required\" aria-hidden=\"true\">*</span>" : "")
           + "</label>";
}

std::string commonAttributes(const FormField& field)
{
    return " id=\"" + fieldId(field) + "\" name=\"" + escapeHtml(field.name) + "\""
           + attribute("placeholder", field.placeholder) + (field.required ? " required" : "")
           + (field.attributes.empty() ? "" : " " + field.attributes);
}

std::string wrapped(const FormField& field, const std::string& control)
{
    return "<div class=\"field\">" + labelHtml(field) + control
           + (field.hint.empty() ? ""
                                 : "<small class=\"hint\">" + escapeHtml(field.hint) + "</small>")
           + "</div>";
}

}  // namespace

std::vector<Choice> choicesOf(const std::vector<std::string>& labels)
{
    std::vector<Choice> choices;
    for (const std::string& label : labels) choices.push_back({label, label});
    return choices;
}

std::string textField(const FormField& field)
{
    return wrapped(field, "<input type=\"" + field.type + "\"" + commonAttributes(field)
                              + " value=\"" + escapeHtml(field.value) + "\">");
}

std::string textArea(const FormField& field, int rows)
{
    return wrapped(field, "<textarea rows=\"" + std::to_string(rows) + "\""
                              + commonAttributes(field) + ">\n" + escapeHtml(field.value)
                              + "</textarea>");
}

std::string selectField(const FormField& field, const std::vector<Choice>& choices)
{
    std::string control = "<select" + commonAttributes(field) + ">";
    for (const Choice& choice : choices)
        control += "<option value=\"" + escapeHtml(choice.value) + "\""
                   + (choice.value == field.value ? " selected" : "") + ">"
                   + escapeHtml(choice.label) + "</option>";
    return wrapped(field, control + "</select>");
}

std::string checkbox(const FormField& field, std::string_view checkedValue)
{
    return "<div class=\"field field-check\"><input type=\"checkbox\"" + commonAttributes(field)
           + " value=\"" + escapeHtml(checkedValue) + "\""
           + (field.value == checkedValue ? " checked" : "") + ">" + labelHtml(field) + "</div>";
}

std::string radioGroup(const FormField& field, const std::vector<Choice>& choices)
{
    std::string html =
        "<fieldset class=\"field field-radio\"><legend>" + escapeHtml(field.label) + "</legend>";
    int number = 0;
    for (const Choice& choice : choices) {
        const std::string id = fieldId(field) + "-" + std::to_string(++number);
        html += "<div class=\"radio\"><input type=\"radio\" id=\"" + id + "\" name=\""
                + escapeHtml(field.name) + "\" value=\"" + escapeHtml(choice.value) + "\""
                + (choice.value == field.value ? " checked" : "")
                + (field.required ? " required" : "") + "><label for=\"" + id + "\">"
                + escapeHtml(choice.label) + "</label></div>";
    }
    return html + "</fieldset>";
}

std::string hiddenField(std::string_view name, std::string_view value)
{
    return "<input type=\"hidden\" name=\"" + escapeHtml(name) + "\" value=\"" + escapeHtml(value)
           + "\">";
}

std::string submitButton(std::string_view label, std::string_view cssClass)
{
    return "<button type=\"submit\" class=\"" + std::string(cssClass) + "\">" + escapeHtml(label)
           + "</button>";
}

std::string postButton(std::string_view action, std::string_view label, std::string_view cssClass,
                       std::string_view confirm)
{
    return "<form method=\"post\" class=\"inline\" action=\"" + escapeHtml(action) + "\""
           + attribute("data-confirm", confirm) + ">" + submitButton(label, cssClass) + "</form>";
}

}  // namespace sym
