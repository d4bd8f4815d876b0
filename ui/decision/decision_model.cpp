#include "ui/decision/decision_model.h"

#include <QtGui/QGuiApplication>
#include <QtGui/QPalette>

#include <algorithm>

#include "core/trajectory/page_identity.h"
#include "ui/decision/decision_source.h"
#include "ui/decision/decision_text.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/svg_icon.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kRankOfNone = 1'000'000;  ///< sorts behind every rank

QString rankText(const DecisionRow& row)
{
    if (!row.hasProposal()) return u"–"_s;
    if (row.ranks.canonical < 0) return DecisionModel::tr("none of %1").arg(row.candidates);
    return DecisionModel::tr("%1 of %2", "rank of a proposal among candidates")
        .arg(row.ranks.canonical + 1)
        .arg(row.candidates);
}

QString pageText(const DecisionRow& row)
{
    return row.title.empty() ? text(pagePath(row.url)) : text(row.title);
}

QString cell(const DecisionRow& row, int number, int column)
{
    switch (column) {
    case DecisionModel::Number: return QString::number(number + 1);
    case DecisionModel::VerdictWord: return decisionWord(row);
    case DecisionModel::Proposal: return row.hasProposal() ? text(row.proposal) : u"–"_s;
    case DecisionModel::Executed: return text(row.executed);
    case DecisionModel::Rank: return rankText(row);
    case DecisionModel::Kind: return differenceText(differenceOf(row));
    case DecisionModel::Task:
        return DecisionModel::tr("%1, step %2").arg(text(row.taskId)).arg(row.step + 1);
    case DecisionModel::Site: return text(row.site);
    case DecisionModel::Page: return pageText(row);
    case DecisionModel::Tokens: return countText(row.tokens);
    case DecisionModel::Cost: return costText(row.costUsd);
    default: return {};
    }
}

QVariant sortKey(const DecisionRow& row, int number, int column)
{
    switch (column) {
    case DecisionModel::Number: return number;
    case DecisionModel::Rank: return row.ranks.canonical < 0 ? kRankOfNone : row.ranks.canonical;
    case DecisionModel::Tokens: return qlonglong(row.tokens);
    case DecisionModel::Cost: return row.costUsd;
    default: return cell(row, number, column);
    }
}

bool isNumeric(int column)
{
    return column == DecisionModel::Number || column == DecisionModel::Tokens
           || column == DecisionModel::Cost;
}

}  // namespace

DecisionModel::DecisionModel(const DecisionSource& source, QObject* parent)
    : QAbstractTableModel(parent), m_source(source), m_rows(int(source.rows().size()))
{
    connect(&source, &DecisionSource::rowsReset, this, [this] {
        beginResetModel();
        m_rows = int(m_source.rows().size());
        endResetModel();
    });
    connect(&source, &DecisionSource::rowsAdded, this, [this](int first) {
        const int count = int(m_source.rows().size());
        beginInsertRows({}, first, count - 1);
        m_rows = count;
        endInsertRows();
    });
    connect(&source, &DecisionSource::revisionsChanged, this, [this] {
        if (m_rows > 0) Q_EMIT dataChanged(index(0, Revised), index(m_rows - 1, Revised));
    });
}

int DecisionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int DecisionModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant DecisionModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const DecisionRow& row = m_source.rows()[std::size_t(index.row())];
    if (index.column() == Revised) {
        const bool isText = role == Qt::DisplayRole || role == SortRole;
        return isText && m_source.isRevised(row) ? QVariant(tr("revised")) : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole: return cell(row, index.row(), index.column());
    case Qt::ToolTipRole:
        return index.column() == Page ? text(row.url) : cell(row, index.row(), index.column());
    case SortRole: return sortKey(row, index.row(), index.column());
    case Qt::TextAlignmentRole:
        if (isNumeric(index.column()))
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        return {};
    case Qt::DecorationRole:
        return index.column() == VerdictWord ? svgIcon(decisionIcon(row)) : QVariant();
    case Qt::ForegroundRole:
        return index.column() == VerdictWord
                   ? toneColor(decisionTone(row), QGuiApplication::palette())
                   : QVariant();
    default: return {};
    }
}

QVariant DecisionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && isNumeric(section))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Number: return tr("#", "number of a decision");
    case VerdictWord: return tr("Verdict");
    case Proposal: return tr("Small model's proposal");
    case Executed: return tr("Executed");
    case Rank: return tr("Rank");
    case Kind: return tr("Difference");
    case Task: return tr("Task");
    case Site: return tr("Site");
    case Page: return tr("Page");
    case Tokens: return tr("Tokens");
    case Cost: return tr("Cost");
    case Revised: return tr("Revised");
    default: return {};
    }
}

DecisionFilter::DecisionFilter(const DecisionSource& source, QObject* parent)
    : QSortFilterProxyModel(parent), m_source(source)
{
    setSortRole(DecisionModel::SortRole);
    connect(&source, &DecisionSource::rowsReset, this, [this] { m_lines.clear(); });
}

void DecisionFilter::setChoice(DecisionChoice choice)
{
    m_choice = choice;
    invalidateFilter();
}

void DecisionFilter::setSite(const QString& site)
{
    m_site = site;
    invalidateFilter();
}

void DecisionFilter::setDifference(std::optional<int> difference)
{
    m_difference = difference;
    invalidateFilter();
}

void DecisionFilter::setWords(const QString& words)
{
    m_words = words.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool DecisionFilter::filterAcceptsRow(int row, const QModelIndex&) const
{
    const DecisionRow& decision = m_source.rows()[std::size_t(row)];
    switch (m_choice) {
    case DecisionChoice::All: break;
    case DecisionChoice::Accepted:
        if (!decision.isAccepted) return false;
        break;
    case DecisionChoice::Replaced:
        if (decision.isAccepted || !decision.hasProposal()) return false;
        break;
    case DecisionChoice::NoProposal:
        if (decision.hasProposal()) return false;
        break;
    case DecisionChoice::Divergent:
        if (!decision.isDivergent()) return false;
        break;
    case DecisionChoice::Revised:
        if (!m_source.isRevised(decision)) return false;
        break;
    }
    if (!m_site.isEmpty() && text(decision.site) != m_site) return false;
    if (m_difference && differenceOf(decision) != *m_difference) return false;
    return std::ranges::all_of(m_words,
                               [&](const QString& word) { return line(row).contains(word); });
}

/// Rows never change once they are there.
const QString& DecisionFilter::line(int row) const
{
    if (m_lines.size() < m_source.rows().size()) m_lines.resize(m_source.rows().size());
    QString& known = m_lines[std::size_t(row)];
    if (!known.isEmpty()) return known;
    for (int column = 0; column < DecisionModel::kColumns; ++column)
        known += cell(m_source.rows()[std::size_t(row)], row, column) + u'\n';
    known = known.toCaseFolded();
    return known;
}

}  // namespace sym
