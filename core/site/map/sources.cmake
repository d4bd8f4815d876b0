list(APPEND SITE_SOURCES map/map_content.cpp map/map_data.cpp map/map_drawing.cpp map/map_pages.cpp map/map_routing.cpp
            map/map_site.cpp map/place_pages.cpp)
list(APPEND SITE_RESOURCES map.json map.css map.js)
