#include "ui/tasks/run_options_bar.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSpinBox>

#include "ui/widgets/flow_layout.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kMaxBrowsers = 16;
constexpr int kMaxSteps = 500;

QSpinBox* spinBox(QWidget* parent, const QString& name, int low, int high, int value,
                  const QString& tip)
{
    auto* box = new QSpinBox(parent);
    box->setObjectName(name);
    box->setRange(low, high);
    box->setValue(value);
    box->setToolTip(tip);
    return box;
}

}  // namespace

RunOptionsBar::RunOptionsBar(QWidget* parent)
    : QWidget(parent),
      m_policy(new QComboBox(this)),
      m_model(new QLineEdit(this)),
      m_browsers(spinBox(this, u"runBrowsers"_s, 1, kMaxBrowsers, 2,
                         tr("How many pages work at the same time"))),
      m_seed(spinBox(this, u"runSeed"_s, 0, 1'000'000, 1,
                     tr("Equal seeds give equal runs of the planner"))),
      m_limit(spinBox(this, u"runLimit"_s, 0, 100'000, 0,
                      tr("At most so many tasks, spread over the templates; 0: all"))),
      m_steps(spinBox(this, u"runSteps"_s, 1, kMaxSteps, 20,
                      tr("An episode ends after so many steps"))),
      m_screenshots(new QCheckBox(tr("Screenshots"), this))
{
    m_policy->setObjectName(u"runPolicy"_s);
    m_policy->addItem(tr("Planner (offline stand-in)"), u"planner"_s);
    m_policy->addItem(tr("Large model"), u"large"_s);
    m_policy->addItem(tr("Small model"), u"small"_s);
    m_policy->setToolTip(tr(
        "Who decides: the built-in planner stands in for a large model and needs no server; "
        "the large model is the endpoint of the settings; the small model runs on this machine"));
    m_model->setObjectName(u"runModel"_s);
    m_model->setPlaceholderText(u"nano"_s);
    m_model->setToolTip(
        tr("The base that ships (nano), the folder of a training run, or a folder with a model"));
    const auto showModel = [this] {
        m_model->setEnabled(m_policy->currentData().toString() == u"small"_s);
    };
    connect(m_policy, &QComboBox::currentIndexChanged, this, showModel);
    showModel();
    m_limit->setSpecialValueText(tr("all"));
    m_screenshots->setObjectName(u"runScreenshots"_s);
    m_screenshots->setChecked(true);
    m_screenshots->setToolTip(tr("Keep a picture of the page before and after each step"));
    addTo(new FlowLayout(this));
}

void RunOptionsBar::addTo(QLayout* layout)
{
    const auto add = [&](const QString& title, QWidget* field) {
        auto* pair = new QWidget(this);
        auto* row = new QHBoxLayout(pair);
        row->setContentsMargins(0, 0, 0, 0);
        auto* label = new QLabel(title, pair);
        label->setBuddy(field);
        field->setAccessibleName(QString(title).remove(u'&').remove(u':'));
        row->addWidget(label);
        row->addWidget(field);
        layout->addWidget(pair);
    };
    add(tr("&Policy:"), m_policy);
    add(tr("Small model:"), m_model);
    add(tr("&Browsers:"), m_browsers);
    add(tr("S&eed:"), m_seed);
    add(tr("At &most:"), m_limit);
    add(tr("Steps:"), m_steps);
    layout->addWidget(m_screenshots);
}

RolloutOptions RunOptionsBar::options() const
{
    RolloutOptions options;
    options.policy = engineText(m_policy->currentData().toString());
    if (options.policy == "small") options.model = engineText(m_model->text().trimmed());
    options.browsers = m_browsers->value();
    options.seed = std::uint64_t(m_seed->value());
    options.limit = m_limit->value() == 0 ? -1 : m_limit->value();
    options.maxSteps = m_steps->value();
    options.screenshots = m_screenshots->isChecked();
    return options;
}

}  // namespace sym
