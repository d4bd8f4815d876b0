#pragma once

#include <string>
#include <string_view>

#include "core/observation/ax_tree.h"

namespace sym {

/// What the symbiont format does with a role.
enum class RoleClass {
    Control,   ///< people act on it: always an id
    Text,      ///< StaticText
    Phrase,    ///< strong, code, time, ...: its text runs on with the text around it
    Block,     ///< paragraph, label, ...: of no interest beyond its content
    Landmark,  ///< printed even when it has no name
    Group,     ///< printed when it has a name
    ListItem,
    Table,
    Row,
    Cell,
    Image,
    Nothing,  ///< left out, content and all
};

RoleClass roleClass(std::string_view role);

/// Chromium 102's spelling, whatever version the tree is from.
std::string symbiontRole(const AxNode& node);

/// The states worth printing, e.g. " [checked: true] [value: 'x']"; what is false is left out
/// unless it can be switched on by a click.
std::string symbiontStates(const AxNode& node, std::string_view role);

bool hasTrueProperty(const AxNode& node, std::string_view name);

}  // namespace sym
