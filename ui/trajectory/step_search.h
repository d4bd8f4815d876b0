#pragma once

#include <QtCore/QFuture>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <memory>
#include <vector>

#include "core/base/result.h"
#include "core/store/project_store.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QThreadPool;

namespace sym {

class Selection;

/// Full-text search over all steps of the project: observations, reasoning, actions, errors.
/// Choosing a hit selects its step.
class StepSearch final : public QWidget {
    Q_OBJECT

public:
    struct Hit {
        SearchHit hit;
        RunId run;
        QString task;
    };

    StepSearch(Selection& selection, QThreadPool& storePool, QWidget* parent = nullptr);

    void setQuery(const QString& query);
    void focusQuery();

private:
    void search();
    void show(const Result<std::vector<Hit>>& hits);

    Selection& m_selection;
    QThreadPool& m_pool;
    QLineEdit* m_query;
    QLabel* m_status;
    QListWidget* m_list;
    QTimer m_delay;
    QFuture<Result<std::vector<Hit>>> m_running;
};

/// A search excerpt as HTML, the words found in bold.
QString excerptHtml(const std::string& excerpt);

}  // namespace sym
