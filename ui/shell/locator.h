#pragma once

#include <QtWidgets/QDialog>

#include <functional>
#include <vector>

class QLineEdit;
class QListWidget;

namespace sym {

class MainWindow;
class Preferences;

/// Finds a command, run, episode, task or step by a few letters. Prefixes narrow it: > commands,
/// @ runs and episodes, # tasks, : step number. Recent commands come first. Deletes itself.
class Locator final : public QDialog {
    Q_OBJECT

public:
    Locator(MainWindow& window, Preferences& preferences);

    void openWith(const QString& text);
    int hitCount() const;

private:
    enum class Kind { Command, Episode, Task, Step };
    struct Entry {
        Kind kind = Kind::Command;
        QString title;
        QString detail;  ///< shown at the right: shortcut, outcome, site
        bool enabled = true;
        int recency = 0;  ///< higher: used lately
        std::function<void()> open;
    };

    bool eventFilter(QObject* watched, QEvent* event) override;
    void collectCommands();
    void collectEpisodes();
    void collectTasks();
    void search(const QString& text);
    void openCurrent();

    MainWindow& m_window;
    Preferences& m_preferences;
    QLineEdit* m_text;
    QListWidget* m_list;
    std::vector<Entry> m_entries;
    std::vector<std::size_t> m_hits;  ///< of the rows shown, into m_entries
};

}  // namespace sym
