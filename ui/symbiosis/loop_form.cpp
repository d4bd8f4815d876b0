#include "ui/symbiosis/loop_form.h"

#include <QtCore/QSignalBlocker>
#include <QtCore/QThreadPool>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QVBoxLayout>

#include "core/jobs/job.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/svg_icon.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kTypingPauseMilliseconds = 300;
constexpr int kMaxRounds = 100;
constexpr int kMaxBrowsers = 64;

QString presetTitle(const std::string& preset)
{
    if (preset == "quick") return LoopForm::tr("Quick: two rounds on the built-in sites");
    if (preset == "standard") return LoopForm::tr("Standard: three rounds on all train tasks");
    if (preset == "paper") return LoopForm::tr("Paper: the published settings, for real models");
    return text(preset);
}

}  // namespace

LoopForm::LoopForm(std::shared_ptr<LoopPlanner> planner, QThreadPool& pool, QWidget* parent)
    : QWidget(parent), m_planner(std::move(planner)), m_pool(pool)
{
    setObjectName(u"loopForm"_s);
    build();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kTypingPauseMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &LoopForm::refresh);
    const auto later = [this] {
        m_plan.reset();
        showStart();
        m_soon.start();
    };
    connect(m_preset, &QComboBox::currentIndexChanged, this, &LoopForm::applyPreset);
    for (QSpinBox* box : {m_seed, m_rounds}) connect(box, &QSpinBox::valueChanged, this, later);
    connect(m_large, &QComboBox::currentTextChanged, this, later);
    for (QLineEdit* edit : {m_student, m_changes})
        connect(edit, &QLineEdit::textChanged, this, later);
    const auto start = [this](bool restart) {
        Result<LoopOrder> asked = order();
        if (!asked) return;
        asked->request.restart = restart;
        Q_EMIT startRequested(*asked);
    };
    connect(m_start, &QPushButton::clicked, this, [start] { start(false); });
    connect(m_anew, &QPushButton::clicked, this, [start] { start(true); });
    applyPreset();
}

void LoopForm::build()
{
    const auto spin = [this](const QString& name, int low, int high, int value,
                             const QString& tip) {
        auto* box = new QSpinBox(this);
        box->setObjectName(name);
        box->setRange(low, high);
        box->setValue(value);
        box->setToolTip(tip);
        return box;
    };
    m_preset = new QComboBox(this);
    m_preset->setObjectName(u"loopPreset"_s);
    for (const std::string& preset : loopPresetNames())
        m_preset->addItem(presetTitle(preset), text(preset));
    m_rounds = spin(u"loopRounds"_s, 1, kMaxRounds, 2, tr("A finished loop can be given more"));
    m_seed = spin(u"loopSeed"_s, 0, 1'000'000, 1, tr("Of the built-in world, draws and models"));
    m_large = new QComboBox(this);
    m_large->setObjectName(u"loopLarge"_s);
    m_large->setEditable(true);
    m_large->addItem(u"planner"_s);
    m_large->setToolTip(
        tr("planner is an offline stand-in for a large model; any other name is a "
           "model behind the endpoint of the settings"));
    m_student = new QLineEdit(u"nano"_s, this);
    m_student->setObjectName(u"loopBase"_s);
    m_student->setToolTip(tr("The small model before training: nano, or a model folder"));
    m_browsers = spin(u"loopBrowsers"_s, 1, kMaxBrowsers, 2, tr("Episodes at once"));
    m_changes = new QLineEdit(this);
    m_changes->setObjectName(u"loopChanges"_s);
    m_changes->setPlaceholderText(tr("key=value key=value"));
    QStringList keys;
    for (const LoopSetting& setting : loopSettingList())
        keys << u"<b>"_s + text(setting.key) + u"</b> "_s + text(setting.meaning).toHtmlEscaped();
    m_changes->setToolTip(u"<p>"_s + keys.join(u"<br>"_s) + u"</p>"_s);
    m_estimate = new QLabel(this);
    m_estimate->setObjectName(u"loopEstimate"_s);
    m_estimate->setWordWrap(true);
    m_estimate->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_start = new QPushButton(svgIcon(u"run"_s), tr("&Start rounds"), this);
    m_start->setObjectName(u"loopStart"_s);
    m_anew = new QPushButton(tr("Begin &anew"), this);
    m_anew->setObjectName(u"loopAnew"_s);
    m_anew->setToolTip(tr("Keep the loop that is there and begin another with the same settings"));

    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto add = [form](const QString& title, QWidget* field) {
        form->addRow(title, field);
        field->setAccessibleName(QString(title).remove(u'&').remove(u':'));
    };
    add(tr("&Preset:"), m_preset);
    add(tr("R&ounds:"), m_rounds);
    add(tr("S&eed:"), m_seed);
    add(tr("&Large model:"), m_large);
    add(tr("S&tudent:"), m_student);
    add(tr("&Browsers:"), m_browsers);
    add(tr("&Changes:"), m_changes);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_start);
    buttons->addWidget(m_anew);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_estimate);
    layout->addLayout(buttons);
    layout->addStretch(1);
}

