#include "core/rollout/timestamp.h"

#include <QtCore/QDateTime>

namespace sym {

std::string utcNow()
{
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString();
}

}  // namespace sym
