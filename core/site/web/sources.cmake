list(APPEND SITE_SOURCES web/http.cpp web/layout.cpp web/forms.cpp web/components.cpp web/session.cpp web/resources.cpp)
list(APPEND SITE_RESOURCES site.css site.js home.css favicon.svg)