void LoopForm::applyPreset()
{
    const auto preset = loopPreset(engineText(m_preset->currentData().toString()));
    if (preset) setSettings(*preset);
}

void LoopForm::setSettings(const LoopSettings& settings)
{
    m_base = settings;
    {
        const QSignalBlocker quiet(m_preset);
        m_preset->setCurrentIndex(std::max(0, m_preset->findData(text(settings.preset))));
    }
    m_rounds->setValue(settings.rounds);
    m_seed->setValue(int(settings.seed));
    m_large->setCurrentText(text(settings.large));
    m_student->setText(text(settings.base));
    m_changes->clear();
    m_plan.reset();
    m_soon.start();
    showStart();
}

void LoopForm::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isStale) refresh();
}

void LoopForm::setProject(std::shared_ptr<ProjectStore> project)
{
    m_project = std::move(project);
    refresh();
}

Result<LoopOrder> LoopForm::order() const
{
    LoopOrder made;
    std::vector<std::string> changes{"rounds=" + std::to_string(m_rounds->value()),
                                     "seed=" + std::to_string(m_seed->value()),
                                     "large=" + engineText(m_large->currentText().trimmed()),
                                     "base=" + engineText(m_student->text().trimmed())};
    for (const QString& change : m_changes->text().split(u' ', Qt::SkipEmptyParts))
        changes.push_back(engineText(change));
    SYM_TRY(made.request.settings, withLoopSettings(m_base, changes));
    made.browsers = m_browsers->value();
    return made;
}

void LoopForm::refresh()
{
    m_soon.stop();
    m_running.cancel();
    m_plan.reset();
    m_problem.clear();
    m_isStale = !isVisible();  // to look ahead takes seconds; nobody would see it
    if (m_isStale) return;
    const quint64 generation = ++m_generation;
    const Result<LoopOrder> asked = order();
    if (!asked || !m_project) {
        if (!asked) fail(asked.error());
        showStart();
        return;
    }
    m_estimate->setText(tr("Looking at what is to be done…"));
    showStart();
    m_running = runJob<LoopPlan>(
        m_pool, [planner = m_planner, store = m_project, settings = asked->request.settings](
                    JobContext&) { return planner->plan(*store, settings); });
    onFinished(m_running, this, [this, generation](const Result<LoopPlan>& plan) {
        if (generation == m_generation) showPlan(plan);
    });
}

void LoopForm::fail(const Error& error)
{
    m_problem = text(error.message());
    m_estimate->setText(m_problem);
}

void LoopForm::showPlan(const Result<LoopPlan>& plan)
{
    if (!plan) {
        if (plan.error().code() != ErrorCode::Cancelled) fail(plan.error());
        return;
    }
    m_plan = *plan;
    const int todo = int(plan->rest.units) + plan->unknown;
    QStringList lines;
    if (plan->loop && todo == 0)
        lines << tr("This loop is finished. More rounds, or another seed, give it more to do.");
    else if (plan->loop)
        lines << tr("The loop “%1” of this project goes on: %2 of %3 phases are left.")
                     .arg(text(plan->loop->name))
                     .arg(todo)
                     .arg(plan->phases.size());
    else
        lines << tr("A new loop of %1 phases.").arg(plan->phases.size());
    if (todo > 0) {
        lines << tr("About %1 and %2 tokens%3.")
                     .arg(durationText(plan->rest.seconds * 1000), countText(plan->rest.tokens),
                          plan->rest.isMeasured ? QString()
                                                : tr(", by a rule of thumb for two quiet cores"));
        if (plan->unknown > 0)
            lines << tr("%1 phases are not counted: what they learn from is not there yet.")
                         .arg(plan->unknown);
    }
    if (m_large->currentText().trimmed() == u"planner")
        lines << tr("The planner is an offline stand-in for a large model, not one.");
    m_estimate->setText(lines.join(u'\n'));
    showStart();
}

void LoopForm::setHindrance(const QString& why)
{
    m_hindrance = why;
    showStart();
}

void LoopForm::showStart()
{
    const bool ready = m_plan && m_project && m_hindrance.isEmpty();
    const int todo = m_plan ? int(m_plan->rest.units) + m_plan->unknown : 0;
    m_start->setEnabled(ready && todo > 0);
    m_start->setText(m_plan && m_plan->loop ? tr("&Go on") : tr("&Start rounds"));
    m_anew->setVisible(m_plan && m_plan->loop);
    m_anew->setEnabled(ready);
    m_start->setToolTip(m_hindrance);
}

}  // namespace sym
