#pragma once

#include <QtCore/QFuture>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QTimer>

#include <memory>
#include <string>

#include "core/dataset/rendered_set.h"
#include "core/dataset/step_choice.h"
#include "core/model/model_config.h"
#include "core/model/tokenizer.h"
#include "core/training/train_config.h"

class QThreadPool;

namespace sym {

class Engine;
class ProjectStore;

/// The model a run would start from.
struct BaseModel {
    std::string folder;
    ModelConfig config;
    std::shared_ptr<const Tokenizer> tokenizer;
    std::int64_t availableMemory = 0;  ///< of this machine, bytes
};

/// Reads config and tokenizer of a checkpoint folder. Never in the GUI thread.
Result<std::shared_ptr<const BaseModel>> readBaseModel(const std::string& folder);

/// The run that is being set up: its steps, its settings, and what they come to. Reads and renders
/// in jobs a moment after the last change; an answer to an older question is dropped. GUI thread.
class TrainingDraft final : public QObject {
    Q_OBJECT

public:
    static constexpr int kCalmMilliseconds = 300;  ///< after a change, before it is looked into

    TrainingDraft(Engine& engine, QThreadPool& pool, QObject* parent = nullptr);

    void setProject(std::shared_ptr<ProjectStore> project);
    const std::shared_ptr<ProjectStore>& project() const { return m_project; }

    void setChoice(const StepChoice& choice);
    const StepChoice& choice() const { return m_choice; }

    /// @param problem why the settings cannot be used; "" when they can
    void setConfig(const TrainConfig& config, const QString& problem);
    const TrainConfig& config() const { return m_config; }
    const QString& configProblem() const { return m_configProblem; }

    /// Reads the steps again, e.g. after a run has recorded more.
    void refresh();
    void refreshModel();  ///< reads the base model again

    // What became of them; null while it is not known, and then the problem may say why.
    const std::shared_ptr<const Dataset>& dataset() const { return m_dataset; }
    const QString& datasetProblem() const { return m_datasetProblem; }
    const std::shared_ptr<const BaseModel>& model() const { return m_model; }
    const QString& modelProblem() const { return m_modelProblem; }
    const std::shared_ptr<const RenderedSet>& rendered() const { return m_rendered; }
    const QString& renderProblem() const { return m_renderProblem; }
    bool isBusy() const { return m_jobs > 0 || m_soon.isActive(); }

    /// Why a run cannot start, "" when it can. A model that cannot be read here does not hinder:
    /// the trainer may know it.
    QString hindrance() const;

Q_SIGNALS:
    void changed();

private:
    void schedule();
    void work();
    void readDataset();
    void readModel();
    void render();

    Engine& m_engine;
    QThreadPool& m_pool;
    std::shared_ptr<ProjectStore> m_project;
    StepChoice m_choice;
    TrainConfig m_config;
    QString m_configProblem;
    std::shared_ptr<const Dataset> m_dataset;
    QString m_datasetProblem;
    std::shared_ptr<const BaseModel> m_model;
    QString m_modelProblem;
    std::string m_modelName;
    std::shared_ptr<const RenderedSet> m_rendered;
    QString m_renderProblem;
    QFuture<Result<Dataset>> m_reading;
    QTimer m_soon;
    quint64 m_datasetAsked = 0;
    quint64 m_modelAsked = 0;
    quint64 m_renderAsked = 0;
    int m_jobs = 0;
    bool m_wantsDataset = false;
    bool m_wantsRender = false;
};

}  // namespace sym
