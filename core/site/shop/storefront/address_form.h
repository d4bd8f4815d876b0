#pragma once

#include <optional>
#include <string>

#include "core/site/shop/shop_data.h"
#include "core/site/web/http.h"

namespace sym {

/// The fields of an address, for the address book, the checkout and the administration.
std::string addressFields(const PostalAddress& address);

/// The address of a posted form; nothing when a required field is empty.
std::optional<PostalAddress> addressFrom(const Fields& form);

}  // namespace sym
