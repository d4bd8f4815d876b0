#include "ui/training/training_draft.h"

#include <QtCore/QThreadPool>

#include "core/jobs/job.h"
#include "core/model/checkpoint.h"
#include "ui/session/engine.h"
#include "ui/widgets/number_text.h"

namespace sym {

Result<std::shared_ptr<const BaseModel>> readBaseModel(const std::string& folder)
{
    auto model = std::make_shared<BaseModel>();
    model->folder = folder;
    SYM_TRY(model->config, readModelConfig(folder));
    SYM_TRY(model->tokenizer, Tokenizer::open(folder + "/tokenizer.json"));
    model->availableMemory = availableMemory();
    return std::shared_ptr<const BaseModel>(std::move(model));
}

TrainingDraft::TrainingDraft(Engine& engine, QThreadPool& pool, QObject* parent)
    : QObject(parent), m_engine(engine), m_pool(pool)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kCalmMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &TrainingDraft::work);
}

void TrainingDraft::setProject(std::shared_ptr<ProjectStore> project)
{
    m_project = std::move(project);
    m_dataset.reset();
    m_datasetProblem.clear();
    m_rendered.reset();
    m_renderProblem.clear();
    refresh();
}

void TrainingDraft::setChoice(const StepChoice& choice)
{
    if (choice == m_choice) return;
    m_choice = choice;
    refresh();
}

void TrainingDraft::refresh()
{
    m_wantsDataset = true;
    schedule();
}

void TrainingDraft::refreshModel()
{
    m_modelName.clear();
    schedule();
}

void TrainingDraft::setConfig(const TrainConfig& config, const QString& problem)
{
    m_configProblem = problem;
    if (!(config == m_config)) {
        m_config = config;
        m_wantsRender = true;
        schedule();
    }
    Q_EMIT changed();
}

void TrainingDraft::schedule()
{
    m_soon.start();
    Q_EMIT changed();
}

void TrainingDraft::work()
{
    if (m_config.baseModel != m_modelName) readModel();
    if (std::exchange(m_wantsDataset, false))
        readDataset();
    else if (std::exchange(m_wantsRender, false))
        render();
    Q_EMIT changed();
}

void TrainingDraft::readDataset()
{
    const quint64 asked = ++m_datasetAsked;
    m_reading.cancel();
    m_dataset.reset();
    m_datasetProblem.clear();
    if (!m_project) {
        render();
        return;
    }
    ++m_jobs;
    m_reading = runJob<Dataset>(m_pool, [store = m_project, choice = m_choice](JobContext& job) {
        return chooseSteps(*store, choice, job);
    });
    onFinished(m_reading, this, [this, asked](const Result<Dataset>& dataset) {
        --m_jobs;
        if (asked != m_datasetAsked) return;
        if (dataset)
            m_dataset = std::make_shared<const Dataset>(*dataset);
        else if (dataset.error().code() != ErrorCode::Cancelled)
            m_datasetProblem = text(dataset.error().message());
        render();
        Q_EMIT changed();
    });
}

void TrainingDraft::readModel()
{
    const quint64 asked = ++m_modelAsked;
    m_modelName = m_config.baseModel;
    m_model.reset();
    m_modelProblem.clear();
    ++m_jobs;
    using Model = std::shared_ptr<const BaseModel>;
    const auto future = runJob<Model>(m_pool, [folder = m_engine.modelFolder(m_modelName)](
                                                  JobContext&) { return readBaseModel(folder); });
    onFinished(future, this, [this, asked](const Result<Model>& model) {
        --m_jobs;
        if (asked != m_modelAsked) return;
        if (model)
            m_model = *model;
        else
            m_modelProblem = text(model.error().message());
        render();
        Q_EMIT changed();
    });
}

void TrainingDraft::render()
{
    const quint64 asked = ++m_renderAsked;
    m_renderProblem.clear();
    if (!m_dataset || m_dataset->train.empty() || !m_model || !m_configProblem.isEmpty()) {
        m_rendered.reset();
        return;
    }
    ++m_jobs;
    const auto future = runJob<RenderedSet>(
        m_pool, [dataset = m_dataset, model = m_model, config = m_config](JobContext&) {
            const auto& ends = model->config.endTokens;
            return renderSet(dataset->train, *model->tokenizer, ends.empty() ? 0 : ends.front(),
                             config);
        });
    onFinished(future, this, [this, asked](const Result<RenderedSet>& rendered) {
        --m_jobs;
        if (asked != m_renderAsked) return;
        m_rendered.reset();
        if (rendered)
            m_rendered = std::make_shared<const RenderedSet>(*rendered);
        else
            m_renderProblem = text(rendered.error().message());
        Q_EMIT changed();
    });
}

QString TrainingDraft::hindrance() const
{
    if (!m_project) return tr("No project is open.");
    if (!m_configProblem.isEmpty()) return m_configProblem;
    if (!m_datasetProblem.isEmpty()) return m_datasetProblem;
    if (m_soon.isActive() || !m_dataset) return tr("The steps are being read…");
    if (const std::string reason = whyEmpty(*m_dataset); !reason.empty())
        return tr("Nothing to train on: %1.").arg(text(reason));
    if (!m_renderProblem.isEmpty()) return tr("Nothing to train on: %1.").arg(m_renderProblem);
    return {};
}

}  // namespace sym
