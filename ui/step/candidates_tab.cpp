#include "ui/step/candidates_tab.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

#include "ui/step/candidate_model.h"
#include "ui/widgets/table_copy.h"

using namespace Qt::StringLiterals;

namespace sym {

CandidatesTab::CandidatesTab(QWidget* parent)
    : StepTab(parent), m_model(new CandidateModel(this)), m_view(new QTableView(this))
{
    m_view->setObjectName(u"candidateTable"_s);
    m_view->setAccessibleName(tr("Candidates"));
    m_view->setModel(m_model);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(true);
    m_view->setTabKeyNavigation(false);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    QHeaderView* header = m_view->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    connect(header, &QHeaderView::sectionResized, m_view, [this](int column) {
        if (column == CandidateModel::Reason) m_view->resizeRowsToContents();
    });
    enableTableCopy(m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
}

void CandidatesTab::showStep(const std::shared_ptr<const Step>& step)
{
    m_model->setStep(step);
    for (int column = 0; column < CandidateModel::Reason; ++column) {
        m_view->resizeColumnToContents(column);
        const int widest = fontMetrics().averageCharWidth() * 26;
        m_view->setColumnWidth(column, std::min(m_view->columnWidth(column) + 8, widest));
    }
    m_view->resizeRowsToContents();
}

}  // namespace sym
