#include "ui/shell/locator.h"

#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "ui/session/preferences.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_docks.h"
#include "ui/tasks/task_table_model.h"
#include "ui/tasks/tasks_panel.h"
#include "ui/trajectory/episode_list.h"
#include "ui/trajectory/episode_tree_model.h"
#include "ui/trajectory/step_list_model.h"
#include "ui/trajectory/trajectory_panel.h"
#include "ui/widgets/fuzzy_match.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kMaxShown = 60;
constexpr int kRowPadding = 8;
constexpr int kRecencyScore = 3;
constexpr int kDetailRole = Qt::UserRole + 1;

/// The title at the left, shortcut or outcome at the right in a quieter colour.
class EntryDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const QString detail = index.data(kDetailRole).toString();
        const int width = detail.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(detail) + 12;
        QStyleOptionViewItem base = option;
        initStyleOption(&base, index);
        base.text = option.fontMetrics.elidedText(base.text, Qt::ElideRight,
                                                  option.rect.width() - width - 12);
        QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &base, painter, option.widget);
        const bool selected = option.state & QStyle::State_Selected;
        painter->setPen(selected ? option.palette.color(QPalette::HighlightedText)
                                 : toneColor(Tone::Muted, option.palette));
        painter->drawText(option.rect.adjusted(0, 0, -6, 0), Qt::AlignRight | Qt::AlignVCenter,
                          detail);
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, kRowPadding);
    }
};

}  // namespace

Locator::Locator(MainWindow& window, Preferences& preferences)
    : QDialog(&window, Qt::Popup),
      m_window(window),
      m_preferences(preferences),
      m_text(new QLineEdit(this)),
      m_list(new QListWidget(this))
{
    setObjectName(u"locator"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Find anything"));
    m_text->setObjectName(u"locatorText"_s);
    m_text->setPlaceholderText(tr("Commands, runs, episodes, tasks;  > @ # : narrow it"));
    m_text->setAccessibleName(tr("What to find"));
    m_text->installEventFilter(this);
    m_list->setObjectName(u"locatorList"_s);
    m_list->setAccessibleName(tr("Found"));
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_text);
    layout->addWidget(m_list, 1);
    collectCommands();
    collectEpisodes();
    collectTasks();
    connect(m_text, &QLineEdit::textChanged, this, &Locator::search);
    connect(m_text, &QLineEdit::returnPressed, this, &Locator::openCurrent);
    connect(m_list, &QListWidget::itemClicked, this, &Locator::openCurrent);
}

void Locator::openWith(const QString& text)
{
    const int width = std::min(m_window.width() * 3 / 4, fontMetrics().averageCharWidth() * 110);
    resize(width, m_window.height() / 2);
    move(m_window.mapToGlobal(QPoint((m_window.width() - width) / 2, fontMetrics().height() * 4)));
    m_text->setText(text);
    search(text);
    show();
    m_text->setFocus();
}

int Locator::hitCount() const
{
    return int(m_hits.size());
}

void Locator::collectCommands()
{
    const QStringList recent = m_preferences.recentCommands();
    for (QAction* action : m_window.actions().actions()) {
        const QString id = action->objectName();
        const qsizetype place = recent.indexOf(id);
        Entry entry;
        entry.title = tr("%1: %2", "group and command")
                          .arg(ActionRegistry::groupTitle(id), action->text().remove(u'&'));
        entry.detail = action->isEnabled() ? action->shortcut().toString(QKeySequence::NativeText)
                                           : tr("not possible now");
        entry.enabled = action->isEnabled();
        entry.recency = place < 0 ? 0 : int(recent.size() - place);
        entry.open = [this, action, id] {
            m_preferences.addRecentCommand(id);
            action->trigger();
        };
        m_entries.push_back(std::move(entry));
    }
}

