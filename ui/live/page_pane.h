#pragma once

#include <QtWidgets/QFrame>

#include <memory>

#include "core/base/ids.h"
#include "core/trajectory/trajectory.h"
#include "ui/live/live_page.h"

class QLabel;
class QLineEdit;
class QScrollArea;

namespace sym {

class TargetOverlay;

/// One live page with its address, the task being worked on, and a caption of the action.
class PagePane final : public QFrame {
    Q_OBJECT

public:
    PagePane(QString targetId, std::unique_ptr<LivePage> page, QWidget* parent = nullptr);
    ~PagePane() override;  ///< gives the view back

    const QString& targetId() const { return m_targetId; }
    LivePage& page() const { return *m_page; }
    QString title() const;

    /// Takes the view into the pane, or lets it render without a window: hidden widgets stop their
    /// page, and the agent with it.
    void setEmbedded(bool embedded);

    void setEpisode(const EpisodeRecord& episode, int worker);
    EpisodeId episode() const { return m_episode; }
    void clearEpisode();
    void showIntent(const Step& step);  ///< outline and caption before the act
    void showDone(const Step& step);    ///< the act is over
    void setTakenOver(bool takenOver);
    TargetOverlay* overlay() const { return m_overlay; }

Q_SIGNALS:
    void titleChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showTarget();
    void showAddress();
    void setCaption(const QString& words, const Step& step);

    QString m_targetId;
    std::unique_ptr<LivePage> m_page;
    QLabel* m_task;
    QLineEdit* m_address;
    QScrollArea* m_scroll;
    QWidget* m_canvas;
    TargetOverlay* m_overlay;
    QLabel* m_caption;
    EpisodeId m_episode;
    bool m_embedded = false;
    int m_worker = -1;
};

}  // namespace sym
