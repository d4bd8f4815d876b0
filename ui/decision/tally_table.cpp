#include "ui/decision/tally_table.h"

#include <QtCore/QLocale>
#include <QtGui/QFont>
#include <QtWidgets/QHeaderView>

#include "core/synthesis/speculation.h"
#include "ui/evaluation/interval_delegate.h"
#include "ui/evaluation/results_model.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/table_copy.h"

using namespace Qt::StringLiterals;

namespace sym {

TallyModel::TallyModel(const QString& successes, QObject* parent)
    : QAbstractTableModel(parent), m_successes(successes)
{
}

void TallyModel::setRows(std::vector<NamedTally> rows)
{
    const auto sameNames = [](const NamedTally& a, const NamedTally& b) {
        return a.name == b.name;
    };
    if (std::ranges::equal(rows, m_rows, sameNames)) {  // keeps the current row while a run works
        m_rows = std::move(rows);
        if (!m_rows.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int TallyModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int TallyModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant TallyModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const NamedTally& row = m_rows[std::size_t(index.row())];
    const Tally& tally = row.tally;
    if (role == Qt::FontRole && row.isHeading) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (role == Qt::TextAlignmentRole && index.column() != Name)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == ResultsModel::TallyRole && index.column() == Interval)
        return QVariant::fromValue(tally);
    if (role == Qt::ToolTipRole && index.column() == Interval && tally.n > 0)
        return tallyText(tally);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case Name: return row.name;
    case Successes: return tally.n == 0 ? QString() : QLocale().toString(tally.successes);
    case Total: return tally.n == 0 ? QString() : QLocale().toString(tally.n);
    case Rate: return tally.n == 0 ? QString() : percentText(tally.rate());
    case Interval:
        return tally.n == 0
                   ? QString()
                   : u"[%1, %2]"_s.arg(percentText(tally.low()), percentText(tally.high()));
    default: return {};
    }
}

QVariant TallyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return QString();
    case Successes: return m_successes;
    case Total: return tr("n");
    case Rate: return tr("Rate");
    case Interval: return tr("95 % interval (Wilson)");
    default: return {};
    }
}

QString nameOfK(int k)
{
    return k == kAllCandidates ? TallyModel::tr("all candidates") : TallyModel::tr("K = %1").arg(k);
}

QTableView* makeTallyView(TallyModel* model, const QString& objectName, QWidget* parent)
{
    auto* view = new QTableView(parent);
    view->setObjectName(objectName);
    view->setModel(model);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setAlternatingRowColors(true);
    view->setShowGrid(false);
    view->setTabKeyNavigation(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 12);
    view->setItemDelegateForColumn(TallyModel::Interval, new IntervalDelegate(view));
    QHeaderView* header = view->horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(view->fontMetrics().averageCharWidth() * 8);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(TallyModel::Interval, QHeaderView::Stretch);
    enableTableCopy(view);
    const auto joinHeadings = [view, model] {
        view->clearSpans();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->rows()[std::size_t(row)].isHeading)
                view->setSpan(row, 0, 1, TallyModel::kColumns);
    };
    QObject::connect(model, &QAbstractItemModel::modelReset, view, joinHeadings);
    joinHeadings();
    return view;
}

}  // namespace sym
