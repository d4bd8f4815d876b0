list(APPEND SITE_SOURCES forum/forum_content.cpp forum/forum_data.cpp forum/forum_pages.cpp forum/form_pages.cpp
            forum/forum_site.cpp forum/post_page.cpp)
list(APPEND SITE_RESOURCES forum.json forum.css)
