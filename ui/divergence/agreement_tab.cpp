#include "ui/divergence/agreement_tab.h"

#include <QtCore/QLocale>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QVBoxLayout>

#include "core/synthesis/speculation.h"
#include "ui/decision/decision_source.h"
#include "ui/decision/decision_text.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/table_copy.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kRefreshMilliseconds = 300;

void setLabels(QTableWidget* table, const QStringList& columns, const QStringList& rows)
{
    table->setColumnCount(int(columns.size()));
    table->setRowCount(int(rows.size()));
    table->setHorizontalHeaderLabels(columns);
    table->setVerticalHeaderLabels(rows);
}

}  // namespace

Agreement agreementOfRows(const DecisionSource& source)
{
    Agreement agreement;
    for (const DecisionRow& row : source.rows()) {
        if (row.hasProposal())
            agreement.add({row.episode, row.step, row.site, row.ranks});
        else
            ++agreement.withoutProposal;
    }
    return agreement;
}

AgreementTab::AgreementTab(const DecisionSource& source, QWidget* parent)
    : QWidget(parent), m_source(source), m_table(new TallyModel(tr("Agree"), this))
{
    setObjectName(u"agreementTab"_s);
    build();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kRefreshMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &AgreementTab::showAll);
    connect(&source, &DecisionSource::rowsReset, this, &AgreementTab::showAll);
    connect(&source, &DecisionSource::rowsAdded, this, [this] {
        if (!m_soon.isActive()) m_soon.start();
    });
    showAll();
}

void AgreementTab::build()
{
    m_facts = new QLabel(this);
    m_facts->setObjectName(u"agreementFacts"_s);
    m_facts->setWordWrap(true);
    auto* kindsLabel = new QLabel(
        tr("States by kind of difference and site; against the candidate that the proposal "
           "matches, else against the first"),
        this);
    m_kinds = new QTableWidget(this);
    m_kinds->setObjectName(u"kindTable"_s);
    m_kinds->setAccessibleName(tr("Kinds of difference by site"));
    m_kinds->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_kinds->setAlternatingRowColors(true);
    m_kinds->setTabKeyNavigation(false);
    m_kinds->horizontalHeader()->setHighlightSections(false);
    m_kinds->horizontalHeader()->setDefaultAlignment(Qt::AlignCenter);
    m_kinds->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    enableTableCopy(m_kinds);
    QTableView* view = makeTallyView(m_table, u"agreementTable"_s, this);
    view->setAccessibleName(tr("Agreement"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_facts);
    layout->addWidget(view, 3);
    layout->addWidget(kindsLabel);
    layout->addWidget(m_kinds, 2);
}

void AgreementTab::showAll()
{
    const Agreement agreement = agreementOfRows(m_source);
    m_facts->setText(
        tr("At %n state(s) both models said what they would do; at %1 more the small one had no "
           "proposal. Agreement at K: the proposal is among the first K candidates.",
           nullptr, int(agreement.states.size()))
            .arg(agreement.withoutProposal));
    std::vector<NamedTally> rows{{tr("Canonical match"), {}, true}};
    const auto at = [](const std::map<int, Tally>& tallies, int k) {
        const auto found = tallies.find(k);
        return found == tallies.end() ? Tally{} : found->second;
    };
    for (const int k : kReportedK) rows.push_back({nameOfK(k), at(agreement.atK, k)});
    rows.push_back({tr("Strict match"), {}, true});
    for (const int k : kReportedK) rows.push_back({nameOfK(k), at(agreement.atKStrict, k)});
    rows.push_back({tr("With the first choice, by site"), {}, true});
    for (const auto& [site, tally] : agreement.bySite) rows.push_back({text(site), tally});
    m_table->setRows(std::move(rows));
    showKinds(agreement);
}

void AgreementTab::showKinds(const Agreement& agreement)
{
    const auto count = [](const std::map<DivergenceKind, int>& kinds, DivergenceKind kind) {
        const auto found = kinds.find(kind);
        return found == kinds.end() ? 0 : found->second;
    };
    QStringList columns, rows{tr("all sites")};
    for (int kind = 0; kind < kDivergenceKinds; ++kind) columns << kindText(DivergenceKind(kind));
    for (const auto& [site, kinds] : agreement.kindsBySite) rows << text(site);
    if (rows != m_sites) {  // else only numbers change, and what is selected stays
        m_sites = rows;
        setLabels(m_kinds, columns, rows);
    }
    const auto fill = [&](int row, const std::map<DivergenceKind, int>& kinds) {
        for (int kind = 0; kind < kDivergenceKinds; ++kind) {
            const int states = count(kinds, DivergenceKind(kind));
            QTableWidgetItem* item = m_kinds->item(row, kind);
            if (!item) {
                item = new QTableWidgetItem;
                item->setTextAlignment(Qt::AlignCenter);
                m_kinds->setItem(row, kind, item);
            }
            item->setText(states ? QLocale().toString(states) : u"–"_s);
        }
    };
    fill(0, agreement.kinds);
    int row = 1;
    for (const auto& [site, kinds] : agreement.kindsBySite) fill(row++, kinds);
    m_kinds->resizeColumnsToContents();
}

}  // namespace sym
