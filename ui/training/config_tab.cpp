#include "ui/training/config_tab.h"

#include <QtCore/QThreadPool>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "core/dataset/train_preset.h"
#include "core/dataset/training_setup.h"
#include "core/jobs/job.h"
#include "core/model/json_file.h"
#include "ui/training/training_draft.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/svg_icon.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

/// For a POSIX shell.
QString quoted(const QString& word)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_./:=,+-]+$"_s);
    if (plain.match(word).hasMatch()) return word;
    return u'\'' + QString(word).replace(u'\'', u"'\\''"_s) + u'\'';
}

QString joined(const std::vector<std::string>& words)
{
    QStringList list;
    for (const std::string& word : words) list << text(word);
    return list.join(u',');
}

}  // namespace

QString trainCommand(const TrainingDraft& draft, const QString& preset)
{
    QStringList words{u"symbiont"_s, u"train"_s};
    const auto option = [&](const QString& name, const QString& value) {
        if (!value.isEmpty()) words << u"--"_s + name << quoted(value);
    };
    const StepChoice& choice = draft.choice();
    const StepChoice usual;
    option(u"project"_s, draft.project() ? text(draft.project()->path()) : u"PROJECT"_s);
    option(u"name"_s, text(draft.config().name));
    option(u"preset"_s, preset);
    std::vector<std::string> runs;
    for (const RunId run : choice.runs) runs.push_back(std::to_string(run.value));
    option(u"runs"_s, joined(runs));
    option(u"sites"_s, joined(choice.sites));
    option(u"policies"_s, joined(choice.policies));
    if (choice.approval != usual.approval)
        option(u"choose-by"_s, QString::fromUtf8(approvalName(choice.approval)));
    if (choice.heldOutShare != usual.heldOutShare)
        option(u"held-out"_s, QString::number(choice.heldOutShare));
    if (choice.seed != usual.seed) option(u"held-out-seed"_s, QString::number(choice.seed));
    if (const auto from = trainPreset(engineText(preset)))
        for (const std::string& setting : changedTrainSettings(draft.config(), *from))
            option(u"set"_s, text(setting));
    return words.join(u' ');
}

ConfigTab::ConfigTab(const TrainingDraft& draft, QThreadPool& pool, QWidget* parent)
    : QWidget(parent), m_draft(draft), m_pool(pool)
{
    setObjectName(u"configTab"_s);
    build();
    connect(&draft, &TrainingDraft::changed, this, &ConfigTab::showDraft);
    showDraft();
}

void ConfigTab::build()
{
    auto* layout = new QVBoxLayout(this);
    const auto pane = [&](const QString& title, const QString& name, int stretch) {
        auto* view = new QPlainTextEdit(this);
        view->setObjectName(name);
        view->setReadOnly(true);
        view->setFont(fixedFont());
        auto* label = new QLabel(title, this);
        label->setBuddy(view);
        auto* copy = new QToolButton(this);
        copy->setObjectName(name + u"Copy"_s);
        copy->setText(tr("Copy"));
        copy->setIcon(svgIcon(u"copy"_s));
        copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        connect(copy, &QToolButton::clicked, view,
                [view] { QGuiApplication::clipboard()->setText(view->toPlainText()); });
        auto* head = new QHBoxLayout;
        head->addWidget(label, 1);
        head->addWidget(copy);
        layout->addLayout(head);
        layout->addWidget(view, stretch);
        return std::pair(view, head);
    };
    const auto [command, commandHead] = pane(tr("The same from a terminal"), u"commandText"_s, 0);
    m_command = command;
    m_command->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_command->setMaximumHeight(fontMetrics().height() * 6);
    const auto [json, jsonHead] = pane(
        tr("Config file, for `symbiont train FILE` and `symbiont-train FILE`"), u"jsonText"_s, 1);
    m_json = json;
    auto* save = new QToolButton(this);
    save->setObjectName(u"configSave"_s);
    save->setText(tr("Save…"));
    auto* load = new QToolButton(this);
    load->setObjectName(u"configLoad"_s);
    load->setText(tr("Load…"));
    jsonHead->addWidget(save);
    jsonHead->addWidget(load);
    const QString filter = tr("Training configs (*.json)");
    connect(save, &QToolButton::clicked, this, [this, filter] {
        const QString file =
            QFileDialog::getSaveFileName(this, tr("Save config"), u"train.json"_s, filter);
        if (!file.isEmpty()) saveTo(file);
    });
    connect(load, &QToolButton::clicked, this, [this, filter] {
        const QString file = QFileDialog::getOpenFileName(this, tr("Load config"), {}, filter);
        if (!file.isEmpty()) loadFrom(file);
    });
}

void ConfigTab::setPreset(const QString& preset)
{
    m_preset = preset;
    showDraft();
}

void ConfigTab::showDraft()
{
    const auto put = [](QPlainTextEdit* view, const QString& words) {
        if (view->toPlainText() != words) view->setPlainText(words);
    };
    put(m_command, trainCommand(m_draft, m_preset));
    TrainConfig config = m_draft.config();
    if (m_draft.project() && config.outputFolder.empty())
        config.outputFolder = trainingRunsFolder(m_draft.project()->path()) + '/' + config.name;
    put(m_json, text(trainConfigToJson(config)));
}

void ConfigTab::saveTo(const QString& file)
{
    TrainConfig config = m_draft.config();
    const std::string project = m_draft.project() ? m_draft.project()->path() : std::string();
    if (!project.empty()) config.outputFolder = trainingRunsFolder(project) + '/' + config.name;
    const auto future =
        runJob<bool>(m_pool,
                     [file = engineText(file), project, config, choice = m_draft.choice(),
                      dataset = m_draft.dataset()](JobContext&) -> Result<bool> {
                         // With its steps beside it, the file runs anywhere as it is.
                         TrainConfig whole = config;
                         if (dataset && !dataset->train.empty()) {
                             SYM_TRY(whole, withDataset(project, *dataset, choice, config));
                         }
                         SYM_CHECK(writeWholeFile(file, trainConfigToJson(whole)));
                         return true;
                     });
    onFinished(future, this, [this, file](const Result<bool>& done) {
        Q_EMIT told(done ? tr("Saved %1.").arg(file) : text(done.error().message()));
    });
}

void ConfigTab::loadFrom(const QString& file)
{
    const auto future =
        runJob<TrainConfig>(m_pool, [file = engineText(file)](JobContext&) -> Result<TrainConfig> {
            SYM_TRY(const std::string json, readWholeFile(file));
            return trainConfigFromJson(json);
        });
    onFinished(future, this, [this, file](const Result<TrainConfig>& config) {
        if (config) {
            Q_EMIT loaded(*config);
            Q_EMIT told(tr("Loaded the settings of %1.").arg(file));
        } else {
            Q_EMIT told(tr("%1 is no config: %2").arg(file, text(config.error().message())));
        }
    });
}

}  // namespace sym
