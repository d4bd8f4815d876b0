#pragma once

#include <QtWidgets/QStackedWidget>

class QLabel;
class QHBoxLayout;
class QProgressBar;
class QPushButton;

namespace sym {

/// The four states every panel has: empty (says what to do first), busy, error (with the reason, to
/// be copied, and "Try again") and full.
class PanelStack final : public QStackedWidget {
    Q_OBJECT

public:
    enum class State { Empty, Busy, Error, Full };

    /// @param content the full state; taken over
    explicit PanelStack(QWidget* content, QWidget* parent = nullptr);

    /// @param actions offered as buttons below the hint; they stay their owners'
    void showEmpty(const QString& icon, const QString& title, const QString& hint,
                   const QList<QAction*>& actions = {});
    void showBusy(const QString& what);
    void showError(const QString& title, const QString& reason);
    void showFull();
    State state() const { return m_state; }

Q_SIGNALS:
    void retryRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeEmptyPage();
    QWidget* makeBusyPage();
    QWidget* makeErrorPage();
    void drawIcons();

    State m_state = State::Full;
    QString m_emptyIcon;
    QLabel* m_icon = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_hint = nullptr;
    QHBoxLayout* m_buttons = nullptr;
    QLabel* m_busyText = nullptr;
    QLabel* m_errorIcon = nullptr;
    QLabel* m_errorTitle = nullptr;
    QLabel* m_errorReason = nullptr;
    QPushButton* m_retry = nullptr;
};

}  // namespace sym
