#include "ui/training/preview_tab.h"

#include <QtCore/QSignalBlocker>
#include <QtCore/QThreadPool>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "core/jobs/job.h"
#include "ui/training/example_view.h"
#include "ui/training/training_draft.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/svg_icon.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

QString kindTitle(ExampleKind kind)
{
    switch (kind) {
    case ExampleKind::Action: return PreviewTab::tr("Action");
    case ExampleKind::Rationale: return PreviewTab::tr("Rationale");
    case ExampleKind::Joint: return PreviewTab::tr("Rationale and action");
    }
    return {};
}

QString shareText(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? percentText(double(part) / double(whole)) : u"–"_s;
}

QString totalsText(const RenderedSet& set)
{
    const std::int64_t all = set.trained + set.ignored + set.cut;
    QString line = PreviewTab::tr("%n example(s)", nullptr, int(set.examples.size()));
    line += u": "_s
            + PreviewTab::tr("%1 tokens learned (%2), %3 only read (%4), %5 cut (%6)")
                  .arg(countText(set.trained), shareText(set.trained, all), countText(set.ignored),
                       shareText(set.ignored, all), countText(set.cut), shareText(set.cut, all));
    line += u". "_s + PreviewTab::tr("The longest has %n token(s).", nullptr, set.longest);
    if (set.cutExamples > 0)
        line += u' ' + PreviewTab::tr("%n page(s) do not fit.", nullptr, set.cutExamples);
    if (set.withoutExample > 0)
        line += u' '
                + PreviewTab::tr("%n step(s) are left out, since the cut takes what they act on.",
                                 nullptr, set.withoutExample);
    if (set.records < set.allRecords)
        line += u' '
                + PreviewTab::tr("Of the first %1 of %2 steps.")
                      .arg(countText(set.records), countText(set.allRecords));
    return line;
}

}  // namespace

PreviewTab::PreviewTab(TrainingDraft& draft, QThreadPool& pool, QWidget* parent)
    : QWidget(parent), m_draft(draft), m_pool(pool)
{
    setObjectName(u"previewTab"_s);
    build();
    connect(&draft, &TrainingDraft::changed, this, &PreviewTab::showDraft);
    connect(m_stack, &PanelStack::retryRequested, this, [this] { m_draft.refreshModel(); });
    connect(m_kind, &QComboBox::currentIndexChanged, this, &PreviewTab::fillExamples);
    connect(m_number, &QSpinBox::valueChanged, this, &PreviewTab::showExample);
    connect(m_open, &QToolButton::clicked, this, [this] {
        const auto& rendered = m_draft.rendered();
        const int number = m_number->value() - 1;
        if (!rendered || !m_draft.dataset() || number < 0 || number >= int(m_examples.size()))
            return;
        const auto& example = rendered->examples[std::size_t(m_examples[std::size_t(number)])];
        const TrainingRecord& record = m_draft.dataset()->train[std::size_t(example.record)];
        Q_EMIT stepRequested(record.episode, record.step);
    });
    showDraft();
}

void PreviewTab::build()
{
    auto* content = new QWidget(this);
    m_totals = new QLabel(content);
    m_totals->setObjectName(u"previewTotals"_s);
    m_totals->setWordWrap(true);
    m_kind = new QComboBox(content);
    m_kind->setObjectName(u"previewKind"_s);
    m_kind->setAccessibleName(tr("Kind of example"));
    m_kind->addItem(tr("All kinds"), -1);
    for (const ExampleKind kind : {ExampleKind::Action, ExampleKind::Rationale, ExampleKind::Joint})
        m_kind->addItem(kindTitle(kind), int(kind));
    m_number = new QSpinBox(content);
    m_number->setObjectName(u"previewNumber"_s);
    m_number->setKeyboardTracking(false);
    auto* label = new QLabel(tr("&Example:"), content);
    label->setBuddy(m_number);
    m_facts = new QLabel(content);
    m_facts->setObjectName(u"previewFacts"_s);
    m_open = new QToolButton(content);
    m_open->setObjectName(u"previewOpen"_s);
    m_open->setText(tr("Open step"));
    m_open->setIcon(svgIcon(u"trajectory"_s));
    m_open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_open->setToolTip(tr("Show the step this example is made of"));
    auto* bar = new QHBoxLayout;
    bar->addWidget(label);
    bar->addWidget(m_number);
    bar->addWidget(m_kind);
    bar->addWidget(m_facts, 1);
    bar->addWidget(m_open);
    m_view = new ExampleView(content);
    m_view->setObjectName(u"previewText"_s);
    m_view->setAccessibleName(tr("Example with loss mask"));
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_totals);
    layout->addLayout(bar);
    layout->addWidget(buildLegend());
    layout->addWidget(new FindBar(m_view, content));
    layout->addWidget(m_view, 1);
    m_stack = new PanelStack(content, this);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
}

