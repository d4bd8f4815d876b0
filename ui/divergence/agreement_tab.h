#pragma once

#include <QtCore/QStringList>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include "core/divergence/agreement.h"
#include "ui/decision/tally_table.h"

class QLabel;
class QTableWidget;

namespace sym {

class DecisionSource;

/// How often the two models agree at K = 1, 3, 5 and all, by site, and how they differ.
class AgreementTab final : public QWidget {
    Q_OBJECT

public:
    explicit AgreementTab(const DecisionSource& source, QWidget* parent = nullptr);

    TallyModel* table() const { return m_table; }
    QTableWidget* kinds() const { return m_kinds; }

private:
    void build();
    void showAll();
    void showKinds(const Agreement& agreement);

    const DecisionSource& m_source;
    TallyModel* m_table;
    QLabel* m_facts = nullptr;
    QTableWidget* m_kinds = nullptr;
    QStringList m_sites;  ///< the rows of m_kinds
    QTimer m_soon;  ///< gathers decisions of a running run
};

/// The measures of core/divergence over the decisions of the source.
Agreement agreementOfRows(const DecisionSource& source);

}  // namespace sym
