#include "core/site/shop/tasks/shop_draw.h"

namespace sym {

std::vector<TaskTemplate> shopTemplates()
{
    ShopTemplateList list(std::make_shared<ShopContent>());
    addProductTemplates(list);
    addBrowseTemplates(list);
    addOrderTemplates(list);
    addBuyTemplates(list);
    addAccountTemplates(list);
    addAdminAnswerTemplates(list);
    addAdminReportTemplates(list);
    addAdminOrderTemplates(list);
    addAdminCatalogTemplates(list);
    return list.take();
}

}  // namespace sym
