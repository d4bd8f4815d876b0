#include "ui/training/run_list_model.h"

#include <QtGui/QGuiApplication>
#include <QtGui/QIcon>
#include <QtGui/QPainter>
#include <QtGui/QPixmap>

#include "ui/training/run_pen.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

/// The run's line as it is in the charts, so that colour is not the only sign.
QIcon swatch(int color)
{
    const double ratio = qApp->devicePixelRatio();
    QPixmap pixmap(RunListModel::kSwatch * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen = runPen(color, QGuiApplication::palette());
    pen.setWidthF(3);
    painter.setPen(pen);
    painter.drawLine(1, RunListModel::kSwatch.height() / 2, RunListModel::kSwatch.width() - 1,
                     RunListModel::kSwatch.height() / 2);
    QIcon icon(pixmap);
    icon.addPixmap(pixmap, QIcon::Selected);  // not tinted: the colour says which line it is
    return icon;
}

std::optional<double> lastExact(const WatchedRun& run)
{
    for (auto update = run.metrics.rbegin(); update != run.metrics.rend(); ++update)
        if (update->devExactAction) return update->devExactAction;
    return std::nullopt;
}

Tone toneOf(const WatchedRun& run)
{
    if (!run.problem.isEmpty() || (run.hasBegun && run.state.phase == RunPhase::Failed))
        return Tone::Bad;
    if (!run.hasBegun) return Tone::Muted;
    switch (run.state.phase) {
    case RunPhase::Training: return Tone::Accent;
    case RunPhase::Finished: return Tone::Good;
    case RunPhase::Stopped:
    case RunPhase::Paused: return Tone::Warning;
    default: return Tone::Neutral;
    }
}

}  // namespace

QString stateText(const WatchedRun& run, bool isWaiting)
{
    const auto at = [&](const QString& sentence) { return sentence.arg(run.state.update); };
    if (isWaiting) return RunListModel::tr("waiting for its turn");
    if (!run.problem.isEmpty()) return RunListModel::tr("unreadable: %1").arg(run.problem);
    if (!run.hasBegun) return RunListModel::tr("not started");
    switch (run.state.phase) {
    case RunPhase::Preparing: return RunListModel::tr("preparing");
    case RunPhase::Training: {
        const QString done = run.state.plannedUpdates > 0 ? RunListModel::tr("update %1 of %2")
                                                                .arg(run.state.update)
                                                                .arg(run.state.plannedUpdates)
                                                          : at(RunListModel::tr("update %1"));
        if (run.state.secondsLeft <= 0) return done;
        return RunListModel::tr("%1, %2 left", "progress and time")
            .arg(done, durationText(run.state.secondsLeft * 1000));
    }
    case RunPhase::Paused: return at(RunListModel::tr("paused at update %1"));
    case RunPhase::Finished:
        return RunListModel::tr("finished, %n update(s)", nullptr, run.state.update);
    case RunPhase::Stopped: return at(RunListModel::tr("stopped at update %1"));
    case RunPhase::Failed: return RunListModel::tr("failed: %1").arg(text(run.state.error));
    }
    return {};
}

RunListModel::RunListModel(const RunWatch& watch, QObject* parent)
    : QAbstractTableModel(parent), m_watch(watch), m_rows(int(watch.runs().size()))
{
    connect(&watch, &RunWatch::reset, this, [this] {
        beginResetModel();
        m_rows = int(m_watch.runs().size());
        endResetModel();
        Q_EMIT shownChanged();
    });
    connect(&watch, &RunWatch::runAdded, this, [this](int row) {
        beginInsertRows({}, row, row);
        ++m_rows;
        endInsertRows();
        Q_EMIT shownChanged();
    });
    const auto changed = [this](int row) {
        if (row < m_rows) Q_EMIT dataChanged(index(row, 0), index(row, kColumns - 1));
    };
    connect(&watch, &RunWatch::runChanged, this, changed);
    connect(&watch, &RunWatch::metricsArrived, this, changed);
}

void RunListModel::setWaiting(const QStringList& names)
{
    if (names == m_waiting) return;
    m_waiting = names;
    if (m_rows > 0) Q_EMIT dataChanged(index(0, State), index(m_rows - 1, State));
}

QStringList RunListModel::shown() const
{
    QStringList names;
    for (int row = 0; row < m_rows; ++row) {
        const QString& name = m_watch.runs()[std::size_t(row)].name;
        if (!m_hidden.contains(name)) names << name;
    }
    return names;
}

void RunListModel::setShown(const QString& name, bool shown)
{
    const int row = m_watch.rowOf(name);
    if (row < 0 || row >= m_rows || shown == !m_hidden.contains(name)) return;
    if (shown)
        m_hidden.remove(name);
    else
        m_hidden.insert(name);
    Q_EMIT dataChanged(index(row, Name), index(row, Name), {Qt::CheckStateRole});
    Q_EMIT shownChanged();
}

void RunListModel::showOnly(const QString& name)
{
    m_hidden.clear();
    for (const WatchedRun& run : m_watch.runs())
        if (run.name != name) m_hidden.insert(run.name);
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, Name), index(m_rows - 1, Name), {Qt::CheckStateRole});
    Q_EMIT shownChanged();
}

int RunListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int RunListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

Qt::ItemFlags RunListModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Name ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant RunListModel::display(const WatchedRun& run, int column) const
{
    switch (column) {
    case Name: return run.name;
    case State: return stateText(run, m_waiting.contains(run.name));
    case Loss:
        return run.metrics.empty() ? u"–"_s : QLocale().toString(run.metrics.back().loss, 'f', 3);
    case Exact: {
        const auto exact = lastExact(run);
        return exact ? percentText(*exact) : u"–"_s;
    }
    default: return {};
    }
}

QVariant RunListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const WatchedRun& run = m_watch.runs()[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return display(run, index.column());
    case Qt::ToolTipRole: return index.column() == State ? display(run, State) : text(run.folder);
    case Qt::DecorationRole:
        return index.column() == Name ? QVariant(swatch(run.color)) : QVariant();
    case Qt::CheckStateRole:
        if (index.column() != Name) return {};
        return m_hidden.contains(run.name) ? Qt::Unchecked : Qt::Checked;
    case Qt::ForegroundRole:
        if (index.column() != State) return {};
        return toneColor(toneOf(run), QGuiApplication::palette());
    case Qt::TextAlignmentRole:
        return index.column() >= Loss ? int(Qt::AlignRight | Qt::AlignVCenter)
                                      : int(Qt::AlignLeft | Qt::AlignVCenter);
    default: return {};
    }
}

bool RunListModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || index.column() != Name || role != Qt::CheckStateRole) return false;
    setShown(m_watch.runs()[std::size_t(index.row())].name, value.toInt() == Qt::Checked);
    return true;
}

QVariant RunListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::ToolTipRole) {
        if (section == Name) return tr("A checked run is drawn in the charts");
        if (section == Loss) return tr("Loss of the last update, nats per token");
        if (section == Exact)
            return tr(
                "Share of dev steps answered with exactly the teacher's action, at the last "
                "evaluation");
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Run");
    case State: return tr("State");
    case Loss: return tr("Loss");
    case Exact: return tr("Exact");
    default: return {};
    }
}

}  // namespace sym
