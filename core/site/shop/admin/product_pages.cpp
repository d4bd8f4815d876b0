#include <algorithm>
#include <cmath>

#include "core/site/shop/admin/admin_visit.h"
#include "core/site/shop/admin/grid.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

constexpr const char* kList = "/admin/catalog/product/";

std::string editAddress(int id)
{
    return "/admin/catalog/product/edit/id/" + std::to_string(id) + "/";
}

std::string plainPrice(std::int64_t cents)
{
    std::string text = money(cents).substr(1);
    std::erase(text, ',');
    return text;
}

SiteResponse productsPage(AdminVisit& visit)
{
    using Kind = GridColumn::Kind;
    std::vector<GridRow> rows;
    for (const Product& product : visit.world.data.products) {
        const ShopCategory* category = visit.world.data.category(product.categoryId);
        rows.push_back(
            {{numberCell(product.id, std::to_string(product.id)), textCell(product.name),
              textCell(category ? category->name : ""), textCell(product.sku),
              numberCell(double(product.priceCents) / 100, money(product.priceCents)),
              numberCell(product.stock, std::to_string(product.stock)),
              htmlCell(product.isEnabled ? "Enabled" : "Disabled",
                       product.isEnabled ? badge("Enabled", "green") : badge("Disabled")),
              htmlCell("", linkTo(editAddress(product.id), "Edit"))},
             editAddress(product.id)});
    }
    PageContent page;
    page.title = "Products";
    page.body = pageActions("Products",
                            linkTo("/admin/catalog/product/new/", "Add Product", "btn btn-primary"))
                + gridHtml(visit.request,
                           {{"id", "ID", Kind::Number},
                            {"name", "Name"},
                            {"category", "Category"},
                            {"sku", "SKU"},
                            {"price", "Price", Kind::Number},
                            {"qty", "Quantity", Kind::Number},
                            {"status", "Status", Kind::Choice, {"Enabled", "Disabled"}},
                            {"action", "Action", Kind::Plain}},
                           std::move(rows));
    return visit.page(std::move(page));
}

SiteResponse productForm(const AdminVisit& visit, const Product& product)
{
    const bool isNew = product.id == 0;
    std::vector<Choice> categories;
    for (const ShopCategory& category : visit.world.data.categories)
        if (category.parentId != 0)
            categories.push_back({std::to_string(category.id), category.name});
    PageContent page;
    page.title = isNew ? "New Product" : product.name;
    page.body =
        "<form method=\"post\" action=\"/admin/catalog/product/save/id/"
        + std::to_string(product.id) + "/\">"
        + pageActions(page.title, linkTo(kList, "Back", "btn") + submitButton("Save"))
        + "<div class=\"card\">"
        + checkbox(
            {.label = "Enable Product", .name = "status", .value = product.isEnabled ? "1" : ""})
        + "<div class=\"form-grid\">"
        + textField(
            {.label = "Product Name", .name = "name", .value = product.name, .required = true})
        + textField({.label = "SKU", .name = "sku", .value = product.sku, .required = true})
        + textField({.label = "Price",
                     .name = "price",
                     .value = plainPrice(product.priceCents),
                     .required = true})
        + textField({.label = "Quantity",
                     .name = "qty",
                     .value = std::to_string(product.stock),
                     .type = "number"})
        + selectField({.label = "Stock Status",
                       .name = "stock_status",
                       .value = product.stock > 0 ? "In Stock" : "Out of Stock"},
                      choicesOf({"In Stock", "Out of Stock"}))
        + selectField(
            {.label = "Category", .name = "category", .value = std::to_string(product.categoryId)},
            categories)
        + "</div>"
        + textArea(
            FormField{.label = "Description", .name = "description", .value = product.description},
            6)
        + "</div></form>";
    return visit.page(std::move(page));
}

SiteResponse editPage(AdminVisit& visit)
{
    const Product* product = visit.world.data.product(visit.id());
    return product ? productForm(visit, *product) : visit.notFound("There is no such product.");
}

SiteResponse newPage(AdminVisit& visit)
{
    Product product;
    product.categoryId = 2;
    return productForm(visit, product);
}

/// The product's address must stay unique and must not hide another's.
std::string freeSlug(const ShopData& data, const Product& product)
{
    const std::string wanted = slug(product.name);
    const Product* other = data.productBySlug(wanted);
    return !other || other->id == product.id ? wanted : wanted + "-" + std::to_string(product.id);
}

SiteResponse save(AdminVisit& visit)
{
    const Fields& form = visit.request.form;
    ShopData& data = visit.world.data;
    const bool isNew = visit.id() == 0;
    Product* product = data.product(visit.id());
    if (!product && !isNew) return visit.notFound("There is no such product.");
    const double price = std::atof(form.get("price").c_str());
    if (form.get("name").empty() || form.get("sku").empty() || price <= 0)
        return visit.failed(isNew ? "/admin/catalog/product/new/" : editAddress(product->id),
                            "Please enter a name, a SKU and a price greater than 0.");
    const Product* sameSku = data.productBySku(form.get("sku"));
    if (sameSku && sameSku->id != visit.id())
        return visit.failed(isNew ? "/admin/catalog/product/new/" : editAddress(product->id),
                            "The value specified in the SKU field already exists.");
    if (isNew) {
        data.products.push_back({});
        product = &data.products.back();
        product->id = int(data.products.size());
        product->shape = "box";
        product->brand = "Luma";
    }
    product->name = form.get("name");
    product->sku = form.get("sku");
    product->priceCents = std::int64_t(std::llround(price * 100));
    product->stock = form.get("stock_status") == "Out of Stock"
                         ? 0
                         : std::max(0, std::atoi(form.get("qty").c_str()));
    product->isEnabled = form.has("status");
    product->description = form.get("description");
    product->categoryId = intField(form, "category", product->categoryId);
    product->slug = freeSlug(data, *product);
    return visit.done(editAddress(product->id), "You saved the product.");
}

SiteResponse categoriesPage(AdminVisit& visit)
{
    using Kind = GridColumn::Kind;
    std::vector<GridRow> rows;
    for (const ShopCategory& category : visit.world.data.categories) {
        const ShopCategory* parent = visit.world.data.category(category.parentId);
        const auto count = visit.world.data.productsIn(category.id).size();
        rows.push_back(
            {{numberCell(category.id, std::to_string(category.id)), textCell(category.name),
              textCell(parent ? parent->name : "Default Category"),
              numberCell(double(count), std::to_string(count))},
             {}});
    }
    PageContent page;
    page.title = "Categories";
    page.heading = "Categories";
    page.body = gridHtml(visit.request,
                         {{"id", "ID", Kind::Number},
                          {"name", "Name"},
                          {"parent", "Parent"},
                          {"count", "Products", Kind::Number}},
                         std::move(rows));
    return visit.page(std::move(page));
}

}  // namespace

void addAdminProductRoutes(AdminRouter& router)
{
    router.get("/admin/catalog/product", productsPage);
    router.get("/admin/catalog/product/new", newPage);
    router.get("/admin/catalog/product/edit/id/{}", editPage);
    router.post("/admin/catalog/product/save/id/{}", save);
    router.get("/admin/catalog/category", categoriesPage);
}

}  // namespace sym
