#include "ui/symbiosis/rounds_model.h"

#include <QtCore/QLocale>

#include <algorithm>

#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

QString withShare(int all, int student)
{
    return RoundsModel::tr("%1 (%2)", "all, and of these the student's")
        .arg(countText(all), countText(student));
}

QString pointsText(const std::optional<double>& fraction)
{
    if (!fraction) return u"–"_s;
    return (*fraction > 0 ? u"+"_s : QString()) + QLocale().toString(*fraction * 100, 'f', 1);
}

}  // namespace

QString intervalText(const std::optional<Tally>& tally)
{
    if (!tally || tally->n == 0) return u"–"_s;
    const QLocale locale;
    return RoundsModel::tr("%1 [%2, %3] of %4", "rate, interval, number")
        .arg(percentText(tally->rate()), locale.toString(tally->low() * 100, 'f', 1),
             locale.toString(tally->high() * 100, 'f', 1), locale.toString(tally->n));
}

void RoundsModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void RoundsModel::setReport(const LoopReport& report)
{
    std::vector<Cells> rows;
    const QString none = u"–"_s;
    rows.push_back({tr("before"), intervalText(report.large), none, intervalText(report.base), none,
                    none, none, none, none});
    for (const RoundReport& round : report.rounds)
        rows.push_back({QString::number(round.round), none, intervalText(round.largeWithKnowledge),
                        intervalText(round.small), pointsText(round.delta),
                        intervalText(round.acceptance), countText(round.trainedSteps),
                        withShare(round.knowledgeEntries, round.smallKnowledgeEntries),
                        withShare(round.examplesUsed, round.smallExamplesUsed)});
    if (report.testLarge || report.testLargeWithKnowledge || report.testSmall)
        rows.push_back({tr("held-out test"), intervalText(report.testLarge),
                        intervalText(report.testLargeWithKnowledge), intervalText(report.testSmall),
                        none, none, none, none, none});
    const auto isSameRound = [](const Cells& a, const Cells& b) { return a[Round] == b[Round]; };
    if (std::ranges::equal(rows, m_rows, isSameRound)) {
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int RoundsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RoundsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant RoundsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == Qt::DisplayRole)
        return m_rows[std::size_t(index.row())][std::size_t(index.column())];
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((index.column() == Round ? Qt::AlignLeft : Qt::AlignRight)
                                   | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) return headerData(index.column(), Qt::Horizontal, role);
    return {};
}

QVariant RoundsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (section) {
    case Round:
        return tip ? tr("Dev tasks after the round; the test is on other templates") : tr("Round");
    case Large:
        return tip ? tr("Success without examples, with the 95 % Wilson interval")
                   : tr("Large model alone");
    case LargeWithKnowledge:
        return tip ? tr("Success with examples from the knowledge base after the round")
                   : tr("Large with knowledge");
    case Student: return tip ? tr("Success of the small model after the round") : tr("Student");
    case Delta:
        return tip ? tr(
                   "Percentage points: the large model with its knowledge minus the better of "
                   "the large model alone and the student")
                   : tr("Delta");
    case Accepted:
        return tip ? tr("Proposals of the student that the large model's candidates confirmed")
                   : tr("Accepted proposals");
    case Learned: return tip ? tr("Recorded steps the student learned from") : tr("Steps learned");
    case Entries:
        return tip ? tr("Accepted entries of the knowledge base so far (of these, the student's)")
                   : tr("Entries (student)");
    case Used:
        return tip ? tr("Entries that were in prompts while measuring (of these, the student's)")
                   : tr("Used (student)");
    default: return {};
    }
}

}  // namespace sym
