#include "ui/training/new_run_page.h"

#include <QtCore/QSignalBlocker>
#include <QtCore/QThread>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QGroupBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "core/dataset/train_preset.h"
#include "core/dataset/training_estimate.h"
#include "core/dataset/training_setup.h"
#include "ui/training/dataset_form.h"
#include "ui/training/run_watch.h"
#include "ui/training/settings_form.h"
#include "ui/training/training_draft.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/svg_icon.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

QString presetTitle(const QString& preset)
{
    if (preset == u"quick") return NewRunPage::tr("Quick: minutes on this machine");
    if (preset == u"full") return NewRunPage::tr("Full: all weights, two epochs");
    if (preset == u"lora") return NewRunPage::tr("LoRA: adapters on a larger model");
    return preset;
}

QString bytesText(std::int64_t bytes)
{
    return QLocale().formattedDataSize(bytes, 1);
}

}  // namespace

NewRunPage::NewRunPage(const Needs& needs, QWidget* parent) : QWidget(parent), m_needs(needs)
{
    setObjectName(u"newRunPage"_s);
    build();
    connect(m_dataset, &DatasetForm::choiceChanged, this,
            [this] { m_needs.draft.setChoice(m_dataset->choice()); });
    connect(m_settings, &SettingsForm::changed, this, &NewRunPage::readForm);
    connect(m_preset, &QComboBox::currentIndexChanged, this, &NewRunPage::applyPreset);
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        m_nameIsProposed = false;
        readForm();
    });
    connect(m_model, &QComboBox::currentTextChanged, this, &NewRunPage::readForm);
    connect(&m_needs.draft, &TrainingDraft::changed, this, &NewRunPage::showDraft);
    connect(&m_needs.watch, &RunWatch::reset, this, &NewRunPage::proposeName);
    connect(&m_needs.watch, &RunWatch::runAdded, this, &NewRunPage::proposeName);
    connect(m_start, &QPushButton::clicked, this, &NewRunPage::startRequested);
    applyPreset();
}

void NewRunPage::build()
{
    auto* content = new QWidget(this);
    m_dataset = new DatasetForm(m_needs.storePool, content);
    auto* steps = new QGroupBox(tr("Steps to learn from"), content);
    auto* dataLayout = new QVBoxLayout(steps);
    dataLayout->addWidget(m_dataset);
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(4, 4, 4, 4);
    inner->addWidget(steps);
    inner->addWidget(buildSettings());
    inner->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(u"newRunScroll"_s);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll, 1);
    layout->addWidget(buildFooter());
}

QWidget* NewRunPage::buildSettings()
{
    auto* box = new QGroupBox(tr("The run"), this);
    m_preset = new QComboBox(box);
    m_preset->setObjectName(u"trainPreset"_s);
    for (const std::string& name : trainPresetNames())
        m_preset->addItem(presetTitle(text(name)), text(name));
    m_preset->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_name = new QLineEdit(box);
    m_name->setObjectName(u"runName"_s);
    m_name->setToolTip(tr("Names the run's folder beside the project"));
    m_model = new QComboBox(box);
    m_model->setObjectName(u"baseModel"_s);
    m_model->setEditable(true);
    m_model->addItem(u"nano"_s);
    m_model->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_model->setToolTip(
        tr("“nano” ships with the program and learns within minutes; or a folder with "
           "a Hugging Face checkpoint"));
    auto* browse = new QToolButton(box);
    browse->setIcon(svgIcon(u"open"_s));
    browse->setToolTip(tr("Choose a checkpoint folder"));
    browse->setAccessibleName(tr("Choose a checkpoint folder"));
    connect(browse, &QToolButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Checkpoint folder"));
        if (!folder.isEmpty()) m_model->setCurrentText(folder);
    });
    auto* modelRow = new QHBoxLayout;
    modelRow->addWidget(m_model, 1);
    modelRow->addWidget(browse);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Preset:"), m_preset);
    form->addRow(tr("&Name:"), m_name);
    auto* modelLabel = new QLabel(tr("&Base model:"), box);
    modelLabel->setBuddy(m_model);
    form->addRow(modelLabel, modelRow);
    m_settings = new SettingsForm(box);
    auto* layout = new QVBoxLayout(box);
    layout->addLayout(form);
    layout->addWidget(m_settings);
    return box;
}

QWidget* NewRunPage::buildFooter()
{
    auto* footer = new QWidget(this);
    m_estimate = new QLabel(footer);
    m_estimate->setObjectName(u"trainEstimate"_s);
    m_estimate->setWordWrap(true);
    m_problem = new QLabel(footer);
    m_problem->setObjectName(u"trainProblem"_s);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_start = new QPushButton(svgIcon(u"run"_s), tr("&Start training"), footer);
    m_start->setObjectName(u"startTraining"_s);
    auto* layout = new QVBoxLayout(footer);
    layout->setContentsMargins(6, 2, 6, 6);
    layout->addWidget(m_estimate);
    layout->addWidget(m_problem);
    layout->addWidget(m_start);
    return footer;
}

