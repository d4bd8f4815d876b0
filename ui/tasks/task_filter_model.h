#pragma once

#include <QtCore/QSortFilterProxyModel>

namespace sym {

/// Tasks by words, site and split.
class TaskFilterModel final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit TaskFilterModel(QObject* parent = nullptr);

    void setWords(const QString& words);  ///< all must occur
    void setSite(const QString& site);    ///< "": any
    void setSplit(const QString& split);  ///< "": any

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
    QString m_site;
    QString m_split;
};

}  // namespace sym
