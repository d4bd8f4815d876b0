#include "ui/step/timings_tab.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QVBoxLayout>

#include <array>

#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

std::array<double, kPhases> phasesOf(const StepTimings& timings)
{
    return {timings.observe, timings.decide, timings.act, timings.settle, timings.screenshot};
}

QString phaseTitle(int phase)
{
    switch (Phase(phase)) {
    case Phase::Observe: return TimingsTab::tr("Observe");
    case Phase::Decide: return TimingsTab::tr("Decide");
    case Phase::Act: return TimingsTab::tr("Act");
    case Phase::Settle: return TimingsTab::tr("Settle");
    case Phase::Screenshot: return TimingsTab::tr("Screenshots");
    }
    return {};
}

}  // namespace

PhaseBar::PhaseBar(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"phaseBar"_s);
    setAccessibleName(tr("Time by phase"));
}

void PhaseBar::setTimings(const StepTimings& timings)
{
    m_timings = timings;
    update();
}

QSize PhaseBar::sizeHint() const
{
    return {400, fontMetrics().height() * 2};
}

void PhaseBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double total = m_timings.total();
    if (total <= 0) return;
    double x = 0;
    const auto phases = phasesOf(m_timings);
    for (int phase = 0; phase < kPhases; ++phase) {
        const double w = width() * phases[std::size_t(phase)] / total;
        const QRectF box(x, 4, w, height() - 8);
        painter.fillRect(box.adjusted(0, 0, w > 2 ? -1 : 0, 0), phaseColor(Phase(phase)));
        painter.setPen(Qt::black);
        const QString title = phaseTitle(phase);
        if (fontMetrics().horizontalAdvance(title) + 8 < w)
            painter.drawText(box, Qt::AlignCenter, title);
        x += w;
    }
}

TimingsTab::TimingsTab(QWidget* parent)
    : StepTab(parent), m_bar(new PhaseBar(this)), m_table(new QTableWidget(this))
{
    m_table->setObjectName(u"timingsTable"_s);
    m_table->setAccessibleName(tr("Time, tokens and cost"));
    m_table->setColumnCount(4);
    m_table->setHorizontalHeaderLabels(
        {tr("Phase"), tr("Time"), tr("Tokens in / out"), tr("Cost")});
    for (int column = 0; column < m_table->columnCount(); ++column)
        m_table->horizontalHeaderItem(column)->setTextAlignment(
            (column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_bar);
    layout->addWidget(m_table, 1);
}

void TimingsTab::showStep(const std::shared_ptr<const Step>& step)
{
    m_bar->setTimings(step ? step->timings : StepTimings());
    m_table->setRowCount(0);
    if (!step) return;
    const auto addRow = [this](const QStringList& cells, const QColor& color, bool bold) {
        const int row = m_table->rowCount();
        m_table->insertRow(row);
        for (int column = 0; column < cells.size(); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            if (column > 0) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            QFont font = m_table->font();
            font.setBold(bold);
            item->setFont(font);
            if (column == 0 && color.isValid()) item->setData(Qt::DecorationRole, color);
            m_table->setItem(row, column, item);
        }
    };
    const auto phases = phasesOf(step->timings);
    for (int phase = 0; phase < kPhases; ++phase)
        addRow({phaseTitle(phase), durationText(phases[std::size_t(phase)]), {}, {}},
               phaseColor(Phase(phase)), false);
    addRow({tr("Step"), durationText(step->timings.total()), {}, {}}, {}, true);
    for (const ModelCall& call : step->calls)
        addRow({tr("Model call: %1").arg(text(call.purpose)), durationText(call.milliseconds),
                tr("%1 / %2").arg(countText(call.promptTokens), countText(call.responseTokens)),
                call.costUsd > 0 ? costText(call.costUsd) : QString()},
               {}, false);
}

}  // namespace sym
