#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>

#include "core/trajectory/knowledge_entry.h"
#include "ui/session/engine.h"

class QLabel;
class QModelIndex;
class QTableView;
class QTabWidget;
class QTextBrowser;
class QThreadPool;
class QUrl;

namespace sym {

class ActionRegistry;
class JobList;
class KnowledgeFilterBar;
class KnowledgeListModel;
class PanelStack;
class RetrievalTab;
class RunMonitor;
class Selection;
class ShareSplitter;
class UseTab;

/// The knowledge base of the project: its entries with steps, votes and provenance, what would be
/// retrieved for the selected page, and which entries helped.
class KnowledgePanel final : public QWidget {
    Q_OBJECT

public:
    struct Needs {
        Engine& engine;
        Selection& selection;
        RunMonitor& monitor;
        JobList& jobs;
        ActionRegistry& actions;
        QThreadPool& pool;  ///< counts over all steps; not the window's one thread
    };

    explicit KnowledgePanel(const Needs& needs, QWidget* parent = nullptr);

    PanelStack* stack() const { return m_stack; }
    KnowledgeListModel* entries() const { return m_entries; }
    KnowledgeFilterBar* filterBar() const { return m_filter; }
    RetrievalTab* retrieval() const { return m_retrieval; }
    UseTab* use() const { return m_use; }
    const std::optional<KnowledgeEntry>& shown() const { return m_shown; }
    void openTab(const QString& tab);  ///< "entryTab", "retrievalTab", "useTab"

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    void wanted();     ///< a command of the panel is about to show something: bring it to the front
    void stepShown();  ///< the Selection is on a step an entry comes from

private:
    void addActions();
    void build();
    QWidget* buildList();
    void connectData();
    void readProject();
    void readChoices();
    void readIds();
    void readPage(quint64 generation, int first, std::vector<KnowledgeId> ids);
    void showIds(std::vector<KnowledgeId> ids);
    void showRow(const QModelIndex& row);
    void readEntry(KnowledgeId id);
    void showEntry();
    void openStep(int position);

    Needs m_needs;
    KnowledgeListModel* m_entries;
    KnowledgeFilterBar* m_filter = nullptr;
    QLabel* m_count = nullptr;
    QTableView* m_list = nullptr;
    PanelStack* m_stack = nullptr;
    PanelStack* m_entryStack = nullptr;
    ShareSplitter* m_splitter = nullptr;
    QTabWidget* m_tabs = nullptr;
    QTextBrowser* m_page = nullptr;
    RetrievalTab* m_retrieval = nullptr;
    UseTab* m_use = nullptr;
    QTimer m_refresh;  ///< gathers what a running loop adds
    std::optional<KnowledgeEntry> m_shown;
    KnowledgeId m_wanted;  ///< entry that is being read
    quint64 m_generation = 0;
};

}  // namespace sym
