#include "ui/session/preferences.h"

#include <QtCore/QSettings>

using namespace Qt::StringLiterals;

namespace sym {

namespace {
constexpr int kVersion = 1;  ///< of the keys; raised together with a migration in the constructor
}

Preferences::Preferences(QSettings& settings) : m_settings(settings)
{
    if (m_settings.value(u"version"_s, kVersion).toInt() > kVersion)
        return;  // newer program: only read
    m_settings.setValue(u"version"_s, kVersion);
}

Theme Preferences::theme() const
{
    const QString name = m_settings.value(u"view/theme"_s).toString();
    if (name == "light"_L1) return Theme::Light;
    if (name == "dark"_L1) return Theme::Dark;
    return Theme::System;
}

void Preferences::setTheme(Theme theme)
{
    if (theme == Theme::System)
        m_settings.remove(u"view/theme"_s);
    else
        m_settings.setValue(u"view/theme"_s, theme == Theme::Dark ? u"dark"_s : u"light"_s);
}

int Preferences::textPercent() const
{
    return m_settings.value(u"view/textPercent"_s, 100).toInt();
}

void Preferences::setTextPercent(int percent)
{
    if (percent == 100)
        m_settings.remove(u"view/textPercent"_s);
    else
        m_settings.setValue(u"view/textPercent"_s, percent);
}

void Preferences::pushFront(const QString& key, const QString& value, int limit)
{
    QStringList list = m_settings.value(key).toStringList();
    list.removeAll(value);
    list.prepend(value);
    while (list.size() > limit) list.removeLast();
    m_settings.setValue(key, list);
}

QStringList Preferences::recentProjects() const
{
    return m_settings.value(u"recent/projects"_s).toStringList();
}

void Preferences::addRecentProject(const QString& path)
{
    pushFront(u"recent/projects"_s, path, kMaxRecent);
}

void Preferences::clearRecentProjects()
{
    m_settings.remove(u"recent/projects"_s);
}

QStringList Preferences::taskFiles() const
{
    return m_settings.value(u"recent/taskFiles"_s).toStringList();
}

void Preferences::addTaskFile(const QString& path)
{
    pushFront(u"recent/taskFiles"_s, path, kMaxRecent);
}

QByteArray Preferences::geometry() const
{
    return m_settings.value(u"window/geometry"_s).toByteArray();
}

void Preferences::setGeometry(const QByteArray& geometry)
{
    m_settings.setValue(u"window/geometry"_s, geometry);
}

QByteArray Preferences::layout(const QString& name) const
{
    return m_settings.value(u"window/layout"_s + (name.isEmpty() ? name : u"-"_s + name))
        .toByteArray();
}

void Preferences::setLayout(const QString& name, const QByteArray& state)
{
    m_settings.setValue(u"window/layout"_s + (name.isEmpty() ? name : u"-"_s + name), state);
}

QByteArray Preferences::widgetState(const QString& name) const
{
    return m_settings.value(u"widgets/"_s + name).toByteArray();
}

void Preferences::setWidgetState(const QString& name, const QByteArray& state)
{
    m_settings.setValue(u"widgets/"_s + name, state);
}

QString Preferences::lastFolder(const QString& purpose) const
{
    return m_settings.value(u"folders/"_s + purpose).toString();
}

void Preferences::setLastFolder(const QString& purpose, const QString& folder)
{
    m_settings.setValue(u"folders/"_s + purpose, folder);
}

QStringList Preferences::recentCommands() const
{
    return m_settings.value(u"recent/commands"_s).toStringList();
}

void Preferences::addRecentCommand(const QString& id)
{
    pushFront(u"recent/commands"_s, id, kMaxRecent);
}

}  // namespace sym
