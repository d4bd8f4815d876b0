#include "ui/shell/site_settings_page.h"

#include <QtCore/QScopedValueRollback>
#include <QtGui/QPainter>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QVBoxLayout>

#include "core/jobs/job.h"
#include "ui/session/job_list.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

/// A light that differs in shape as well as colour: ring, disc, triangle, cross.
QIcon healthIcon(SiteHealth::State state, const QPalette& palette, int side)
{
    QPixmap pixmap(side * 2, side * 2);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box(3, 3, side - 6, side - 6);
    switch (state) {
    case SiteHealth::State::Unknown:
        painter.setPen(QPen(toneColor(Tone::Muted, palette), 2));
        painter.drawEllipse(box);
        break;
    case SiteHealth::State::Ready:
        painter.setPen(Qt::NoPen);
        painter.setBrush(toneColor(Tone::Good, palette));
        painter.drawEllipse(box);
        break;
    case SiteHealth::State::LoginFailed:
        painter.setPen(Qt::NoPen);
        painter.setBrush(toneColor(Tone::Warning, palette));
        painter.drawPolygon(
            QPolygonF{QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()});
        break;
    case SiteHealth::State::Unreachable:
        painter.setPen(QPen(toneColor(Tone::Bad, palette), 3));
        painter.drawLine(box.topLeft(), box.bottomRight());
        painter.drawLine(box.topRight(), box.bottomLeft());
        break;
    }
    return pixmap;
}

QString healthText(SiteHealth::State state)
{
    switch (state) {
    case SiteHealth::State::Unknown: return SiteSettingsPage::tr("not checked");
    case SiteHealth::State::Ready: return SiteSettingsPage::tr("ready");
    case SiteHealth::State::LoginFailed: return SiteSettingsPage::tr("login failed");
    case SiteHealth::State::Unreachable: return SiteSettingsPage::tr("not reachable");
    }
    return {};
}

}  // namespace

SiteSettingsPage::SiteSettingsPage(Engine& engine, JobList& jobs, QWidget* parent)
    : QWidget(parent),
      m_engine(engine),
      m_jobs(jobs),
      m_list(new QListWidget(this)),
      m_health(new QLabel(this))
{
    m_list->setObjectName(u"siteList"_s);
    m_list->setAccessibleName(tr("Sites"));
    m_list->setMaximumWidth(fontMetrics().averageCharWidth() * 46);
    m_list->setMinimumWidth(fontMetrics().averageCharWidth() * 40);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_health->setObjectName(u"siteHealth"_s);
    m_health->setWordWrap(true);
    m_health->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* fields = new QWidget(this);
    auto* form = new QFormLayout(fields);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    buildForm(form);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(fields);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* checkButton = new QPushButton(tr("&Check this site"), this);
    auto* checkAllButton = new QPushButton(tr("Check &all"), this);
    auto* resetButton = new QPushButton(tr("&Reset this site now"), this);
    checkButton->setObjectName(u"checkSite"_s);
    checkAllButton->setObjectName(u"checkAllSites"_s);
    resetButton->setObjectName(u"resetSite"_s);
    connect(checkButton, &QPushButton::clicked, this, [this] { check(m_list->currentRow()); });
    connect(checkAllButton, &QPushButton::clicked, this, &SiteSettingsPage::checkAll);
    connect(resetButton, &QPushButton::clicked, this, [this] { reset(m_list->currentRow()); });
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(checkButton);
    buttons->addWidget(checkAllButton);
    buttons->addWidget(resetButton);
    buttons->addStretch(1);
    auto* note = new QLabel(
        tr("Fill in the addresses of your own WebArena; the built-in tasks need none of this. "
           "Passwords are kept in the project file as they are: use lab accounts only."),
        this);
    note->setWordWrap(true);
    auto* right = new QVBoxLayout;
    right->addWidget(scroll, 1);
    right->addWidget(m_health);
    right->addLayout(buttons);
    auto* row = new QHBoxLayout;
    row->addWidget(m_list);
    row->addLayout(right, 1);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(note);
    layout->addLayout(row, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &SiteSettingsPage::showCurrent);
}

