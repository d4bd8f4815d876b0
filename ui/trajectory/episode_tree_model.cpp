#include "ui/trajectory/episode_tree_model.h"

#include <QtCore/QLocale>
#include <QtGui/QColor>
#include <QtGui/QFont>
#include <QtGui/QFontMetrics>
#include <QtGui/QGuiApplication>
#include <QtGui/QPalette>

#include <algorithm>

#include "ui/session/outcome_text.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/svg_icon.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kRowPadding = 6;

QString joined(const std::vector<std::string>& words)
{
    QStringList list;
    for (const std::string& word : words) list << text(word);
    return list.join(u", "_s);
}

QString runTitle(const RunRecord& run)
{
    return run.name.empty() ? EpisodeTreeModel::tr("Run %1").arg(run.id.value) : text(run.name);
}

/// " (12 of 66)" while a run is not through, "" when it is.
QString progressText(const std::vector<EpisodeRecord>& episodes, const RunRecord& run, bool known)
{
    const auto done = std::count_if(episodes.begin(), episodes.end(), [](const auto& episode) {
        return episode.outcome != EpisodeOutcome::Running;
    });
    if (!known || done >= run.planned) return {};
    return EpisodeTreeModel::tr(" (%1 of %2)", "episodes done of those planned")
        .arg(done)
        .arg(run.planned);
}

/// "37 of 66" solved, or how the run stands before its episodes are read.
QString solvedText(const std::vector<EpisodeRecord>& episodes, const RunRecord& run)
{
    if (episodes.empty())
        return run.finishedAt.empty() ? EpisodeTreeModel::tr("open")
                                      : EpisodeTreeModel::tr("finished");
    const auto counted = std::count_if(episodes.begin(), episodes.end(), [](const auto& episode) {
        return episode.outcome == EpisodeOutcome::Finished && !episode.scores.empty()
               && episode.scores[0].judged;
    });
    return EpisodeTreeModel::tr("%1 of %2", "solved of those judged")
        .arg(std::count_if(episodes.begin(), episodes.end(), isSolved))
        .arg(counted);
}

}  // namespace

QString scoreText(const EpisodeRecord& episode)
{
    if (episode.scores.empty()) return u"–"_s;
    const Score& score = episode.scores[0];
    return score.judged ? QLocale().toString(score.score, 'g', 3)
                        : EpisodeTreeModel::tr("not judged");
}

EpisodeTreeModel::EpisodeTreeModel(Reader reader, QObject* parent)
    : QAbstractItemModel(parent), m_reader(std::move(reader))
{
}

quint64 EpisodeTreeModel::reset()
{
    beginResetModel();
    m_nodes.clear();
    endResetModel();
    return ++m_generation;
}

void EpisodeTreeModel::setRuns(quint64 generation, std::vector<RunRecord> runs)
{
    if (generation != m_generation || runs.empty()) return;
    std::erase_if(runs, [this](const RunRecord& run) { return indexOf(run.id).isValid(); });
    if (runs.empty()) return;
    const int first = int(m_nodes.size());
    beginInsertRows({}, first, first + int(runs.size()) - 1);
    for (RunRecord& run : runs) {
        auto node = std::make_unique<Node>();
        node->run = std::move(run);
        m_nodes.push_back(std::move(node));
    }
    endInsertRows();
}

void EpisodeTreeModel::setEpisodes(quint64 generation, RunId run,
                                   std::vector<EpisodeRecord> episodes)
{
    if (generation != m_generation) return;
    const QModelIndex parent = indexOf(run);
    if (!parent.isValid()) return;
    Node& node = *m_nodes[std::size_t(parent.row())];
    node.loading = Loading::Done;
    std::erase_if(episodes, [&](const EpisodeRecord& episode) {
        return std::any_of(node.episodes.begin(), node.episodes.end(),
                           [&](const EpisodeRecord& known) { return known.id == episode.id; });
    });
    if (episodes.empty()) return;
    const int first = int(node.episodes.size());
    beginInsertRows(parent, first, first + int(episodes.size()) - 1);
    std::move(episodes.begin(), episodes.end(), std::back_inserter(node.episodes));
    endInsertRows();
    Q_EMIT dataChanged(parent, parent.siblingAtColumn(kColumns - 1));
}

