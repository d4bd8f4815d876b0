#pragma once

#include <QtWidgets/QWidget>

#include <memory>

#include "ui/decision/decision_source.h"

class QLabel;
class QTabWidget;
class QThreadPool;

namespace sym {

class ActionRegistry;
class AgreementTab;
class AlignmentTab;
class DecisionList;
class ImageCache;
class PanelStack;
class ProposalPane;
class RunMonitor;
class Selection;
class ShareSplitter;
class TwoActionView;

/// Where two models part: the states at which they wanted different things, how often they agree,
/// and two trajectories of one task side by side.
class DivergencePanel final : public QWidget {
    Q_OBJECT

public:
    struct Needs {
        Selection& selection;
        DecisionSource& decisions;
        RunMonitor& monitor;
        ActionRegistry& actions;
        ImageCache& images;
        QThreadPool& storePool;
        QThreadPool& pool;  ///< for what takes longer
    };

    explicit DivergencePanel(const Needs& needs, QWidget* parent = nullptr);

    PanelStack* stack() const { return m_stack; }  ///< of the states at which the models differ
    DecisionList* list() const { return m_list; }
    TwoActionView* page() const { return m_page; }
    AgreementTab* agreement() const { return m_agreement; }
    AlignmentTab* alignment() const { return m_alignment; }
    void openTab(const QString& objectName);  ///< "statesTab", "agreementTab", "alignmentTab"

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    void stepRequested();  ///< the selection is at a step; show it

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    QWidget* buildStates();
    void addActions();
    void connectData();
    void showState();
    void showStep(const std::shared_ptr<const Step>& step);
    void showAbsence();
    void showActions();
    void jump(int direction);
    void openStep();
    QString historyLine(const DecisionRow& row) const;

    Needs m_needs;
    DecisionList* m_list = nullptr;
    QTabWidget* m_tabs = nullptr;
    QLabel* m_heading = nullptr;
    TwoActionView* m_page = nullptr;
    ProposalPane* m_small = nullptr;
    ProposalPane* m_large = nullptr;
    AgreementTab* m_agreement = nullptr;
    AlignmentTab* m_alignment = nullptr;
    ShareSplitter* m_splitter = nullptr;
    PanelStack* m_stack = nullptr;
};

}  // namespace sym
