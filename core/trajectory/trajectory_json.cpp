#include "core/trajectory/trajectory_json.h"

namespace sym {
}  // namespace sym
