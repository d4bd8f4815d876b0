#pragma once

#include <QtCore/QAbstractItemModel>

#include <functional>
#include <memory>
#include <vector>

#include "core/base/ids.h"
#include "core/store/project_store.h"

namespace sym {

/// Runs, newest first, and below each its episodes. A run's episodes are asked for when it is
/// expanded; answers of another project's generation are dropped.
class EpisodeTreeModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Name, Outcome, ScoreColumn, Steps, Time, Tokens, Cost, Sites, Started, kColumns };
    enum Role {
        SortRole = Qt::UserRole + 1,  ///< a number or text to compare
        RunRole,                      ///< qint64 id of the run, also for an episode
        EpisodeRole,                  ///< qint64 id, 0 for a run
        FilterRole,                   ///< all words of the row
    };

    /// Reads the episodes of a run; answer with setEpisodes().
    using Reader = std::function<void(quint64 generation, RunId run)>;

    explicit EpisodeTreeModel(Reader reader, QObject* parent = nullptr);

    /// A project was opened: shows nothing until setRuns().
    quint64 reset();
    void setRuns(quint64 generation, std::vector<RunRecord> runs);
    void setEpisodes(quint64 generation, RunId run, std::vector<EpisodeRecord> episodes);

    void addRun(const RunRecord& run);              ///< a live one; known ids are updated
    void putEpisode(const EpisodeRecord& episode);  ///< adds it or updates its row

    QModelIndex indexOf(RunId run) const;
    QModelIndex indexOf(EpisodeId episode) const;
    const EpisodeRecord* episode(const QModelIndex& index) const;  ///< null for a run
    const RunRecord* run(const QModelIndex& index) const;          ///< of the row or its parent

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    enum class Loading { NotAsked, Asked, Done };
    struct Node {
        RunRecord run;
        std::vector<EpisodeRecord> episodes;
        Loading loading = Loading::NotAsked;
    };

    int rowOf(const Node* node) const;
    QVariant runData(const Node& node, int column, int role) const;
    QVariant episodeData(const EpisodeRecord& episode, int column, int role) const;

    Reader m_reader;
    std::vector<std::unique_ptr<Node>> m_nodes;
    quint64 m_generation = 0;
};

/// "1", "0.5", "not judged" or "–" before there is one; of the first profile.
QString scoreText(const EpisodeRecord& episode);

}  // namespace sym
