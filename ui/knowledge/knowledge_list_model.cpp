#include "ui/knowledge/knowledge_list_model.h"

#include <algorithm>

#include "ui/knowledge/entry_text.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

KnowledgeListModel::KnowledgeListModel(ReadPage read, QObject* parent)
    : QAbstractTableModel(parent), m_read(std::move(read))
{
}

quint64 KnowledgeListModel::setIds(std::vector<KnowledgeId> ids)
{
    beginResetModel();
    m_ids = std::move(ids);
    m_pages.clear();
    m_asked.clear();
    ++m_generation;
    endResetModel();
    return m_generation;
}

void KnowledgeListModel::addPage(quint64 generation, int first,
                                 const std::vector<KnowledgeEntry>& entries)
{
    if (generation != m_generation || entries.empty()) return;
    m_pages[first / kPageRows] = entries;
    m_asked.remove(first / kPageRows);
    Q_EMIT dataChanged(index(first, 0), index(first + int(entries.size()) - 1, kColumns - 1));
}

void KnowledgeListModel::readFailed(quint64 generation, int first)
{
    if (generation == m_generation) m_asked.remove(first / kPageRows);
}

int KnowledgeListModel::rowOf(KnowledgeId id) const
{
    const auto found = std::find(m_ids.begin(), m_ids.end(), id);
    return found == m_ids.end() ? -1 : int(found - m_ids.begin());
}

const KnowledgeEntry* KnowledgeListModel::entry(int row) const
{
    const auto page = m_pages.find(row / kPageRows);
    if (page == m_pages.end()) return nullptr;
    const auto at = std::size_t(row % kPageRows);
    return at < page->second.size() ? &page->second[at] : nullptr;
}

void KnowledgeListModel::request(int row) const
{
    const int page = row / kPageRows;
    if (m_asked.contains(page)) return;
    m_asked.insert(page);
    const auto first = std::size_t(page) * kPageRows;
    const std::size_t end = std::min(first + kPageRows, m_ids.size());
    m_read(m_generation, int(first),
           {m_ids.begin() + std::ptrdiff_t(first), m_ids.begin() + std::ptrdiff_t(end)});
}

int KnowledgeListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_ids.size());
}

int KnowledgeListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant KnowledgeListModel::display(const KnowledgeEntry& entry, int column) const
{
    switch (column) {
    case Instruction: return text(entry.abstract).simplified();
    case Site: return text(entry.site);
    case Maker: return makerText(entry.policy);
    case Round: return entry.round;
    case Steps: return int(entry.steps.size());
    case Outcome: return opinionText(entry.outcome);
    case Votes: return votesText(entry);
    case State: return entry.accepted ? tr("accepted") : tr("refused");
    default: return {};
    }
}

QVariant KnowledgeListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = index.column() == Round || index.column() == Steps;
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    const KnowledgeEntry* read = entry(index.row());
    if (!read) {
        request(index.row());
        return index.column() == Instruction && role == Qt::DisplayRole ? QVariant(u"…"_s)
                                                                        : QVariant();
    }
    if (role == Qt::ToolTipRole)
        return index.column() == Instruction ? text(read->abstract + "\n" + read->summary)
                                             : QVariant();
    return display(*read, index.column());
}

QVariant KnowledgeListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Instruction: return tr("Instruction");
    case Site: return tr("Site");
    case Maker: return tr("Made by");
    case Round: return tr("Round");
    case Steps: return tr("Steps");
    case Outcome: return tr("Outcome (opinion)");
    case Votes: return tr("Votes");
    case State: return tr("Committee");
    default: return {};
    }
}

}  // namespace sym
