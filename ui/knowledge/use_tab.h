#pragma once

#include <QtCore/QFuture>
#include <QtWidgets/QWidget>

#include <memory>

#include "core/store/project_store.h"
#include "ui/knowledge/use_model.h"

class QLabel;
class QTableView;
class QThreadPool;

namespace sym {

class JobList;
class PanelStack;

/// Which entries helped: counts over all runs that looked for examples. Reads all their steps, so
/// it does so only when it is shown or asked again.
class UseTab final : public QWidget {
    Q_OBJECT

public:
    UseTab(QThreadPool& pool, JobList& jobs, QWidget* parent = nullptr);

    void setProject(std::shared_ptr<ProjectStore> project);
    void setStale() { m_isStale = true; }  ///< there are new steps
    void refresh();
    UseModel* model() const { return m_model; }
    PanelStack* stack() const { return m_stack; }

Q_SIGNALS:
    void entryChosen(sym::KnowledgeId entry);
    void opened();

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Uses {
        std::vector<UseRow> rows;
        int runs = 0;
        int compared = 0;
    };

    void build();
    void show(const Uses& uses);
    static Result<Uses> readUses(ProjectStore& store, JobContext& job);

    QThreadPool& m_pool;
    JobList& m_jobs;
    UseModel* m_model;
    QLabel* m_told = nullptr;
    QTableView* m_table = nullptr;
    PanelStack* m_stack = nullptr;
    std::shared_ptr<ProjectStore> m_project;
    QFuture<Result<Uses>> m_running;
    quint64 m_generation = 0;
    bool m_isStale = true;
};

}  // namespace sym
