#include "ui/step/prompt_tab.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <nlohmann/json.hpp>

#include "ui/widgets/find_bar.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/svg_icon.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

QString readablePrompt(const std::string& messagesJson)
{
    const auto messages = nlohmann::json::parse(messagesJson, nullptr, false);
    if (!messages.is_array()) return text(messagesJson);
    QString readable;
    for (const auto& message : messages) {
        if (!message.is_object()) return text(messagesJson);
        const auto role = message.value("role", std::string());
        const auto content = message.contains("content") ? message["content"] : nlohmann::json();
        readable += u"── "_s + text(role).toUpper() + u" ──\n"_s;
        readable += content.is_string() ? text(content.get_ref<const std::string&>())
                                        : text(content.dump(2));
        readable += u"\n\n"_s;
    }
    return readable;
}

PromptTab::PromptTab(QWidget* parent)
    : StepTab(parent),
      m_calls(new QComboBox(this)),
      m_raw(new QCheckBox(tr("As sent (JSON)"), this)),
      m_facts(new QLabel(this))
{
    m_calls->setObjectName(u"modelCalls"_s);
    m_calls->setAccessibleName(tr("Model call"));
    m_calls->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_raw->setObjectName(u"rawPrompt"_s);
    m_raw->setToolTip(tr("Show the messages as the JSON that went over the wire"));
    m_facts->setWordWrap(true);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(4, 4, 4, 4);
    bar->addWidget(m_calls);
    bar->addSpacing(fontMetrics().averageCharWidth());
    bar->addWidget(m_facts, 1);
    bar->addWidget(m_raw);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(u"promptSplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makePane(tr("Prompt"), u"promptText"_s, m_prompt));
    splitter->addWidget(makePane(tr("Response"), u"responseText"_s, m_response));
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(splitter, 1);
    connect(m_calls, &QComboBox::currentIndexChanged, this, [this] { showCall(); });
    connect(m_raw, &QCheckBox::toggled, this, [this] { showCall(); });
}

QWidget* PromptTab::makePane(const QString& title, const QString& name, QPlainTextEdit*& view)
{
    auto* pane = new QWidget(this);
    view = new QPlainTextEdit(pane);
    view->setObjectName(name);
    view->setAccessibleName(title);
    view->setReadOnly(true);
    view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    view->setFont(fixedFont());
    view->setTabStopDistance(view->fontMetrics().horizontalAdvance(u' ') * 4);
    auto* find = new FindBar(view, pane);
    auto* copy = new QToolButton(pane);
    copy->setIcon(svgIcon(u"copy"_s));
    copy->setText(tr("Copy"));
    copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    copy->setAutoRaise(true);
    copy->setObjectName(u"copy_"_s + name);
    copy->setAccessibleName(tr("Copy %1").arg(title));
    connect(copy, &QToolButton::clicked, view,
            [view] { QGuiApplication::clipboard()->setText(view->toPlainText()); });
    auto* heading = new QHBoxLayout;
    heading->setContentsMargins(4, 0, 0, 0);
    heading->addWidget(new QLabel(u"<b>"_s + title.toHtmlEscaped() + u"</b>"_s, pane), 1);
    heading->addWidget(copy);
    auto* layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(heading);
    layout->addWidget(find);
    layout->addWidget(view, 1);
    return pane;
}

void PromptTab::showStep(const std::shared_ptr<const Step>& step)
{
    m_step = step;
    const QSignalBlocker quiet(m_calls);
    m_calls->clear();
    if (step)
        for (const ModelCall& call : step->calls)
            m_calls->addItem(tr("%1: %2").arg(text(call.purpose), text(call.model)));
    m_calls->setEnabled(m_calls->count() > 0);
    showCall();
}

void PromptTab::showCall()
{
    const int index = m_calls->currentIndex();
    if (!m_step || index < 0 || index >= int(m_step->calls.size())) {
        m_prompt->setPlainText({});
        m_response->setPlainText({});
        m_facts->setText(m_step ? tr("No model was asked at this step.") : QString());
        return;
    }
    const ModelCall& call = m_step->calls[std::size_t(index)];
    m_prompt->setPlainText(m_raw->isChecked() ? text(call.prompt) : readablePrompt(call.prompt));
    m_response->setPlainText(text(call.response));
    QStringList facts{tr("%1 tokens in, %2 out")
                          .arg(countText(call.promptTokens), countText(call.responseTokens)),
                      durationText(call.milliseconds)};
    if (call.costUsd > 0) facts << costText(call.costUsd);
    facts << tr("temperature %1, top-p %2, seed %3")
                 .arg(call.temperature)
                 .arg(call.topP)
                 .arg(call.seed);
    m_facts->setText(facts.join(u" · "_s));
}

}  // namespace sym
