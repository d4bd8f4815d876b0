#include "ui/knowledge/retrieved_model.h"

#include <QtCore/QLocale>
#include <QtGui/QGuiApplication>
#include <QtGui/QPalette>

#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

void RetrievedModel::setRows(std::vector<RetrievalRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int RetrievedModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RetrievedModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant RetrievedModel::display(const RetrievalRow& row, int column) const
{
    const RetrievedExample& example = row.example;
    switch (column) {
    case Rank: return example.rank + 1;
    case Kept: return example.kept ? tr("in the prompt") : tr("dropped");
    case Instruction:
        return row.entry ? text(row.entry->abstract).simplified()
                         : tr("entry %1, which is gone").arg(example.entry.value);
    case Strategy: return text(example.strategy).replace(u"+"_s, u" + "_s);
    case Score: return QLocale().toString(example.score, 'f', 3);
    case Maker: return tr("%1, round %2").arg(text(example.policy)).arg(example.round);
    case Reason: return text(example.reason);
    default: return {};
    }
}

QVariant RetrievedModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const RetrievalRow& row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return display(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == Instruction && row.entry ? text(row.entry->summary)
                                                          : display(row, index.column());
    case Qt::ForegroundRole:
        if (row.example.kept)
            return index.column() == Kept
                       ? QVariant(toneColor(Tone::Good, QGuiApplication::palette()))
                       : QVariant();
        return toneColor(Tone::Muted, QGuiApplication::palette());
    case Qt::TextAlignmentRole: {
        const bool isNumber = index.column() == Rank || index.column() == Score;
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    default: return {};
    }
}

QVariant RetrievedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::ToolTipRole && section == Score)
        return tr("Of the first strategy named; comparable within one strategy only");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Rank: return tr("Rank");
    case Kept: return tr("Came");
    case Instruction: return tr("Entry");
    case Strategy: return tr("Found by");
    case Score: return tr("Score");
    case Maker: return tr("Made by");
    case Reason: return tr("Filter's reason");
    default: return {};
    }
}

}  // namespace sym
