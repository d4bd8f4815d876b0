#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/site/web/http.h"

namespace sym {

/// One labelled control of a form. Texts are plain; the functions escape them.
struct FormField {
    std::string label;
    std::string name;
    std::string value = {};
    std::string type = "text";  ///< of an <input>
    bool required = false;
    std::string placeholder = {};
    std::string hint = {};        ///< small text below
    std::string attributes = {};  ///< further attributes as HTML, e.g. "min=\"1\" data-x"
};

struct Choice {
    std::string value;
    std::string label;
};

/// Choices whose value is their label.
std::vector<Choice> choicesOf(const std::vector<std::string>& labels);

/// Each has a <label> tied to the control, whose id is "field-" + name.
std::string textField(const FormField& field);
std::string textArea(const FormField& field, int rows = 4);
std::string selectField(const FormField& field, const std::vector<Choice>& choices);
std::string checkbox(const FormField& field,
                     std::string_view checkedValue = "1");  ///< checked if value is it
std::string radioGroup(const FormField& field,
                       const std::vector<Choice>& choices);  ///< in a fieldset
std::string hiddenField(std::string_view name, std::string_view value);
std::string submitButton(std::string_view label, std::string_view cssClass = "btn btn-primary");

/// A form that posts to `action` and whose only visible part is a button, e.g. "Delete".
/// @param confirm question asked before, empty: none
std::string postButton(std::string_view action, std::string_view label,
                       std::string_view cssClass = "btn", std::string_view confirm = {});

}  // namespace sym
