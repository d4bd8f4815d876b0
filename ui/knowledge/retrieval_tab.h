#pragma once

#include <QtCore/QFuture>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include "ui/knowledge/retrieved_model.h"
#include "ui/session/engine.h"

class QLabel;
class QPushButton;
class QTableView;

namespace sym {

class PanelStack;
class Selection;

/// What retrieval finds for the page of the step that is selected in the Trajectory panel: what is
/// stored with the step, else asked now. Works only while it is visible.
class RetrievalTab final : public QWidget {
    Q_OBJECT

public:
    RetrievalTab(Engine& engine, Selection& selection, QWidget* parent = nullptr);

    RetrievedModel* model() const { return m_model; }
    PanelStack* stack() const { return m_stack; }
    void askNow();  ///< even where something is stored

Q_SIGNALS:
    void entryChosen(sym::KnowledgeId entry);
    void opened();  ///< an entry was activated: show it

protected:
    void showEvent(QShowEvent* event) override;

private:
    /// What is known of a page's examples.
    struct Found {
        std::vector<RetrievalRow> rows;
        QString source;  ///< a sentence
    };
    enum class Wanted { StoredFirst, Now };

    void build();
    void readStep(Wanted wanted);
    void ask(quint64 generation);
    void readEntries(quint64 generation, const std::vector<RetrievedExample>& examples,
                     const QString& source);
    void fail(const Error& error);

    Engine& m_engine;
    Selection& m_selection;
    RetrievedModel* m_model;
    QLabel* m_source = nullptr;
    QPushButton* m_ask = nullptr;
    QTableView* m_table = nullptr;
    PanelStack* m_stack = nullptr;
    QTimer m_soon;
    quint64 m_generation = 0;
    bool m_isStale = true;
};

}  // namespace sym
