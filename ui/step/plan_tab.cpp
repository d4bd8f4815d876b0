#include "ui/step/plan_tab.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

QString section(const QString& title, const std::string& content)
{
    if (content.empty()) return {};
    return u"<h4>"_s + title.toHtmlEscaped() + u"</h4><p style=\"white-space:pre-wrap\">"_s
           + text(content).toHtmlEscaped() + u"</p>"_s;
}

int indentOf(const QString& line)
{
    int indent = 0;
    for (const QChar c : line) {
        if (c == u'\t')
            indent += 4;
        else if (c == u' ')
            ++indent;
        else
            break;
    }
    return indent;
}

/// Rows as high as their wrapped text needs; the tree alone would cut it.
class WrappedRows final : public QStyledItemDelegate {
public:
    explicit WrappedRows(QTreeWidget* tree) : QStyledItemDelegate(tree), m_tree(tree) {}

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        int depth = 1;
        for (QModelIndex up = index.parent(); up.isValid(); up = up.parent()) ++depth;
        const int margin = 2 * (m_tree->style()->pixelMetric(QStyle::PM_FocusFrameHMargin) + 1);
        const int width =
            std::max(m_tree->columnWidth(0) - depth * m_tree->indentation() - margin, margin);
        const QFontMetrics metrics(index.data(Qt::FontRole).isValid()
                                       ? index.data(Qt::FontRole).value<QFont>()
                                       : option.font);
        const QRect box =
            metrics.boundingRect(QRect(0, 0, width, 0), Qt::TextWordWrap, index.data().toString());
        return {width, box.height() + metrics.height() / 3};
    }

private:
    QTreeWidget* m_tree;
};

}  // namespace

PlanTab::PlanTab(QWidget* parent)
    : StepTab(parent), m_plan(new QTreeWidget(this)), m_thoughts(new QTextBrowser(this))
{
    m_plan->setObjectName(u"planTree"_s);
    m_plan->setAccessibleName(tr("Plan tree"));
    m_plan->setHeaderLabel(tr("Plan"));
    m_plan->setWordWrap(true);
    m_plan->setTextElideMode(Qt::ElideNone);
    m_plan->setIndentation(fontMetrics().averageCharWidth() * 2);
    m_plan->setItemDelegate(new WrappedRows(m_plan));
    connect(m_plan->header(), &QHeaderView::sectionResized, m_plan, &QTreeWidget::doItemsLayout);
    m_plan->setSelectionMode(QAbstractItemView::SingleSelection);
    m_thoughts->setObjectName(u"thoughts"_s);
    m_thoughts->setAccessibleName(tr("Reasoning"));
    m_thoughts->setOpenLinks(false);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(u"planSplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_plan);
    splitter->addWidget(m_thoughts);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
}

void PlanTab::showPlan(const QString& plan)
{
    m_plan->clear();
    QList<std::pair<int, QTreeWidgetItem*>> path;  // indentation and item, outermost first
    const QStringList lines = plan.split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        const int indent = indentOf(line);
        while (!path.isEmpty() && path.last().first >= indent) path.removeLast();
        auto* item = new QTreeWidgetItem({line.trimmed()});
        item->setToolTip(0, line.trimmed());
        if (line.contains(u"(Active Plan)"_s, Qt::CaseInsensitive)) {
            QFont font = m_plan->font();
            font.setBold(true);
            item->setFont(0, font);
        }
        if (path.isEmpty())
            m_plan->addTopLevelItem(item);
        else
            path.last().second->addChild(item);
        path.append({indent, item});
    }
    m_plan->expandAll();
}

void PlanTab::showStep(const std::shared_ptr<const Step>& step)
{
    if (!step) {
        m_plan->clear();
        m_thoughts->clear();
        return;
    }
    showPlan(text(step->plan));
    QString html = section(tr("Reason"), step->reasoning);
    html += section(tr("Observation described"), step->observationDescription);
    html += section(tr("History so far"), step->historySummary);
    if (!step->highlightIds.empty()) {
        QStringList ids;
        for (const std::string& id : step->highlightIds) ids << text(id);
        html += section(tr("Highlighted elements"), engineText(ids.join(u", "_s)));
    }
    if (html.isEmpty()) html = u"<p>"_s + tr("The agent gave no reasons at this step.") + u"</p>"_s;
    m_thoughts->setHtml(html);
}

}  // namespace sym
