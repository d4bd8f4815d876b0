list(APPEND SITE_SOURCES
     shop/shop_data.cpp shop/shop_catalog.cpp shop/shop_reviews.cpp shop/shop_people.cpp shop/shop_orders.cpp
     shop/shop_world.cpp shop/sales_figures.cpp shop/product_image.cpp shop/home_page.cpp shop/rest.cpp
     shop/storefront/shop_visit.cpp shop/storefront/storefront.cpp shop/storefront/listing.cpp
     shop/storefront/catalog_pages.cpp shop/storefront/product_page.cpp shop/storefront/search_pages.cpp
     shop/storefront/cart_pages.cpp shop/storefront/checkout_pages.cpp shop/storefront/login_pages.cpp
     shop/storefront/account_pages.cpp shop/storefront/address_pages.cpp shop/storefront/order_pages.cpp
     shop/storefront/list_pages.cpp shop/storefront/service_pages.cpp
     shop/admin/admin_visit.cpp shop/admin/admin_site.cpp shop/admin/grid.cpp shop/admin/dashboard_page.cpp
     shop/admin/order_pages.cpp shop/admin/product_pages.cpp shop/admin/customer_pages.cpp
     shop/admin/review_pages.cpp shop/admin/marketing_pages.cpp shop/admin/report_pages.cpp
     shop/tasks/shop_draw.cpp shop/tasks/shop_templates.cpp shop/tasks/product_templates.cpp
     shop/tasks/browse_templates.cpp shop/tasks/order_templates.cpp shop/tasks/buy_templates.cpp
     shop/tasks/account_templates.cpp shop/tasks/admin_answer_templates.cpp
     shop/tasks/admin_report_templates.cpp shop/tasks/admin_order_templates.cpp
     shop/tasks/admin_catalog_templates.cpp)
list(APPEND SITE_RESOURCES shop.json shop.css admin.css)
