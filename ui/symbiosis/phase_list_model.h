#pragma once

#include <QtCore/QAbstractTableModel>
#include <QtCore/QElapsedTimer>

#include "core/symbiosis/loop_plan.h"
#include "ui/session/loop_handle.h"

namespace sym {

/// The phases of a loop in their order: what is done, at work or to come, and what each took or
/// will take.
class PhaseListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Round, Phase, State, Time, Tokens, Outcome, kColumns };

    using QAbstractTableModel::QAbstractTableModel;

    /// The phases of a loop, or the same ones read again: the row at work stays at work. stop()
    /// comes before those of another loop.
    void setPhases(const std::vector<PlannedPhase>& phases);
    const std::vector<PlannedPhase>& phases() const { return m_phases; }

    void begin(const PhaseBegan& began);
    void move(const PhaseMoved& moved);
    void end(const PhaseEnded& ended);
    void stop();  ///< nothing is at work any more

    int running() const { return m_running; }       ///< row, -1: none
    double fraction() const { return m_fraction; }  ///< of the running one
    const QString& stage() const { return m_stage; }
    int done() const;  ///< phases

    /// Of everything that is not done, from what is measured and how fast the running one goes.
    double secondsLeft() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    int rowOf(int round, const std::string& name) const;
    QString stateText(int row) const;
    QVariant display(int row, int column) const;

    std::vector<PlannedPhase> m_phases;
    int m_running = -1;
    double m_fraction = 0;
    QString m_stage;
    QElapsedTimer m_since;  ///< the running phase began, in this sitting
};

/// "Large model works on train tasks", translated; another name as the engine calls it.
QString phaseTitle(const std::string& name, const std::string& title);

/// What a finished phase came to, from its data: "31 of 60 solved".
QString phaseOutcome(const std::string& data);

}  // namespace sym
