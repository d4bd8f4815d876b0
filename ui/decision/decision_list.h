#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <memory>

#include "core/synthesis/decision_row.h"
#include "ui/decision/decision_model.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QThreadPool;
class QTreeView;

namespace sym {

class DecisionSource;
class Selection;
class StepCache;

/// The decisions of a run to choose from: run, filters, table. Tells of the chosen one with its
/// step read, while it is looked at. The step selected elsewhere is chosen here too when it is one
/// of them.
class DecisionList final : public QWidget {
    Q_OBJECT

public:
    struct Needs {
        Selection& selection;
        DecisionSource& source;
        QThreadPool& storePool;
    };

    /// @param choice what is listed at first; Divergent lists nothing else and offers the kinds
    DecisionList(const Needs& needs, DecisionChoice choice, QWidget* parent = nullptr);

    QTreeView* view() const { return m_view; }
    DecisionFilter* filter() const { return m_filter; }
    int row() const;  ///< of the source, -1: none is chosen
    const DecisionRow* decision() const;
    void choose(int row);       ///< of the source; nothing when the filter hides it
    bool move(int direction);   ///< to the next (+1) or previous row; false: there is none
    QString countLine() const;  ///< "12 of 60 decisions"
    /// Held: the step selected elsewhere is not followed.
    void setHeld(bool held) { m_isHeld = held; }

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    /// `step` belongs to decision(); null: none is chosen or it is being read.
    void stepShown(const std::shared_ptr<const sym::Step>& step);
    void stepFailed(const QString& reason);
    void picked();  ///< a person went to another decision here
    void opened();  ///< Enter or double click on a decision

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build(DecisionChoice choice);
    QWidget* buildFilters(DecisionChoice choice);
    void connectData();
    void showRuns();
    void showSites();
    void showCount();
    void showCurrent();
    void setCurrent(const QModelIndex& index);
    void chooseFirst();
    void followSelection();

    Needs m_needs;
    StepCache* m_cache;
    DecisionModel* m_model;
    DecisionFilter* m_filter;
    QComboBox* m_run = nullptr;
    QComboBox* m_site = nullptr;
    QLineEdit* m_words = nullptr;
    QLabel* m_rule = nullptr;
    QLabel* m_count = nullptr;
    QTreeView* m_view = nullptr;
    EpisodeId m_episode;  ///< of the cache
    QTimer m_typing;
    bool m_isHeld = false;
    bool m_isChoosing = false;  ///< the current row changes, and no person did it
    bool m_isStale = false;     ///< the chosen step is read when it is looked at
};

}  // namespace sym