void EpisodeTreeModel::addRun(const RunRecord& run)
{
    if (const QModelIndex known = indexOf(run.id); known.isValid()) {
        m_nodes[std::size_t(known.row())]->run = run;
        Q_EMIT dataChanged(known, known.siblingAtColumn(kColumns - 1));
        return;
    }
    auto node = std::make_unique<Node>();
    node->run = run;
    beginInsertRows({}, 0, 0);
    m_nodes.insert(m_nodes.begin(), std::move(node));
    endInsertRows();
}

void EpisodeTreeModel::putEpisode(const EpisodeRecord& episode)
{
    const QModelIndex parent = indexOf(episode.run);
    if (!parent.isValid()) return;
    Node& node = *m_nodes[std::size_t(parent.row())];
    if (const QModelIndex known = indexOf(episode.id); known.isValid()) {
        node.episodes[std::size_t(known.row())] = episode;
        Q_EMIT dataChanged(known, known.siblingAtColumn(kColumns - 1));
    } else {
        const int row = int(node.episodes.size());
        beginInsertRows(parent, row, row);
        node.episodes.push_back(episode);
        endInsertRows();
    }
    Q_EMIT dataChanged(parent, parent.siblingAtColumn(kColumns - 1));
}

QModelIndex EpisodeTreeModel::indexOf(RunId run) const
{
    for (std::size_t row = 0; row < m_nodes.size(); ++row)
        if (m_nodes[row]->run.id == run) return index(int(row), 0);
    return {};
}

QModelIndex EpisodeTreeModel::indexOf(EpisodeId episode) const
{
    for (std::size_t row = 0; row < m_nodes.size(); ++row) {
        const auto& episodes = m_nodes[row]->episodes;
        for (std::size_t i = 0; i < episodes.size(); ++i)
            if (episodes[i].id == episode) return index(int(i), 0, index(int(row), 0));
    }
    return {};
}

const EpisodeRecord* EpisodeTreeModel::episode(const QModelIndex& index) const
{
    const auto* node = static_cast<const Node*>(index.internalPointer());
    if (!index.isValid() || !node) return nullptr;
    return &node->episodes[std::size_t(index.row())];
}

const RunRecord* EpisodeTreeModel::run(const QModelIndex& index) const
{
    if (!index.isValid()) return nullptr;
    const auto* node = static_cast<const Node*>(index.internalPointer());
    return node ? &node->run : &m_nodes[std::size_t(index.row())]->run;
}

int EpisodeTreeModel::rowOf(const Node* node) const
{
    for (std::size_t row = 0; row < m_nodes.size(); ++row)
        if (m_nodes[row].get() == node) return int(row);
    return -1;
}

QModelIndex EpisodeTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent)) return {};
    if (!parent.isValid()) return createIndex(row, column, nullptr);
    return createIndex(row, column, m_nodes[std::size_t(parent.row())].get());
}

QModelIndex EpisodeTreeModel::parent(const QModelIndex& child) const
{
    const auto* node = static_cast<const Node*>(child.internalPointer());
    return child.isValid() && node ? createIndex(rowOf(node), 0, nullptr) : QModelIndex();
}

int EpisodeTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid()) return int(m_nodes.size());
    if (parent.internalPointer() || parent.column() != 0) return 0;
    return int(m_nodes[std::size_t(parent.row())]->episodes.size());
}

int EpisodeTreeModel::columnCount(const QModelIndex&) const
{
    return kColumns;
}

bool EpisodeTreeModel::hasChildren(const QModelIndex& parent) const
{
    if (!parent.isValid()) return !m_nodes.empty();
    if (parent.internalPointer() || parent.column() != 0) return false;
    const Node& node = *m_nodes[std::size_t(parent.row())];
    return node.loading != Loading::Done || !node.episodes.empty();
}

bool EpisodeTreeModel::canFetchMore(const QModelIndex& parent) const
{
    return parent.isValid() && !parent.internalPointer() && parent.column() == 0
           && m_nodes[std::size_t(parent.row())]->loading == Loading::NotAsked;
}

void EpisodeTreeModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent)) return;
    Node& node = *m_nodes[std::size_t(parent.row())];
    node.loading = Loading::Asked;
    m_reader(m_generation, node.run.id);
}

