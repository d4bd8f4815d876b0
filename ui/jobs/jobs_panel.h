#pragma once

#include <QtWidgets/QWidget>

class QPlainTextEdit;
class QTreeView;

namespace sym {

class ActionRegistry;
class JobList;
class JobTableModel;
class PanelStack;

/// What runs in the background, with progress and cancel, above the log of what happened. The log
/// keeps its last kLogLines lines.
class JobsPanel final : public QWidget {
    Q_OBJECT

public:
    static constexpr int kLogLines = 50'000;

    JobsPanel(JobList& jobs, ActionRegistry& actions, QWidget* parent = nullptr);

    PanelStack* stack() const { return m_stack; }
    QPlainTextEdit* log() const { return m_log; }

private:
    void showState();
    void cancelSelected();

    JobList& m_jobs;
    ActionRegistry& m_actions;
    JobTableModel* m_model;
    QTreeView* m_table;
    QPlainTextEdit* m_log;
    PanelStack* m_stack;
};

}  // namespace sym
