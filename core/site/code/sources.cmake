list(APPEND SITE_SOURCES code/code_actions.cpp code/code_content.cpp code/code_data.cpp code/code_frame.cpp
            code/code_site.cpp code/dashboard_pages.cpp code/issue_pages.cpp code/member_pages.cpp
            code/plain_markdown.cpp code/project_pages.cpp)
list(APPEND SITE_RESOURCES code.json code.css)
