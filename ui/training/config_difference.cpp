#include "ui/training/config_difference.h"

#include <QtGui/QGuiApplication>

#include <nlohmann/json.hpp>

#include <set>

#include "core/training/train_settings.h"
#include "ui/training/field_text.h"
#include "ui/training/run_pen.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

/// A value for people; data sets are told by their folder, which names their content.
QString valueText(const std::string& key, const nlohmann::json& value)
{
    if (!value.is_string()) return text(value.dump());
    QString shown = text(value.get<std::string>());
    if (key == "examplesFile" || key == "evaluationFile") shown = shown.section(u'/', -2, -2);
    return shown;
}

bool isOwn(const std::string& key)
{
    return key == "name" || key == "outputFolder" || key == "evaluationFile";
}

}  // namespace

void ConfigDifference::setRuns(const std::vector<const WatchedRun*>& runs)
{
    std::vector<nlohmann::json> configs;
    QStringList columns;
    QList<int> colors;
    if (runs.size() == 1) {
        configs.push_back(nlohmann::json::parse(trainConfigToJson({})));
        columns << tr("Default");
        colors << -1;
    }
    for (const WatchedRun* run : runs) {
        configs.push_back(nlohmann::json::parse(trainConfigToJson(run->config)));
        columns << run->name;
        colors << run->color;
    }
    std::vector<QStringList> rows;
    for (const TrainSetting& setting : trainSettings()) {
        if (isOwn(setting.key)) continue;
        std::set<QString> values;
        QStringList row{fieldLabel(QString::fromUtf8(setting.key))};
        for (const nlohmann::json& config : configs) {
            row << valueText(setting.key, config[setting.key]);
            values.insert(row.last());
        }
        if (values.size() > 1) rows.push_back(row);
    }
    if (columns == m_columns && rows == m_rows && colors == m_colors) return;
    beginResetModel();
    m_columns = columns;
    m_colors = colors;
    m_rows = std::move(rows);
    endResetModel();
}

int ConfigDifference::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ConfigDifference::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size()) + 1;
}

QVariant ConfigDifference::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return m_rows[std::size_t(index.row())][index.column()];
    return {};
}

QVariant ConfigDifference::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::DisplayRole) return section == 0 ? tr("Setting") : m_columns.value(section - 1);
    if (role == Qt::ForegroundRole && section > 0 && m_colors[section - 1] >= 0)
        return runPen(m_colors[section - 1], QGuiApplication::palette()).color();
    return {};
}

}  // namespace sym
