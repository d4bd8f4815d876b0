#pragma once

#include <QtWidgets/QWidget>

#include <memory>

#include "core/dataset/step_choice.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;
class QThreadPool;
class QTreeWidget;
class QTreeWidgetItem;

namespace sym {

class ProjectStore;
struct RenderedSet;

/// What a project has to choose from.
struct DatasetSources {
    std::vector<RunRecord> runs;     ///< newest first
    std::vector<int> trainEpisodes;  ///< of each run, of the train split
    std::vector<std::string> sites;
    std::vector<std::string> policies;
};

/// Reads runs and episodes, no steps. Never in the GUI thread.
Result<DatasetSources> readDatasetSources(ProjectStore& store);

/// Which steps to learn from, and what they come to.
class DatasetForm final : public QWidget {
    Q_OBJECT

public:
    explicit DatasetForm(QThreadPool& storePool, QWidget* parent = nullptr);

    void setProject(std::shared_ptr<ProjectStore> project);
    void refresh();  ///< reads runs and sites again; what was unchecked stays so
    StepChoice choice() const;

    /// @param dataset null while it is read  @param rendered null while it is not known
    void showCounts(const Dataset* dataset, const RenderedSet* rendered, const QString& problem);

Q_SIGNALS:
    void choiceChanged();

private:
    void build();
    void fill(const DatasetSources& sources);
    QTreeWidgetItem* addGroup(const QString& title);
    void addEntry(QTreeWidgetItem* group, const QString& title, const QString& key);

    QThreadPool& m_storePool;
    std::shared_ptr<ProjectStore> m_project;
    QTreeWidget* m_sources = nullptr;
    QTreeWidgetItem* m_runs = nullptr;
    QTreeWidgetItem* m_sites = nullptr;
    QTreeWidgetItem* m_policies = nullptr;
    QComboBox* m_approval = nullptr;
    QDoubleSpinBox* m_heldOut = nullptr;
    QSpinBox* m_seed = nullptr;
    QLabel* m_counts = nullptr;
};

/// The table of steps by site, and what was left out and why, as rich text.
QString countsHtml(const Dataset& dataset, const RenderedSet* rendered);

}  // namespace sym
