#include "ui/training/curve_export.h"

#include <QtCore/QBuffer>
#include <QtGui/QPageSize>
#include <QtGui/QPdfWriter>
#include <QtSvg/QSvgGenerator>

#include <set>

#include "ui/training/curve_plot.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/plot_library.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr double kPngScale = 2;
constexpr int kDotsPerInch = 96;

/// Puts title and legend into the chart while it is drawn for a file.
class Dressed {
public:
    explicit Dressed(CurvePlot& chart) : m_chart(chart)
    {
        QCustomPlot* plot = chart.plot();
        m_title = new QCPTextElement(plot, curveTitle(chart.curve()), chart.font());
        m_title->setTextColor(chart.palette().color(QPalette::Text));
        plot->plotLayout()->insertRow(0);
        plot->plotLayout()->addElement(0, 0, m_title);
        chart.setLegend(true);
        plot->replot(QCustomPlot::rpImmediateRefresh);
    }
    ~Dressed()
    {
        QCustomPlot* plot = m_chart.plot();
        plot->plotLayout()->remove(m_title);
        plot->plotLayout()->simplify();
        m_chart.setLegend(false);
        plot->replot(QCustomPlot::rpQueuedRefresh);
    }
    Dressed(const Dressed&) = delete;
    Dressed& operator=(const Dressed&) = delete;

private:
    CurvePlot& m_chart;
    QCPTextElement* m_title;
};

void paintOn(QPaintDevice& device, QCustomPlot& plot)
{
    QCPPainter painter;
    painter.begin(&device);
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    plot.toPainter(&painter, plot.width(), plot.height());
    painter.end();
}

std::string field(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", value);
    return text;
}

std::string field(const std::optional<double>& value)
{
    return value ? field(*value) : "";
}

std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string safe = "\"";
    for (const char c : text) safe += c == '"' ? "\"\"" : std::string(1, c);
    return safe + '"';
}

}  // namespace

Result<QByteArray> chartPicture(CurvePlot& chart, const QString& format)
{
    QCustomPlot* plot = chart.plot();
    const Dressed dressed(chart);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (format == u"png") {
        plot->toPixmap(plot->width(), plot->height(), kPngScale).save(&buffer, "PNG");
    } else if (format == u"svg") {
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setSize(plot->size());
        svg.setViewBox(QRect(QPoint(), plot->size()));
        svg.setTitle(curveTitle(chart.curve()));
        paintOn(svg, *plot);
    } else if (format == u"pdf") {
        QPdfWriter pdf(&buffer);
        pdf.setResolution(kDotsPerInch);
        pdf.setPageSize(QPageSize(QSizeF(plot->size()) * 72.0 / kDotsPerInch, QPageSize::Point, {},
                                  QPageSize::ExactMatch));
        pdf.setPageMargins({});
        pdf.setTitle(curveTitle(chart.curve()));
        paintOn(pdf, *plot);
    } else {
        return Error(ErrorCode::InvalidInput,
                     "charts are saved as png, svg or pdf, not " + engineText(format));
    }
    return bytes;
}

std::string metricsCsv(const std::vector<WatchedRun>& runs)
{
    std::set<std::string> sites;
    for (const WatchedRun& run : runs)
        for (const std::string& site : curveParts(Curve::LossBySite, run.metrics))
            sites.insert(site);
    std::string csv =
        "run,seed,update,tokens,epoch,seconds,loss,loss_action,loss_rationale,token_accuracy,"
        "learning_rate,gradient_norm,tokens_per_second,share_of_peak,memory_bytes,dev_loss,"
        "dev_exact_action,dev_steps,skipped";
    for (const std::string& site : sites) csv += ',' + quoted("loss " + site);
    csv += '\n';
    for (const WatchedRun& run : runs) {
        const std::string head =
            quoted(engineText(run.name)) + ',' + std::to_string(run.config.seed);
        for (const UpdateMetrics& at : run.metrics) {
            csv += head + ',' + std::to_string(at.update) + ',' + std::to_string(at.tokens);
            for (const double value :
                 {at.epoch, at.seconds, at.loss, at.lossAction, at.lossRationale, at.tokenAccuracy,
                  at.learningRate, at.gradientNorm, at.tokensPerSecond, at.shareOfPeak})
                csv += ',' + field(value);
            csv += ',' + std::to_string(at.memoryBytes) + ',' + field(at.devLoss) + ','
                   + field(at.devExactAction) + ','
                   + (at.devSteps ? std::to_string(*at.devSteps) : "") + ','
                   + (at.skipped ? "1" : "0");
            for (const std::string& site : sites)
                csv += ',' + field(curveValue(Curve::LossBySite, site, at));
            csv += '\n';
        }
    }
    return csv;
}

}  // namespace sym
