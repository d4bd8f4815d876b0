#pragma once

#include <QtCore/QAbstractTableModel>
#include <QtCore/QSet>

#include <functional>
#include <unordered_map>
#include <vector>

#include "core/trajectory/knowledge_entry.h"

namespace sym {

/// Entries of the knowledge base by their ids; what is looked at is read page by page, so that a
/// million of them cost no more than their ids.
class KnowledgeListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Instruction, Site, Maker, Round, Steps, Outcome, Votes, State, kColumns };
    static constexpr int kPageRows = 100;

    /// Reads the entries of these ids and answers by addPage() with the same generation.
    using ReadPage =
        std::function<void(quint64 generation, int first, std::vector<KnowledgeId> ids)>;

    explicit KnowledgeListModel(ReadPage read, QObject* parent = nullptr);

    /// @return the generation that pages must have from now on
    quint64 setIds(std::vector<KnowledgeId> ids);
    void addPage(quint64 generation, int first, const std::vector<KnowledgeEntry>& entries);
    void readFailed(quint64 generation, int first);

    KnowledgeId id(int row) const { return m_ids[std::size_t(row)]; }
    int rowOf(KnowledgeId id) const;             ///< -1: not among them
    const KnowledgeEntry* entry(int row) const;  ///< null until it is read

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void request(int row) const;
    QVariant display(const KnowledgeEntry& entry, int column) const;

    ReadPage m_read;
    std::vector<KnowledgeId> m_ids;
    std::unordered_map<int, std::vector<KnowledgeEntry>> m_pages;  ///< by number
    mutable QSet<int> m_asked;                                     ///< pages on their way
    quint64 m_generation = 0;
};

}  // namespace sym
