list(APPEND SITE_SOURCES tasks/generator.cpp tasks/draft.cpp)
list(APPEND SITE_SOURCES tasks/code_templates.cpp tasks/draft_list.cpp tasks/forum_templates.cpp tasks/map_templates.cpp
            tasks/multi_site_templates.cpp tasks/wiki_templates.cpp)