QVariant EpisodeTreeModel::runData(const Node& node, int column, int role) const
{
    const RunRecord& run = node.run;
    const bool isStandIn = run.policy == "planner";
    if (role == SortRole)
        return column == Started ? QVariant(text(run.startedAt))
                                 : QVariant(-qlonglong(run.id.value));  // newest first
    if (role == Qt::ToolTipRole)
        return tr("%1\nsuite %2, policy %3, seed %4\noutcome: solved of those finished and judged")
            .arg(runTitle(run), text(run.suite),
                 isStandIn ? tr("planner (offline stand-in)") : text(run.policy))
            .arg(run.seed);
    if (role != Qt::DisplayRole && role != FilterRole) return {};
    switch (column) {
    case Name:
        return runTitle(run) + progressText(node.episodes, run, node.loading == Loading::Done);
    case Outcome: return solvedText(node.episodes, run);
    case Sites: return isStandIn ? tr("offline stand-in") : text(run.policy);
    case Started: return timeText(run.startedAt);
    default: return {};
    }
}

QVariant EpisodeTreeModel::episodeData(const EpisodeRecord& episode, int column, int role) const
{
    if (role == SortRole) {
        switch (column) {
        case ScoreColumn: return episode.scores.empty() ? -1.0 : episode.scores[0].score;
        case Steps: return episode.steps;
        case Time: return episode.seconds;
        case Tokens: return qlonglong(episode.tokens);
        case Cost: return episode.costUsd;
        case Name: return qlonglong(episode.id.value);
        case Started: return text(episode.startedAt);
        default: return episodeData(episode, column, Qt::DisplayRole);
        }
    }
    if (role == FilterRole)
        return QString(text(episode.taskId) + u' ' + text(episode.objective) + u' '
                       + joined(episode.sites) + u' ' + outcomeWord(episode) + u' '
                       + text(episode.error));
    if (role == Qt::DecorationRole && column == Outcome) return svgIcon(outcomeIcon(episode));
    if (role == Qt::ForegroundRole && (column == Outcome || column == ScoreColumn))
        return toneColor(outcomeTone(episode), QGuiApplication::palette());
    if (role == Qt::ToolTipRole)
        return QString(text(episode.objective)
                       + (episode.error.empty() ? QString() : u"\n"_s + text(episode.error))
                       + (episode.answer.empty()
                              ? QString()
                              : u"\n"_s + tr("Answer: %1").arg(text(episode.answer))));
    if (role == Qt::TextAlignmentRole && column >= ScoreColumn && column <= Cost)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole) return {};
    switch (column) {
    case Name:
        return tr("%1 · %2", "task id and objective")
            .arg(text(episode.taskId), text(episode.objective));
    case Outcome: return outcomeWord(episode);
    case ScoreColumn: return scoreText(episode);
    case Steps: return episode.steps;
    case Time: return episode.seconds > 0 ? durationText(episode.seconds * 1000) : u"–"_s;
    case Tokens: return countText(episode.tokens);
    case Cost: return costText(episode.costUsd);
    case Sites: return joined(episode.sites);
    case Started: return timeText(episode.startedAt);
    default: return {};
    }
}

QVariant EpisodeTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto* node = static_cast<const Node*>(index.internalPointer());
    if (role == Qt::SizeHintRole)
        return QSize(0, QFontMetrics(QGuiApplication::font()).height() + kRowPadding);
    if (role == RunRole) return qlonglong(run(index)->id.value);
    if (role == EpisodeRole) return qlonglong(node ? episode(index)->id.value : 0);
    if (node) return episodeData(node->episodes[std::size_t(index.row())], index.column(), role);
    return runData(*m_nodes[std::size_t(index.row())], index.column(), role);
}

QVariant EpisodeTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section >= ScoreColumn && section <= Cost)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Run / task");
    case Outcome: return tr("Outcome");
    case ScoreColumn: return tr("Score");
    case Steps: return tr("Steps");
    case Time: return tr("Time");
    case Tokens: return tr("Tokens");
    case Cost: return tr("Cost");
    case Sites: return tr("Sites");
    case Started: return tr("Started");
    default: return {};
    }
}

}  // namespace sym
