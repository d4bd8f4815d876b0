#pragma once

#include <QtCore/QAbstractTableModel>

#include <vector>

#include "core/symbiosis/knowledge_use.h"

namespace sym {

/// An entry's use with its instruction.
struct UseRow {
    EntryUse use;
    std::string instruction;  ///< empty: the entry cannot be read
};

/// How often entries were found, kept by the filter, and on tasks that were solved.
class UseModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Instruction, Maker, Retrieved, Kept, Tasks, Solved, Flipped, Lost, kColumns };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<UseRow> rows);
    KnowledgeId id(int row) const { return m_rows[std::size_t(row)].use.entry; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant display(const UseRow& row, int column) const;

    std::vector<UseRow> m_rows;
};

}  // namespace sym
