#pragma once

#include <QtCore/QAbstractTableModel>
#include <QtCore/QSortFilterProxyModel>

#include <optional>
#include <vector>

#include "core/trajectory/action_match.h"

namespace sym {

class DecisionSource;

/// The decisions of a run as a table that grows at its end.
class DecisionModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Number,
        VerdictWord,
        Proposal,
        Executed,
        Rank,
        Kind,
        Task,
        Site,
        Page,
        Tokens,
        Cost,
        Revised,
        kColumns
    };
    enum Role { SortRole = Qt::UserRole + 1 };

    explicit DecisionModel(const DecisionSource& source, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const DecisionSource& m_source;
    int m_rows = 0;
};

/// Which decisions are listed.
enum class DecisionChoice { All, Accepted, Replaced, NoProposal, Divergent, Revised };

class DecisionFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit DecisionFilter(const DecisionSource& source, QObject* parent = nullptr);

    void setChoice(DecisionChoice choice);
    void setSite(const QString& site);                  ///< "": any
    void setDifference(std::optional<int> difference);  ///< as differenceOf(); nothing: any
    void setWords(const QString& words);                ///< all must occur; upper case or not

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    const QString& line(int row) const;

    const DecisionSource& m_source;
    DecisionChoice m_choice = DecisionChoice::All;
    QString m_site;
    std::optional<int> m_difference;
    QStringList m_words;
    mutable std::vector<QString> m_lines;  ///< folded texts of the rows; made when words are sought
};

}  // namespace sym
