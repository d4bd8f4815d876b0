#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include "ui/widgets/theme.h"

class QSettings;

namespace sym {

/// What the window remembers about its user, typed; in an INI file of Qt's usual place. Holds no
/// secrets. Defaults are not written. GUI thread.
class Preferences {
public:
    static constexpr int kMaxRecent = 10;

    /// @param settings outlives this
    explicit Preferences(QSettings& settings);

    Theme theme() const;
    void setTheme(Theme theme);
    int textPercent() const;  ///< 100 unless changed
    void setTextPercent(int percent);

    QStringList recentProjects() const;  ///< newest first
    void addRecentProject(const QString& path);
    void clearRecentProjects();
    QStringList taskFiles() const;  ///< suites opened before
    void addTaskFile(const QString& path);

    QByteArray geometry() const;
    void setGeometry(const QByteArray& geometry);
    QByteArray layout(const QString& name) const;  ///< "" : the last one; else a named one
    void setLayout(const QString& name, const QByteArray& state);
    QByteArray widgetState(const QString& name) const;  ///< splitters and columns
    void setWidgetState(const QString& name, const QByteArray& state);

    QString lastFolder(const QString& purpose) const;  ///< "project", "tasks", ...
    void setLastFolder(const QString& purpose, const QString& folder);

    QStringList recentCommands() const;  ///< ids, newest first
    void addRecentCommand(const QString& id);

private:
    void pushFront(const QString& key, const QString& value, int limit);

    QSettings& m_settings;
};

}  // namespace sym