void Locator::collectEpisodes()
{
    const EpisodeTreeModel* model = m_window.trajectoryPanel().episodes().model();
    for (int row = 0; row < model->rowCount(); ++row) {
        const QModelIndex run = model->index(row, EpisodeTreeModel::Name);
        const RunId runId = model->run(run)->id;
        const auto add = [&](const QString& title, const QString& detail, EpisodeId episode) {
            m_entries.push_back(
                {Kind::Episode, title, detail, true, 0, [window = &m_window, runId, episode] {
                     window->selection().setRun(runId);
                     if (episode) window->selection().goTo(runId, episode, 0);
                     window->docks().raise(u"trajectory"_s);
                 }});
        };
        add(run.data().toString(), run.siblingAtColumn(EpisodeTreeModel::Started).data().toString(),
            {});
        for (int i = 0; i < model->rowCount(run); ++i) {
            const QModelIndex episode = model->index(i, EpisodeTreeModel::Name, run);
            add(episode.data().toString(),
                episode.siblingAtColumn(EpisodeTreeModel::Outcome).data().toString(),
                model->episode(episode)->id);
        }
    }
}

void Locator::collectTasks()
{
    const TaskTableModel* model = m_window.tasksPanel().model();
    for (int row = 0; row < model->rowCount(); ++row) {
        const QString id = text(model->task(row).id);
        m_entries.push_back({Kind::Task, tr("Task %1: %2").arg(id, text(model->task(row).intent)),
                             model->index(row, TaskTableModel::Sites).data().toString(), true, 0,
                             [window = &m_window, id] {
                                 window->docks().raise(u"tasks"_s);
                                 window->tasksPanel().selectTask(id);
                             }});
    }
}

void Locator::search(const QString& words)
{
    QString pattern = words;
    std::optional<Kind> only;
    if (words.startsWith(u'>')) only = Kind::Command;
    if (words.startsWith(u'@')) only = Kind::Episode;
    if (words.startsWith(u'#')) only = Kind::Task;
    if (words.startsWith(u'?')) only = Kind::Command;
    if (words.startsWith(u':')) only = Kind::Step;
    if (only) pattern = words.mid(1);
    pattern = pattern.trimmed();

    std::erase_if(m_entries, [](const Entry& entry) { return entry.kind == Kind::Step; });
    const int step = pattern.toInt();
    if (only == Kind::Step && step > 0)
        m_entries.push_back(
            {Kind::Step,
             tr("Go to step %1").arg(step),
             {},
             m_window.selection().episode().value != 0,
             0,
             [window = &m_window, step] { window->selection().setStep(step - 1); }});

    std::vector<std::pair<int, std::size_t>> scored;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const Entry& entry = m_entries[i];
        if (only && entry.kind != *only) continue;
        const auto match = entry.kind == Kind::Step ? std::optional(FuzzyMatch{})
                                                    : fuzzyMatch(pattern, entry.title);
        if (match) scored.emplace_back(match->score + entry.recency * kRecencyScore, i);
    }
    std::stable_sort(scored.begin(), scored.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    m_list->clear();
    m_hits.clear();
    for (const auto& [score, i] : scored) {
        if (m_hits.size() >= kMaxShown) break;
        auto* item = new QListWidgetItem(m_entries[i].title, m_list);
        item->setData(kDetailRole, m_entries[i].detail);
        if (!m_entries[i].enabled) item->setFlags(Qt::NoItemFlags);
        m_hits.push_back(i);
    }
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->flags() & Qt::ItemIsEnabled) {
            m_list->setCurrentRow(row);
            break;
        }
}

void Locator::openCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= int(m_hits.size())) return;
    const Entry& entry = m_entries[m_hits[std::size_t(row)]];
    if (!entry.enabled) return;
    const auto open = entry.open;
    close();
    open();
}

bool Locator::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool moves = key->key() == Qt::Key_Down || key->key() == Qt::Key_Up
                           || key->key() == Qt::Key_PageDown || key->key() == Qt::Key_PageUp;
        if (moves) {
            QApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

}  // namespace sym
