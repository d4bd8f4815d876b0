#pragma once

#include <QtWidgets/QWidget>

#include <memory>
#include <optional>

#include "core/synthesis/speculation.h"
#include "ui/decision/decision_source.h"

class QCheckBox;
class QLabel;
class QTabWidget;
class QTableView;
class QThreadPool;

namespace sym {

class AcceptanceTab;
class ActionRegistry;
class CandidateModel;
class DecisionList;
class ExampleTab;
class ImageCache;
class PanelStack;
class ProposalPane;
class RevisionBar;
class Selection;
class ShareSplitter;
class TwoActionView;

/// Speculative synthesis decision by decision, as it happens and afterwards: what the small model
/// proposed, what the large one listed, which was executed, a person's revision, the training
/// example; and how often proposals were accepted.
class SynthesisPanel final : public QWidget {
    Q_OBJECT

public:
    struct Needs {
        Selection& selection;
        DecisionSource& decisions;
        ActionRegistry& actions;
        ImageCache& images;
        QThreadPool& storePool;
        QThreadPool& pool;  ///< for what takes longer
    };

    explicit SynthesisPanel(const Needs& needs, QWidget* parent = nullptr);

    PanelStack* stack() const { return m_stack; }
    DecisionList* list() const { return m_list; }
    RevisionBar* revision() const { return m_revision; }
    AcceptanceTab* acceptance() const { return m_acceptance; }
    const std::shared_ptr<const Step>& step() const { return m_step; }
    void openTab(const QString& objectName);  ///< "decisionTab", "exampleTab", "acceptanceTab"

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    void stepRequested();  ///< the selection is at the decision; show its step

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    QWidget* buildDecision();
    QWidget* buildCandidates();
    void addActions();
    void connectData();
    void showState();
    void showStep(const std::shared_ptr<const Step>& step);
    void showPage();
    void openStep();
    void hold();
    void followNewest();

    Needs m_needs;
    DecisionList* m_list = nullptr;
    QCheckBox* m_follow = nullptr;
    QTabWidget* m_tabs = nullptr;
    QLabel* m_heading = nullptr;
    TwoActionView* m_page = nullptr;
    ProposalPane* m_proposal = nullptr;
    CandidateModel* m_candidates = nullptr;
    QTableView* m_candidateView = nullptr;
    RevisionBar* m_revision = nullptr;
    ExampleTab* m_example = nullptr;
    AcceptanceTab* m_acceptance = nullptr;
    ShareSplitter* m_splitter = nullptr;
    PanelStack* m_stack = nullptr;
    std::shared_ptr<const Step> m_step;
    std::optional<Speculation> m_speculation;  ///< of the step
};

}  // namespace sym
