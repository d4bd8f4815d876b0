#include "ui/knowledge/use_model.h"

#include "ui/knowledge/entry_text.h"
#include "ui/widgets/number_text.h"

namespace sym {

void UseModel::setRows(std::vector<UseRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int UseModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int UseModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant UseModel::display(const UseRow& row, int column) const
{
    switch (column) {
    case Instruction:
        return row.instruction.empty() ? tr("(entry %1)").arg(row.use.entry.value)
                                       : text(row.instruction).simplified();
    case Maker:
        return tr("%1, %2", "policy and round").arg(text(row.use.policy)).arg(row.use.round);
    case Retrieved: return row.use.retrieved;
    case Kept: return row.use.kept;
    case Tasks: return row.use.tasks;
    case Solved: return row.use.solved;
    case Flipped: return row.use.flipped;
    case Lost: return row.use.lost;
    default: return {};
    }
}

QVariant UseModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const UseRow& row = m_rows[std::size_t(index.row())];
    if (role == Qt::ToolTipRole && index.column() == Maker)
        return tr("%1, round %2").arg(makerText(row.use.policy)).arg(row.use.round);
    if (role == Qt::DisplayRole || (role == Qt::ToolTipRole && index.column() == Instruction))
        return display(row, index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((index.column() > Maker ? Qt::AlignRight : Qt::AlignLeft)
                                   | Qt::AlignVCenter);
    return {};
}

QVariant UseModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (section) {
    case Instruction: return tr("Entry");
    case Maker: return tip ? tr("Policy and round") : tr("Made by");
    case Retrieved: return tip ? tr("Steps it was found for") : tr("Found");
    case Kept: return tip ? tr("Steps whose prompt had it") : tr("In prompts");
    case Tasks: return tip ? tr("Tasks with such a step") : tr("Tasks");
    case Solved: return tip ? tr("Of these tasks, solved") : tr("Solved");
    case Flipped:
        return tip ? tr("Of these tasks, solved here and not by the same model without examples")
                   : tr("Gained");
    case Lost: return tip ? tr("Of these tasks, solved without examples and not here") : tr("Lost");
    default: return {};
    }
}

}  // namespace sym
