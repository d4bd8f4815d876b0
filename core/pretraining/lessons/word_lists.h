#pragma once

#include <span>
#include <string_view>

namespace sym {

/// Everyday words the lessons are made of. Nothing here comes from the built-in sites.
std::span<const std::string_view> nouns();       ///< lower case, singular
std::span<const std::string_view> adjectives();  ///< lower case
std::span<const std::string_view> verbWords();   ///< lower case, infinitive
std::span<const std::string_view> colours();
std::span<const std::string_view> months();
std::span<const std::string_view> menuWords();    ///< what menus and buttons of web pages say
std::span<const std::string_view> fieldLabels();  ///< what the fields of forms are called
std::span<const std::string_view> states();       ///< of orders, tickets, builds

/// Ways to say the same; a lesson asks with one and shows the other.
struct Synonym {
    std::string_view shown;
    std::string_view asked;
};
std::span<const Synonym> synonyms();

}  // namespace sym
