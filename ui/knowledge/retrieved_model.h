#pragma once

#include <QtCore/QAbstractTableModel>

#include <optional>
#include <vector>

#include "core/trajectory/knowledge_entry.h"
#include "core/trajectory/step.h"

namespace sym {

/// An example that was found for a page, with its entry unless that is gone.
struct RetrievalRow {
    RetrievedExample example;
    std::optional<KnowledgeEntry> entry;
};

/// What was found for a page, in the order found: by which strategies, with which score, whether it
/// came into the prompt, and why or why not.
class RetrievedModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Rank, Kept, Instruction, Reason, Strategy, Score, Maker, kColumns };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<RetrievalRow> rows);
    const RetrievalRow& row(int row) const { return m_rows[std::size_t(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant display(const RetrievalRow& row, int column) const;

    std::vector<RetrievalRow> m_rows;
};

}  // namespace sym
