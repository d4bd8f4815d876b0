list(APPEND SITE_SOURCES wiki/wiki_content.cpp wiki/wiki_data.cpp wiki/wiki_facts.cpp wiki/wiki_site.cpp)
list(APPEND SITE_RESOURCES wiki.json wiki.css)
