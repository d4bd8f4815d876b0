#include "ui/step/step_detail.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QVBoxLayout>

#include <functional>

#include "core/trajectory/trajectory_json.h"
#include "ui/step/candidate_model.h"
#include "ui/step/candidates_tab.h"
#include "ui/step/observation_tab.h"
#include "ui/step/plan_tab.h"
#include "ui/step/prompt_tab.h"
#include "ui/step/screenshot_tab.h"
#include "ui/step/timings_tab.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/show_tab.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

/// A searchable text made from the step: errors, JSON.
class TextTab final : public StepTab {
public:
    TextTab(std::function<QString(const Step&)> write, const QString& name, QWidget* parent)
        : StepTab(parent), m_write(std::move(write)), m_view(new QPlainTextEdit(this))
    {
        m_view->setObjectName(name);
        m_view->setReadOnly(true);
        m_view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        m_view->setFont(fixedFont());
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(new FindBar(m_view, this));
        layout->addWidget(m_view, 1);
    }

    void showStep(const std::shared_ptr<const Step>& step) override
    {
        m_view->setPlainText(step ? m_write(*step) : QString());
    }

private:
    std::function<QString(const Step&)> m_write;
    QPlainTextEdit* m_view;
};

QString errorText(const Step& step)
{
    QStringList lines;
    for (const std::string& error : step.errors) lines << text(error);
    if (!step.page.dialogMessage.empty())
        lines << StepDetail::tr("Dialog: %1").arg(text(step.page.dialogMessage));
    if (step.page.httpStatus >= 400)
        lines << StepDetail::tr("The page answered with HTTP status %1").arg(step.page.httpStatus);
    return lines.isEmpty() ? StepDetail::tr("No errors at this step.") : lines.join(u"\n\n"_s);
}

}  // namespace

StepDetail::StepDetail(ImageCache& images, QWidget* parent)
    : QWidget(parent),
      m_action(new QLabel(this)),
      m_page(new QLabel(this)),
      m_tabs(new QTabWidget(this))
{
    setObjectName(u"stepDetail"_s);
    m_action->setObjectName(u"stepAction"_s);
    m_action->setTextFormat(Qt::RichText);
    m_action->setWordWrap(true);
    m_action->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_page->setObjectName(u"stepPage"_s);
    m_page->setTextFormat(Qt::PlainText);
    m_page->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_page->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_tabs->setObjectName(u"stepTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(true);

    addTab(new ScreenshotTab(images, this), u"screenshotTab"_s, tr("Screenshots"));
    m_observation = new ObservationTab(images, this);
    addTab(m_observation, u"observationTab"_s, tr("Observation"));
    addTab(new PromptTab(this), u"promptTab"_s, tr("Prompt"));
    addTab(new CandidatesTab(this), u"candidatesTab"_s, tr("Candidates"));
    addTab(new PlanTab(this), u"planTab"_s, tr("Plan"));
    m_errors = new TextTab(errorText, u"errorText"_s, this);
    addTab(m_errors, u"errorsTab"_s, tr("Errors"));
    addTab(new TimingsTab(this), u"timingsTab"_s, tr("Timings"));
    addTab(new TextTab([](const Step& step) { return text(toJson(step).dump(2)); }, u"jsonText"_s,
                       this),
           u"jsonTab"_s, tr("JSON"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    m_action->setContentsMargins(6, 4, 6, 0);
    m_page->setContentsMargins(6, 0, 6, 2);
    layout->addWidget(m_action);
    layout->addWidget(m_page);
    layout->addWidget(m_tabs, 1);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] { fillCurrent(); });
    setStep(nullptr);
}

void StepDetail::addTab(StepTab* tab, const QString& name, const QString& title)
{
    tab->setObjectName(name);
    m_tabs->addTab(tab, title);
}

void StepDetail::setStep(std::shared_ptr<const Step> step)
{
    m_step = std::move(step);
    m_filled.clear();
    showHeading();
    const auto errors = m_step ? int(m_step->errors.size()) : 0;
    m_tabs->setTabText(m_tabs->indexOf(m_errors),
                       errors > 0 ? tr("Errors (%1)").arg(errors) : tr("Errors"));
    fillCurrent();
}

void StepDetail::showError(const QString& reason)
{
    setStep(nullptr);
    m_action->setText(u"<b>"_s + tr("This step could not be read.") + u"</b> "_s
                      + reason.toHtmlEscaped());
}

void StepDetail::showHeading()
{
    if (!m_step) {
        m_action->setText(tr("Select a step"));
        m_page->clear();
        return;
    }
    QString heading = u"<b>"_s + tr("Step %1").arg(m_step->index + 1) + u"</b> &nbsp;<code>"_s
                      + text(m_step->rawAction).left(300).toHtmlEscaped() + u"</code>"_s;
    if (!m_step->targetDescription.empty())
        heading += u" – "_s + text(m_step->targetDescription).left(200).toHtmlEscaped();
    heading += u" <span style=\"color:%1\">(%2)</span>"_s.arg(
        toneColor(Tone::Muted, palette()).name(), actorText(m_step->decidedBy).toHtmlEscaped());
    m_action->setText(heading);
    m_page->setText(text(m_step->page.url));
    m_page->setToolTip(text(m_step->page.title));
}

void StepDetail::fillCurrent()
{
    auto* tab = static_cast<StepTab*>(m_tabs->currentWidget());
    if (!tab || m_filled.contains(tab)) return;
    m_filled.append(tab);
    tab->showStep(m_step);
}

void StepDetail::find()
{
    if (!m_tabs->currentWidget()->findChild<FindBar*>()) m_tabs->setCurrentWidget(m_observation);
    m_tabs->currentWidget()->findChild<FindBar*>()->open();
}

void StepDetail::openTab(const QString& objectName)
{
    showTab(m_tabs, objectName);
}

}  // namespace sym
