#pragma once

#include <QtCore/QString>

namespace sym {

/// A training setting's name for people, from its key in the config file; unknown keys as they are.
QString fieldLabel(const QString& key);

/// The heading of a section of settings ("data", "model", ...).
QString sectionTitle(const QString& section);

}  // namespace sym