void SiteSettingsPage::buildForm(QFormLayout* form)
{
    addField(form, u"siteAddress"_s, tr("A&ddress:"),
             tr("For example http://host:7770, without a slash at the end"), &SiteSetting::address,
             false);
    addField(form, u"siteUser"_s, tr("&User:"), tr("Account the agent works with"),
             &SiteSetting::user, false);
    addField(form, u"sitePassword"_s, tr("&Password:"), tr("Of that account"),
             &SiteSetting::password, true);
    addField(form, u"siteLoginUrl"_s, tr("&Login page:"),
             tr("Page with the login form; empty: no login"), &SiteSetting::loginUrl, false);
    addField(form, u"siteCheckUrl"_s, tr("Login c&heck page:"),
             tr("A page only a logged-in user sees"), &SiteSetting::loginCheckUrl, false);
    addField(form, u"siteCheckText"_s, tr("Text on &it:"),
             tr("Text the page then contains; empty: its address must not change"),
             &SiteSetting::loginCheckText, false);
    addField(form, u"siteResetUrl"_s, tr("Reset address:"), tr("Asked with GET to start a reset"),
             &SiteSetting::resetUrl, false);
    addField(form, u"siteResetCommand"_s, tr("Reset command:"),
             tr("Run instead, when there is no reset address"), &SiteSetting::resetCommand, false);
    addField(form, u"siteResetStatus"_s, tr("Reset status:"),
             tr("Polled until it answers that the site is ready"), &SiteSetting::resetStatusUrl,
             false);
    addNumber(form, u"siteDeadline"_s, tr("Reset deadline:"),
              tr("A reset that takes longer has failed"), &SiteSetting::resetDeadlineSeconds,
              86'400);
    addNumber(form, u"siteCoolDown"_s, tr("Cool-down:"),
              tr("Pause between two tasks that change content, for sites that limit the rate"),
              &SiteSetting::coolDownSeconds, 86'400);
}

void SiteSettingsPage::addField(QFormLayout* form, const QString& name, const QString& title,
                                const QString& tip, std::string SiteSetting::*field, bool secret)
{
    auto* edit = new QLineEdit(this);
    edit->setObjectName(name);
    edit->setToolTip(tip);
    edit->setPlaceholderText(tip);
    edit->setAccessibleName(QString(title).remove(u'&').remove(u':'));
    if (secret) edit->setEchoMode(QLineEdit::Password);
    form->addRow(title, edit);
    m_fill.push_back([edit, field](const SiteSetting& site) { edit->setText(text(site.*field)); });
    connect(edit, &QLineEdit::textChanged, this, [this, field](const QString& value) {
        SiteSetting* site = current();
        if (site && !m_filling) site->*field = engineText(value.trimmed());
    });
}

void SiteSettingsPage::addNumber(QFormLayout* form, const QString& name, const QString& title,
                                 const QString& tip, int SiteSetting::*field, int high)
{
    auto* box = new QSpinBox(this);
    box->setObjectName(name);
    box->setRange(0, high);
    box->setSuffix(tr(" s"));
    box->setToolTip(tip);
    box->setAccessibleName(QString(title).remove(u':'));
    form->addRow(title, box);
    m_fill.push_back([box, field](const SiteSetting& site) { box->setValue(site.*field); });
    connect(box, &QSpinBox::valueChanged, this, [this, field](int value) {
        SiteSetting* site = current();
        if (site && !m_filling) site->*field = value;
    });
}

void SiteSettingsPage::setSites(const SiteSettings& sites)
{
    m_sites = sites;
    m_list->clear();
    for (const SiteSetting& site : m_sites.sites) new QListWidgetItem(text(site.name), m_list);
    for (int row = 0; row < m_list->count(); ++row) showHealth(row, {});
    m_list->setCurrentRow(0);
    showCurrent();
}

SiteSetting* SiteSettingsPage::current()
{
    const int row = m_list->currentRow();
    return row >= 0 && row < int(m_sites.sites.size()) ? &m_sites.sites[std::size_t(row)] : nullptr;
}

void SiteSettingsPage::showCurrent()
{
    const SiteSetting* site = current();
    if (!site) return;
    const QScopedValueRollback filling(m_filling, true);
    for (const auto& fill : m_fill) fill(*site);
    m_health->setText(m_list->currentItem()->toolTip());
}

void SiteSettingsPage::showHealth(int row, const SiteHealth& health)
{
    QListWidgetItem* item = m_list->item(row);
    if (!item) return;
    const QString name = text(m_sites.sites[std::size_t(row)].name);
    item->setText(tr("%1 – %2", "site and its health").arg(name, healthText(health.state)));
    item->setIcon(healthIcon(health.state, palette(), fontMetrics().height()));
    item->setToolTip(health.message.empty() ? healthText(health.state) : text(health.message));
    if (row == m_list->currentRow()) m_health->setText(item->toolTip());
}

void SiteSettingsPage::check(int row)
{
    if (row < 0 || row >= int(m_sites.sites.size())) return;
    m_list->item(row)->setToolTip(tr("Asking…"));
    const auto future = m_engine.checkSite(m_sites.sites[std::size_t(row)]);
    onFinished(future, this, [this, row](const Result<SiteHealth>& health) {
        showHealth(row, health
                            ? *health
                            : SiteHealth{SiteHealth::State::Unreachable, health.error().message()});
    });
}

void SiteSettingsPage::checkAll()
{
    for (int row = 0; row < int(m_sites.sites.size()); ++row)
        if (!m_sites.sites[std::size_t(row)].address.empty()) check(row);
}

void SiteSettingsPage::reset(int row)
{
    if (row < 0 || row >= int(m_sites.sites.size())) return;
    const SiteSetting& site = m_sites.sites[std::size_t(row)];
    const auto future = m_engine.resetSite(site);
    m_jobs.add(tr("Reset %1").arg(text(site.name)), future);
    m_health->setText(tr("Resetting…"));
    onFinished(future, this, [this](const Result<std::string>& done) {
        m_health->setText(done ? text(*done) : text(done.error().message()));
    });
}

}  // namespace sym
