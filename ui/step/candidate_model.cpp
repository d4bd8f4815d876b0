#include "ui/step/candidate_model.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>
#include <QtGui/QFont>

#include "ui/widgets/number_text.h"
#include "ui/widgets/svg_icon.h"

using namespace Qt::StringLiterals;

namespace sym {

QString actorText(Actor actor)
{
    switch (actor) {
    case Actor::Planner: return CandidateModel::tr("Planner (offline stand-in)");
    case Actor::Large: return CandidateModel::tr("Large model");
    case Actor::Small: return CandidateModel::tr("Small model");
    case Actor::Human: return CandidateModel::tr("Human");
    case Actor::Harness: return CandidateModel::tr("Harness");
    }
    return {};
}

QString verdictText(const Verdict& verdict)
{
    if (!verdict.compared) return CandidateModel::tr("not compared");
    if (verdict.strict) return CandidateModel::tr("same text");
    if (verdict.canonical) return CandidateModel::tr("same action");
    return CandidateModel::tr("different");
}

void CandidateModel::setStep(std::shared_ptr<const Step> step)
{
    beginResetModel();
    m_step = std::move(step);
    endResetModel();
}

int CandidateModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_step ? 0 : int(m_step->candidates.size());
}

int CandidateModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

bool CandidateModel::isChosen(const Candidate& candidate) const
{
    return m_step->decidedBy == candidate.proposer && candidate.action == m_step->action;
}

QVariant CandidateModel::display(const Candidate& candidate, int column) const
{
    switch (column) {
    case Chosen: return isChosen(candidate) ? tr("done") : QString();
    case Rank: return candidate.rank + 1;
    case Proposer: return actorText(candidate.proposer);
    case ActionText: return text(candidate.raw);
    case Score: return candidate.score == 0 ? u"–"_s : QLocale().toString(candidate.score, 'f', 2);
    case VerdictText: return verdictText(candidate.verdict);
    case Reason: return text(candidate.reason);
    default: return {};
    }
}

QVariant CandidateModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Candidate& candidate = m_step->candidates[std::size_t(index.row())];
    if (role == Qt::DisplayRole) return display(candidate, index.column());
    if (role == Qt::TextAlignmentRole && (index.column() == Rank || index.column() == Score))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole && index.column() == ActionText) return text(candidate.raw);
    if (role == Qt::ToolTipRole && index.column() == Reason) return text(candidate.reason);
    if (role == Qt::DecorationRole && index.column() == Chosen && isChosen(candidate))
        return svgIcon(u"good"_s);
    if (role == Qt::FontRole && isChosen(candidate)) {
        QFont font;
        font.setBold(true);
        return font;
    }
    return {};
}

QVariant CandidateModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && (section == Rank || section == Score))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Chosen: return tr("Done");
    case Rank: return tr("Rank");
    case Proposer: return tr("Proposed by");
    case ActionText: return tr("Action");
    case Score: return tr("Score");
    case VerdictText: return tr("Verdict");
    case Reason: return tr("Reason");
    default: return {};
    }
}

}  // namespace sym
