#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include "ui/decision/tally_table.h"

class QCustomPlot;

namespace sym {

class DecisionSource;

/// How often the small model's proposals were accepted: over the decisions in the order they were
/// made, and by rule, K and site.
class AcceptanceTab final : public QWidget {
    Q_OBJECT

public:
    static constexpr int kWindow = 20;  ///< decisions of the moving rate

    explicit AcceptanceTab(const DecisionSource& source, QWidget* parent = nullptr);

    TallyModel* table() const { return m_table; }
    int points() const;  ///< of the curve; 0: nothing drawn

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void showAll();
    void showCurve();
    void applyTheme();

    const DecisionSource& m_source;
    TallyModel* m_table;
    QCustomPlot* m_plot = nullptr;
    QTimer m_soon;  ///< gathers decisions of a running run
};

/// Acceptance as executed, by both rules at the run's K, at other K, and by site.
std::vector<NamedTally> acceptanceRows(const DecisionSource& source);

}  // namespace sym