QString NewRunPage::preset() const
{
    return m_preset->currentData().toString();
}

void NewRunPage::applyPreset()
{
    const auto config = trainPreset(engineText(preset()));
    if (!config) return;
    setConfig(*config);
    proposeName();
    Q_EMIT presetChosen(preset());
}

void NewRunPage::setConfig(const TrainConfig& config)
{
    {
        const QSignalBlocker quiet(m_model);
        if (!config.baseModel.empty()) m_model->setCurrentText(text(config.baseModel));
    }
    TrainConfig shown = config;
    shown.examplesFile.clear();
    shown.evaluationFile.clear();
    shown.outputFolder.clear();
    m_settings->setConfig(shown);
}

void NewRunPage::proposeName()
{
    if (!m_nameIsProposed && m_needs.watch.rowOf(m_name->text()) < 0) return;
    const QString start = preset();
    int number = 1;
    while (m_needs.watch.rowOf(u"%1-%2"_s.arg(start).arg(number)) >= 0) ++number;
    m_name->setText(u"%1-%2"_s.arg(start).arg(number));
    m_nameIsProposed = true;
    readForm();
}

void NewRunPage::readForm()
{
    TrainConfig config = m_settings->config();
    config.name = engineText(m_name->text());
    config.baseModel = engineText(m_model->currentText());
    QString problem = m_settings->problem();
    if (const Status named = checkRunName(config.name); problem.isEmpty() && !named)
        problem = text(named.error().message());
    if (problem.isEmpty() && m_needs.watch.rowOf(m_name->text()) >= 0)
        problem = tr("There is already a run named %1.").arg(m_name->text());
    m_told.clear();
    m_needs.draft.setConfig(config, problem);
}

void NewRunPage::tell(const QString& sentence)
{
    m_told = sentence;
    showDraft();
}

void NewRunPage::setStarting(bool starting)
{
    m_starting = starting;
    showDraft();
}

void NewRunPage::showDraft()
{
    const TrainingDraft& draft = m_needs.draft;
    m_dataset->showCounts(draft.dataset().get(), draft.rendered().get(), draft.datasetProblem());
    const QString estimate = estimateText();
    m_estimate->setText(estimate);
    m_estimate->setVisible(!estimate.isEmpty());
    const QString hindrance = draft.hindrance();
    m_start->setEnabled(hindrance.isEmpty() && !m_starting);
    QString shown = hindrance.isEmpty() ? m_told : hindrance;
    if (shown.isEmpty() && !draft.modelProblem().isEmpty())
        shown = tr("The base model cannot be read here: %1").arg(draft.modelProblem());
    m_problem->setText(shown);
    m_problem->setVisible(!shown.isEmpty());
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText,
                    toneColor(draft.isBusy() ? Tone::Muted : Tone::Bad, palette()));
    m_problem->setPalette(colors);
}

double NewRunPage::measuredTokensPerSecond(QString& where) const
{
    const TrainConfig& config = m_needs.draft.config();
    for (auto run = m_needs.watch.runs().rbegin(); run != m_needs.watch.runs().rend(); ++run) {
        const bool alike = run->config.baseModel == config.baseModel
                           && run->config.method == config.method
                           && run->config.precision == config.precision;
        if (!alike || run->metrics.empty() || run->metrics.back().tokensPerSecond <= 0) continue;
        where = run->name;
        return run->metrics.back().tokensPerSecond;
    }
    return 0;
}

QString NewRunPage::estimateText() const
{
    const TrainingDraft& draft = m_needs.draft;
    if (!draft.model() || !draft.configProblem().isEmpty()) return {};
    const ModelConfig& model = draft.model()->config;
    const TrainConfig& config = draft.config();
    const MemoryEstimate memory = estimateTraining(model, config);
    QString estimate =
        tr("%1 of %2 weights learn. Memory: about %3 of %4 free (%5 weights, %6 optimizer and "
           "gradients, %7 activations).")
            .arg(countText(trainedParameterCount(model, config)), countText(model.parameterCount()),
                 bytesText(memory.total()), bytesText(draft.model()->availableMemory),
                 bytesText(memory.weights), bytesText(memory.optimizer + memory.gradients),
                 bytesText(memory.activations));
    if (memory.total() > draft.model()->availableMemory) estimate += u' ' + tr("It will not fit.");
    if (!draft.rendered()) return estimate;
    QString where;
    double speed = measuredTokensPerSecond(where);
    if (speed <= 0) speed = assumedTokensPerSecond(model, config, QThread::idealThreadCount());
    const TimeEstimate time = estimateTime(config, draft.rendered()->allTokens(), speed);
    estimate +=
        u'\n' + tr("%n update(s)", nullptr, time.updates) + u", "_s
        + tr("%1 tokens, about %2").arg(countText(time.tokens), durationText(time.seconds * 1000))
        + u' '
        + (where.isEmpty() ? tr("(speed assumed; the run measures it)")
                           : tr("(speed of %1)").arg(where));
    return estimate;
}

}  // namespace sym
