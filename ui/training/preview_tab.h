#pragma once

#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QSpinBox;
class QThreadPool;
class QToolButton;

namespace sym {

class ExampleView;
class PanelStack;
class TrainingDraft;

/// The examples of the run being set up, as the model will read them, with what is learned marked;
/// and what it comes to over the whole data set.
class PreviewTab final : public QWidget {
    Q_OBJECT

public:
    PreviewTab(TrainingDraft& draft, QThreadPool& pool, QWidget* parent = nullptr);

    ExampleView* view() const { return m_view; }
    PanelStack* stack() const { return m_stack; }

Q_SIGNALS:
    void stepRequested(qint64 episode, int step);

private:
    void build();
    QWidget* buildLegend();
    void showDraft();
    void fillExamples();
    void showExample();

    TrainingDraft& m_draft;
    QThreadPool& m_pool;
    PanelStack* m_stack = nullptr;
    QComboBox* m_kind = nullptr;
    QSpinBox* m_number = nullptr;
    QLabel* m_totals = nullptr;
    QLabel* m_facts = nullptr;
    QToolButton* m_open = nullptr;
    ExampleView* m_view = nullptr;
    const void* m_shown = nullptr;  ///< the rendered set that is shown
    std::vector<int> m_examples;    ///< indices of the chosen kind
    quint64 m_asked = 0;
};

}  // namespace sym
