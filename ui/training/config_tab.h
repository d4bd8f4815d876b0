#pragma once

#include <QtWidgets/QWidget>

#include "core/training/train_config.h"

class QLabel;
class QPlainTextEdit;
class QThreadPool;

namespace sym {

class TrainingDraft;

/// The run being set up as a command line and as a config file: to copy, to save, to load. The same
/// file runs without a window.
class ConfigTab final : public QWidget {
    Q_OBJECT

public:
    ConfigTab(const TrainingDraft& draft, QThreadPool& pool, QWidget* parent = nullptr);

    /// The preset the settings started from, for the command.
    void setPreset(const QString& preset);

    void saveTo(const QString& file);
    void loadFrom(const QString& file);

Q_SIGNALS:
    void loaded(const sym::TrainConfig& config);
    /// One sentence about what was saved or loaded, or why not.
    void told(const QString& sentence);

private:
    void build();
    void showDraft();

    const TrainingDraft& m_draft;
    QThreadPool& m_pool;
    QString m_preset;
    QPlainTextEdit* m_command = nullptr;
    QPlainTextEdit* m_json = nullptr;
};

/// The command that does the same without the window.
QString trainCommand(const TrainingDraft& draft, const QString& preset);

}  // namespace sym
