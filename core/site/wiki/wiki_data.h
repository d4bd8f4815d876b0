#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/site/map/map_data.h"

namespace sym {

struct WikiTable {
    std::string caption;
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> rows;
};

struct WikiSection {
    std::string title;  ///< empty: the introduction
    std::string
        text;  ///< plain, with [[Title]] or [[Title|words]] as links; blank lines part paragraphs
    std::vector<WikiTable> tables = {};
};

struct WikiArticle {
    std::string title;
    std::string kind;  ///< "person", "town", "event", ...: for makers of tasks
    std::vector<std::pair<std::string, std::string>>
        facts;  ///< of the infobox, text as in sections
    std::vector<WikiSection> sections;
    std::vector<std::string> categories;

    /// A fact as plain text, without link marks; empty if there is none.
    std::string fact(const std::string& name) const;
    std::string plainText() const;
};

/// Everything the encyclopedia knows. A value: copying it copies the site.
struct WikiData {
    std::string region;
    std::vector<WikiArticle> articles;
    std::set<std::string> bookmarks;

    const WikiArticle* article(const std::string& title) const;  ///< exact, "_" for blanks allowed
    std::vector<const WikiArticle*> ofKind(const std::string& kind) const;
    /// Titles first, then texts.
    std::vector<const WikiArticle*> search(const std::string& query) const;
    /// Titles that begin with the text or have a word that does.
    std::vector<std::string> suggestions(const std::string& text, std::size_t limit) const;
    std::vector<const WikiArticle*> inCategory(const std::string& category) const;
    std::vector<std::string> categories() const;  ///< sorted
};

/// The encyclopedia of a seed. Its towns and landmarks are those of the map of the same seed.
WikiData makeWikiData(std::uint64_t seed);

/// "[[a|b]]" becomes "b".
std::string withoutLinks(const std::string& text);

/// "/A/Some_title".
std::string wikiPath(const std::string& title);

}  // namespace sym
