#include "ui/evaluation/results_model.h"

#include <QtCore/QLocale>
#include <QtGui/QFont>

#include <set>

#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

QString tallyText(const Tally& tally)
{
    if (tally.n == 0) return ResultsModel::tr("no finished episodes");
    const QLocale locale;
    return ResultsModel::tr("%1 / %2 = %3 [%4, %5]")
        .arg(locale.toString(tally.successes), locale.toString(tally.n), percentText(tally.rate()),
             locale.toString(tally.low() * 100, 'f', 1),
             locale.toString(tally.high() * 100, 'f', 1));
}

void ResultsModel::clear()
{
    m_summary.reset();
    m_other.reset();
    rebuild();
}

void ResultsModel::setSummary(const RolloutSummary& summary)
{
    m_summary = summary;
    rebuild();
}

void ResultsModel::setOther(const std::optional<RolloutSummary>& other)
{
    m_other = other;
    rebuild();
}

void ResultsModel::rebuild()
{
    std::vector<Row> rows;
    if (m_summary) {
        const RolloutSummary empty;
        const RolloutSummary& other = m_other ? *m_other : empty;
        rows.push_back({tr("All tasks"), true, m_summary->overall, other.overall});
        std::set<std::string> sites;
        for (const auto& [site, tally] : m_summary->bySite) sites.insert(site);
        for (const auto& [site, tally] : other.bySite) sites.insert(site);
        const auto at = [](const auto& map, const auto& key) {
            const auto found = map.find(key);
            return found == map.end() ? Tally{} : found->second;
        };
        for (const std::string& site : sites)
            rows.push_back(
                {text(site), false, at(m_summary->bySite, site), at(other.bySite, site)});
        for (const bool heldOut : {false, true})
            rows.push_back(
                {heldOut ? tr("Templates held out of training") : tr("Templates seen in training"),
                 false, at(m_summary->byTemplateHeldOut, heldOut),
                 at(other.byTemplateHeldOut, heldOut)});
    }
    const bool isSameShape = rows.size() == m_rows.size();
    if (isSameShape && !rows.empty()) {
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ResultsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ResultsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant ResultsModel::display(const Row& row, int column) const
{
    const auto solved = [](const Tally& tally) {
        return tr("%1 of %2").arg(countText(tally.successes), countText(tally.n));
    };
    const auto rate = [](const Tally& tally) {
        return tally.n == 0 ? u"–"_s : percentText(tally.rate());
    };
    switch (column) {
    case Group: return row.group;
    case Solved: return solved(row.tally);
    case Rate: return rate(row.tally);
    case OtherSolved: return solved(row.other);
    case OtherRate: return rate(row.other);
    case Difference: {
        if (row.tally.n == 0 || row.other.n == 0) return u"–"_s;
        const double points = (row.tally.rate() - row.other.rate()) * 100;
        return tr("%1 points")
            .arg((points > 0 ? u"+"_s : QString()) + QLocale().toString(points, 'f', 1));
    }
    default: return {};
    }
}

QVariant ResultsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[std::size_t(index.row())];
    const bool isOther = index.column() >= OtherSolved && index.column() <= OtherInterval;
    const Tally& tally = isOther ? row.other : row.tally;
    const bool isInterval = index.column() == Interval || index.column() == OtherInterval;
    switch (role) {
    case Qt::DisplayRole: return display(row, index.column());
    case TallyRole: return isInterval ? QVariant::fromValue(tally) : QVariant();
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return isInterval || role == Qt::ToolTipRole
                   ? QVariant(row.group + u": "_s + tallyText(tally))
                   : display(row, index.column());
    case Qt::FontRole:
        if (row.isHeading) {
            QFont font;
            font.setBold(true);
            return font;
        }
        return {};
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(index.column() == Group
                                       ? Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter)
                                       : Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    default: return {};
    }
}

QVariant ResultsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    const bool isNumber = section != Group && section != Interval && section != OtherInterval;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Group: return tr("Tasks");
    case Solved: return tr("Solved");
    case Rate: return tr("Rate");
    case Interval: return tr("95 % interval");
    case OtherSolved: return tr("Solved (other)");
    case OtherRate: return tr("Rate (other)");
    case OtherInterval: return tr("95 % interval (other)");
    case Difference: return tr("Difference");
    default: return {};
    }
}

}  // namespace sym