QWidget* PreviewTab::buildLegend()
{
    auto* legend = new QWidget(this);
    auto* row = new QHBoxLayout(legend);
    row->setContentsMargins(0, 0, 0, 0);
    struct Entry {
        QString title;
        TokenUse use;
        bool isReasoning;
    };
    const Entry entries[] = {{tr("action, learned"), TokenUse::Trained, false},
                             {tr("reasoning, learned (weight λ)"), TokenUse::Trained, true},
                             {tr("only read"), TokenUse::Ignored, false},
                             {tr("cut to fit"), TokenUse::Cut, false}};
    for (const Entry& entry : entries) {
        auto* label = new QLabel(legend);
        const auto paint = [label, entry] {
            QColor ground = ExampleView::ground(entry.use, entry.isReasoning, label->palette());
            if (entry.use != TokenUse::Ignored)
                ground.setAlpha(entry.use == TokenUse::Cut ? 40 : 90);
            const QString words = entry.title.toHtmlEscaped();
            label->setText(
                u"<span style='background-color:rgba(%1,%2,%3,%4)'>&nbsp;%5&nbsp;</span>"_s
                    .arg(ground.red())
                    .arg(ground.green())
                    .arg(ground.blue())
                    .arg(double(ground.alpha()) / 255)
                    .arg(entry.use == TokenUse::Cut ? u"<s>"_s + words + u"</s>"_s : words));
        };
        paint();
        connect(&m_draft, &TrainingDraft::changed, label, paint);
        row->addWidget(label);
    }
    row->addStretch(1);
    return legend;
}

void PreviewTab::showDraft()
{
    const auto& rendered = m_draft.rendered();
    if (rendered) {
        if (rendered.get() != m_shown) {
            m_shown = rendered.get();
            m_totals->setText(totalsText(*rendered));
            fillExamples();
        }
        m_stack->showFull();
        return;
    }
    m_shown = nullptr;
    if (m_draft.isBusy() && m_draft.project())
        m_stack->showBusy(tr("Making the examples…"));
    else if (!m_draft.modelProblem().isEmpty() && m_draft.dataset()
             && !m_draft.dataset()->train.empty())
        m_stack->showError(tr("The base model cannot be read"), m_draft.modelProblem());
    else
        m_stack->showEmpty(u"model"_s, tr("No examples to show"), m_draft.hindrance());
}

void PreviewTab::fillExamples()
{
    const auto& rendered = m_draft.rendered();
    if (!rendered) return;
    const int kind = m_kind->currentData().toInt();
    m_examples.clear();
    for (std::size_t i = 0; i < rendered->examples.size(); ++i)
        if (kind < 0 || int(rendered->examples[i].kind) == kind) m_examples.push_back(int(i));
    {
        const QSignalBlocker quiet(m_number);
        m_number->setRange(m_examples.empty() ? 0 : 1, int(m_examples.size()));
        m_number->setSuffix(tr(" of %1").arg(countText(std::int64_t(m_examples.size()))));
    }
    showExample();
}

void PreviewTab::showExample()
{
    const auto& rendered = m_draft.rendered();
    const auto& dataset = m_draft.dataset();
    const auto& model = m_draft.model();
    const int number = m_number->value() - 1;
    m_open->setEnabled(number >= 0 && number < int(m_examples.size()));
    if (!rendered || !dataset || !model || !m_open->isEnabled()) {
        m_view->setTokens({});
        m_facts->clear();
        return;
    }
    const TrainingExample& example =
        rendered->examples[std::size_t(m_examples[std::size_t(number)])];
    const int trained = example.trainedCount();
    m_facts->setText(tr("%1 · %2 learned, %3 read, %4 cut", "kind and token counts")
                         .arg(kindTitle(example.kind), countText(trained),
                              countText(std::int64_t(example.tokens.size()) - trained),
                              countText(example.cutTokens)));
    using Tokens = std::vector<MarkedToken>;
    const auto future =
        runJob<Tokens>(m_pool, [dataset, model, example, config = m_draft.config()](JobContext&) {
            const auto& ends = model->config.endTokens;
            return markTokens(dataset->train[std::size_t(example.record)], example,
                              *model->tokenizer, ends.empty() ? 0 : ends.front(), config);
        });
    onFinished(future, this, [this, asked = ++m_asked](const Result<Tokens>& tokens) {
        if (asked == m_asked) m_view->setTokens(tokens ? *tokens : Tokens());
    });
}

}  // namespace sym
