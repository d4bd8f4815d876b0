#pragma once

#include <QtWidgets/QWidget>

#include "core/training/train_config.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QThreadPool;

namespace sym {

class DatasetForm;
class RunWatch;
class SettingsForm;
class TrainingDraft;

/// Where a run is set up: steps, settings, what it will take, and the button that starts it.
class NewRunPage final : public QWidget {
    Q_OBJECT

public:
    struct Needs {
        TrainingDraft& draft;
        const RunWatch& watch;
        QThreadPool& storePool;
    };

    explicit NewRunPage(const Needs& needs, QWidget* parent = nullptr);

    DatasetForm* dataset() const { return m_dataset; }
    SettingsForm* settings() const { return m_settings; }
    QString preset() const;
    void setConfig(const TrainConfig& config);  ///< of a file; names and files stay ours

    /// A line below the button, e.g. why the last start failed.
    void tell(const QString& sentence);
    void setStarting(bool starting);

    /// A name no run of the project has, made of the preset's.
    void proposeName();

Q_SIGNALS:
    void startRequested();
    void presetChosen(const QString& preset);

private:
    void build();
    QWidget* buildSettings();
    QWidget* buildFooter();
    void applyPreset();
    void readForm();
    void showDraft();
    QString estimateText() const;
    double measuredTokensPerSecond(QString& where) const;

    Needs m_needs;
    DatasetForm* m_dataset = nullptr;
    SettingsForm* m_settings = nullptr;
    QComboBox* m_preset = nullptr;
    QLineEdit* m_name = nullptr;
    QComboBox* m_model = nullptr;
    QLabel* m_estimate = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_start = nullptr;
    QString m_told;
    bool m_nameIsProposed = true;
    bool m_starting = false;
};

}  // namespace sym
