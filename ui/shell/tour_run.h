#pragma once

#include <QtCore/QObject>
#include <QtCore/QTemporaryDir>

#include <memory>

namespace sym {

class MainWindow;
class ProjectStore;

/// A small real run for the tour to look at: a built-in task of each of four sites in the embedded
/// browser, held at the moment the elements are outlined. It is kept in a project of its own that
/// goes with this object, so the project on show stays as it is. GUI thread.
class TourRun final : public QObject {
    Q_OBJECT

public:
    explicit TourRun(MainWindow& window, QObject* parent = nullptr);

    void begin();  ///< once; answers later by isReady() or obstacle()
    void end();    ///< stops the run, without waiting

    /// Every page waits with its element outlined.
    bool isReady() const;

    /// Why there will be nothing to see; "" while there is hope.
    const QString& obstacle() const { return m_obstacle; }

    /// The first page with an outlined element, -1 for none.
    int outlinedPage() const;

private:
    void start(const std::shared_ptr<ProjectStore>& store);
    std::string chooseTasks() const;

    MainWindow& m_window;
    QTemporaryDir m_folder;
    std::weak_ptr<ProjectStore> m_store;
    QString m_obstacle;
    bool m_begun = false;
    bool m_ended = false;
};

}  // namespace sym
