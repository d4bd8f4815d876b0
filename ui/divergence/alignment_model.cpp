#include "ui/divergence/alignment_model.h"

#include <QtGui/QFont>
#include <QtGui/QGuiApplication>
#include <QtGui/QPalette>

#include "ui/widgets/number_text.h"
#include "ui/widgets/svg_icon.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

QString actionText(const Step* step)
{
    if (!step) return u"–"_s;
    const QString action = text(step->rawAction);
    return step->targetDescription.empty() ? action
                                           : action + u" – "_s + text(step->targetDescription);
}

}  // namespace

void AlignmentModel::setTrajectories(std::shared_ptr<const AlignedTrajectories> trajectories)
{
    beginResetModel();
    m_shown = std::move(trajectories);
    endResetModel();
}

const AlignedSteps& AlignmentModel::pair(int row) const
{
    return m_shown->alignment.rows[std::size_t(row)];
}

const Step* AlignmentModel::left(int row) const
{
    const auto& at = pair(row).left;
    return at ? &m_shown->left.steps[std::size_t(*at)] : nullptr;
}

const Step* AlignmentModel::right(int row) const
{
    const auto& at = pair(row).right;
    return at ? &m_shown->right.steps[std::size_t(*at)] : nullptr;
}

bool AlignmentModel::isSame(int row) const
{
    return pair(row).isSameAction;
}

QString AlignmentModel::relation(int row) const
{
    const AlignedSteps& steps = pair(row);
    const QString words = steps.isSameAction ? tr("same")
                          : !steps.left      ? tr("only right")
                          : !steps.right     ? tr("only left")
                          : steps.isSamePage ? tr("other action")
                                             : tr("other page");
    if (m_shown->alignment.firstDivergence == row) return tr("first divergence: %1").arg(words);
    if (m_shown->alignment.recovery == row) return tr("recovery: %1").arg(words);
    return words;
}

int AlignmentModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_shown ? 0 : int(m_shown->alignment.rows.size());
}

int AlignmentModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant AlignmentModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int row = index.row();
    const bool isFirst = m_shown->alignment.firstDivergence == row;
    const bool isRecovery = m_shown->alignment.recovery == row;
    if (role == Qt::FontRole && (isFirst || isRecovery)) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (index.column() == Relation) {
        if (role == Qt::DisplayRole) return relation(row);
        if (role == Qt::DecorationRole) {
            if (isFirst) return svgIcon(u"divergence"_s);
            return svgIcon(isSame(row) || isRecovery ? u"good"_s : u"warning"_s);
        }
        if (role == Qt::ForegroundRole && (isFirst || isRecovery))
            return toneColor(isFirst ? Tone::Bad : Tone::Good, QGuiApplication::palette());
        return {};
    }
    const bool isLeft = index.column() == LeftStep || index.column() == LeftAction;
    const Step* step = isLeft ? left(row) : right(row);
    if (role == Qt::ToolTipRole && step) return text(step->page.url);
    if (role != Qt::DisplayRole) return {};
    if (index.column() == LeftAction || index.column() == RightAction) return actionText(step);
    return step ? QString::number(step->index + 1) : QString();
}

QVariant AlignmentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case LeftStep:
    case RightStep: return tr("Step");
    case LeftAction: return tr("Left run");
    case RightAction: return tr("Right run");
    case Relation: return tr("Together");
    default: return {};
    }
}

}  // namespace sym
