#include "ui/shell/settings_dialog.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QVBoxLayout>

#include "core/jobs/job.h"
#include "ui/session/job_list.h"
#include "ui/shell/site_settings_page.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/svg_icon.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

SettingsDialog::SettingsDialog(Engine& engine, std::shared_ptr<ProjectStore> store, JobList& jobs,
                               QWidget* parent)
    : QDialog(parent),
      m_engine(engine),
      m_store(std::move(store)),
      m_tabs(new QTabWidget(this)),
      m_sites(new SiteSettingsPage(engine, jobs, this))
{
    setObjectName(u"settingsDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Settings of this project"));
    m_tabs->setObjectName(u"settingsTabs"_s);
    m_tabs->addTab(m_sites, svgIcon(u"globe"_s), tr("&Sites"));
    m_tabs->addTab(buildModelPage(), svgIcon(u"model"_s), tr("&Large model"));
    m_tabs->addTab(buildBrowserPage(), svgIcon(u"shield"_s), tr("&Browser and hosts"));
    m_error = new QLabel(this);
    m_error->setObjectName(u"settingsError"_s);
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_error->hide();
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &SettingsDialog::save);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_stack = new PanelStack(m_tabs, this);
    connect(m_stack, &PanelStack::retryRequested, this, &SettingsDialog::read);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_error);
    layout->addWidget(m_buttons);
    resize(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 36);
    read();
}

QWidget* SettingsDialog::buildModelPage()
{
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto field = [&](const QString& name, const QString& title, const QString& placeholder) {
        auto* edit = new QLineEdit(page);
        edit->setObjectName(name);
        edit->setPlaceholderText(placeholder);
        edit->setAccessibleName(QString(title).remove(u'&').remove(u':'));
        form->addRow(title, edit);
        return edit;
    };
    auto* note = new QLabel(
        tr("Any server that speaks the OpenAI chat protocol. It decides in runs with the policy "
           "“Large model”, and judges answers that need a judge."),
        page);
    note->setWordWrap(true);
    form->addRow(note);
    m_address = field(u"endpointAddress"_s, tr("&Address:"), u"http://127.0.0.1:8000/v1"_s);
    m_model =
        field(u"endpointModel"_s, tr("&Model:"), tr("Id of the model as the server names it"));
    m_key = field(u"endpointKey"_s, tr("&Key variable:"), u"OPENAI_API_KEY"_s);
    m_key->setToolTip(
        tr("Name of the environment variable that holds the key. The key itself is never stored."));
    m_keyState = new QLabel(page);
    m_keyState->setObjectName(u"endpointKeyState"_s);
    form->addRow(QString(), m_keyState);
    connect(m_key, &QLineEdit::textChanged, this, &SettingsDialog::showKeyState);
    return page;
}

QWidget* SettingsDialog::buildBrowserPage()
{
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_browser = new QComboBox(page);
    m_browser->setObjectName(u"browserChoice"_s);
    m_browser->setAccessibleName(tr("Browser"));
    m_browser->setEditable(true);
    m_browser->addItems({u"embedded"_s, u"chromium"_s});
    m_browser->setToolTip(
        tr("“embedded”: pages in this window. “chromium”: an external Chromium. "
           "Or the ws:// address of a running one."));
    form->addRow(tr("&Browser:"), m_browser);
    m_hosts = new QPlainTextEdit(page);
    m_hosts->setObjectName(u"allowedHosts"_s);
    m_hosts->setAccessibleName(tr("Allowed hosts"));
    m_hosts->setPlaceholderText(tr("One host a line, for example example.org or example.org:8080"));
    m_hosts->setTabChangesFocus(true);
    form->addRow(tr("Allowed &hosts:"), m_hosts);
    auto* note = new QLabel(tr("Pages may talk to the sites of the tasks and to these hosts. "
                               "Everything else is blocked "
                               "and noted with the step."),
                            page);
    note->setWordWrap(true);
    form->addRow(QString(), note);
    return page;
}

/// An empty field means the usual variable, as the hint in it says.
void SettingsDialog::showKeyState()
{
    const QString name =
        m_key->text().trimmed().isEmpty() ? m_key->placeholderText() : m_key->text().trimmed();
    m_keyState->setText(qEnvironmentVariableIsSet(name.toUtf8().constData())
                            ? tr("%1 is set; the key is read from it.").arg(name)
                            : tr("%1 is not set in this environment; no key is sent.").arg(name));
}

void SettingsDialog::read()
{
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
    if (!m_store) {
        m_stack->showEmpty(
            u"settings"_s, tr("No project is open"),
            tr("Sites, endpoint and browser belong to a project. Open or make one first."));
        return;
    }
    m_stack->showBusy(tr("Reading the settings…"));
    onFinished(m_engine.settings(m_store), this, [this](const Result<WorkSettings>& settings) {
        if (settings)
            show(*settings);
        else
            m_stack->showError(tr("The settings could not be read"),
                               text(settings.error().message()));
    });
}

void SettingsDialog::show(const WorkSettings& settings)
{
    m_sites->setSites(settings.sites);
    m_address->setText(text(settings.endpoint.address));
    m_model->setText(text(settings.endpoint.model));
    m_key->setText(text(settings.endpoint.keyVariable));
    showKeyState();
    m_browser->setEditText(text(settings.browser));
    QStringList hosts;
    for (const std::string& host : settings.allowedHosts) hosts << text(host);
    m_hosts->setPlainText(hosts.join(u'\n'));
    m_stack->showFull();
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(true);
    Q_EMIT loaded();
}

WorkSettings SettingsDialog::collect() const
{
    WorkSettings settings;
    settings.sites = m_sites->sites();
    settings.endpoint = {engineText(m_address->text().trimmed()),
                         engineText(m_model->text().trimmed()),
                         engineText(m_key->text().trimmed())};
    settings.browser = engineText(m_browser->currentText().trimmed());
    for (const QString& host : m_hosts->toPlainText().split(u'\n', Qt::SkipEmptyParts))
        if (!host.trimmed().isEmpty()) settings.allowedHosts.push_back(engineText(host.trimmed()));
    return settings;
}

void SettingsDialog::save()
{
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
    onFinished(
        m_engine.saveSettings(m_store, collect()), this, [this](const Result<WorkSettings>& saved) {
            m_buttons->button(QDialogButtonBox::Ok)->setEnabled(true);
            if (saved) {
                accept();
                return;
            }
            m_error->setText(tr("Not saved: %1").arg(text(saved.error().message())));
            m_error->setStyleSheet(u"color: %1"_s.arg(toneColor(Tone::Bad, palette()).name()));
            m_error->show();
        });
}

}  // namespace sym
