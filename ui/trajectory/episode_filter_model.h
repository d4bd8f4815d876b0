#pragma once

#include <QtCore/QSortFilterProxyModel>

#include <optional>

#include "core/trajectory/trajectory.h"

namespace sym {

/// What of the runs and episodes is listed.
enum class EpisodeKind { All, Successes, Failures, NotFinished };

/// Filters episodes by words and outcome; a run stays while one of its episodes does.
class EpisodeFilterModel final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit EpisodeFilterModel(QObject* parent = nullptr);

    void setWords(const QString& words);  ///< all must occur
    void setKind(EpisodeKind kind);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
    EpisodeKind m_kind = EpisodeKind::All;
};

}  // namespace sym
