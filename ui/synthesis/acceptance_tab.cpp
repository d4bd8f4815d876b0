#include "ui/synthesis/acceptance_tab.h"

#include <QtCore/QEvent>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <map>

#include "core/synthesis/speculation.h"
#include "ui/decision/decision_source.h"
#include "ui/widgets/image_view.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/plot_library.h"
#include "ui/widgets/share_splitter.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kRefreshMilliseconds = 300;
enum Graph { Low, High, All, Recent };

bool isWithin(int rank, int k)
{
    return rank >= 0 && (k == kAllCandidates || rank < k);
}

}  // namespace

std::vector<NamedTally> acceptanceRows(const DecisionSource& source)
{
    Tally executed, canonical, strict;
    std::map<int, Tally> byK;
    std::map<std::string, Tally> bySite;
    for (const DecisionRow& row : source.rows()) {
        executed.add(row.isAccepted);
        canonical.add(row.verdict.canonical);
        strict.add(row.verdict.strict);
        for (const int k : kReportedK) byK[k].add(isWithin(row.ranks.canonical, k));
        bySite[row.site].add(row.isAccepted);
    }
    std::vector<NamedTally> rows{{AcceptanceTab::tr("Rule at the run's K"), {}, true},
                                 {AcceptanceTab::tr("as executed"), executed},
                                 {AcceptanceTab::tr("canonical match"), canonical},
                                 {AcceptanceTab::tr("strict match"), strict},
                                 {AcceptanceTab::tr("At another K, canonical"), {}, true}};
    for (const int k : kReportedK) rows.push_back({nameOfK(k), byK[k]});
    rows.push_back({AcceptanceTab::tr("Site, as executed"), {}, true});
    for (const auto& [site, tally] : bySite) rows.push_back({text(site), tally});
    return rows;
}

AcceptanceTab::AcceptanceTab(const DecisionSource& source, QWidget* parent)
    : QWidget(parent), m_source(source), m_table(new TallyModel(tr("Accepted"), this))
{
    setObjectName(u"acceptanceTab"_s);
    build();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kRefreshMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &AcceptanceTab::showAll);
    connect(&source, &DecisionSource::rowsReset, this, &AcceptanceTab::showAll);
    connect(&source, &DecisionSource::rowsAdded, this, [this] {
        if (!m_soon.isActive()) m_soon.start();
    });
    showAll();
}

void AcceptanceTab::build()
{
    auto* top = new QWidget(this);
    auto* title = new QLabel(
        tr("Share of proposals accepted, in the order of the decisions: all so far with the 95 % "
           "interval, and the last %1 (dashed).")
            .arg(kWindow),
        top);
    title->setWordWrap(true);
    m_plot = new QCustomPlot(top);
    m_plot->setObjectName(u"acceptancePlot"_s);
    m_plot->setMinimumHeight(fontMetrics().height() * 7);
    for (int graph = Low; graph <= Recent; ++graph) m_plot->addGraph();
    m_plot->graph(High)->setChannelFillGraph(m_plot->graph(Low));
    m_plot->yAxis->setRange(0, 100);
    m_plot->yAxis->setLabel(tr("accepted, %"));
    m_plot->xAxis->setLabel(tr("decision"));
    auto* topLayout = new QVBoxLayout(top);
    topLayout->setContentsMargins(6, 6, 6, 0);
    topLayout->addWidget(title);
    topLayout->addWidget(m_plot, 1);
    auto* splitter = new ShareSplitter(Qt::Vertical, {45, 55}, this);
    splitter->addWidget(top);
    QTableView* view = makeTallyView(m_table, u"acceptanceTable"_s, this);
    view->setAccessibleName(tr("Acceptance"));
    splitter->addWidget(view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    applyTheme();
}

void AcceptanceTab::showAll()
{
    m_table->setRows(acceptanceRows(m_source));
    showCurve();
}

void AcceptanceTab::showCurve()
{
    QVector<double> numbers, low, high, all, recent;
    Tally sum;
    const auto& rows = m_source.rows();
    int inWindow = 0;
    for (int i = 0; i < int(rows.size()); ++i) {
        const auto accepted = [&](int at) { return rows[std::size_t(at)].isAccepted ? 1 : 0; };
        sum.add(accepted(i) == 1);
        inWindow += accepted(i) - (i >= kWindow ? accepted(i - kWindow) : 0);
        numbers << i + 1;
        low << 100 * sum.low();
        high << 100 * sum.high();
        all << 100 * sum.rate();
        recent << 100.0 * inWindow / std::min(i + 1, kWindow);
    }
    m_plot->graph(Low)->setData(numbers, low, true);
    m_plot->graph(High)->setData(numbers, high, true);
    m_plot->graph(All)->setData(numbers, all, true);
    m_plot->graph(Recent)->setData(numbers, recent, true);
    m_plot->xAxis->setRange(1, std::max(2, int(rows.size())));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

int AcceptanceTab::points() const
{
    return m_plot->graph(All)->dataCount();
}

void AcceptanceTab::applyTheme()
{
    const QPalette colors = palette();
    const bool dark = isDark(colors);
    const auto seen = [dark](ImageMark::Kind kind) {
        return dark ? markColor(kind).lighter(150) : markColor(kind);
    };
    const QColor line = seen(ImageMark::Kind::Small);
    QColor band = line;
    band.setAlpha(45);
    m_plot->graph(Low)->setPen(Qt::NoPen);
    m_plot->graph(High)->setPen(Qt::NoPen);
    m_plot->graph(High)->setBrush(band);
    m_plot->graph(All)->setPen(QPen(line, 2));
    m_plot->graph(Recent)->setPen(QPen(seen(ImageMark::Kind::Large), 1.5, Qt::DashLine));
    m_plot->setBackground(colors.brush(QPalette::Base));
    QColor grid = colors.color(QPalette::Text);
    grid.setAlpha(40);
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(colors.color(QPalette::Text));
        axis->setTickPen(colors.color(QPalette::Text));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(colors.color(QPalette::Text));
        axis->setLabelColor(colors.color(QPalette::Text));
        axis->setTickLabelFont(font());
        axis->setLabelFont(font());
        axis->grid()->setPen(QPen(grid, 1, Qt::DotLine));
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void AcceptanceTab::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) applyTheme();
}

}  // namespace sym
