#pragma once

#include <QtWidgets/QWidget>

#include <vector>

#include "core/training/train_config.h"

class QFormLayout;
class QLabel;

namespace sym {

struct TrainSetting;

/// All settings of a run but its names and files, as fields made from trainSettings(): each with
/// its range, what it means and why its default is what it is.
class SettingsForm final : public QWidget {
    Q_OBJECT

public:
    explicit SettingsForm(QWidget* parent = nullptr);

    void setConfig(const TrainConfig& config);

    /// What is entered. Fields that cannot be read keep the value they had; problem() tells.
    TrainConfig config() const;

    /// Why what is entered cannot be used, with the field's name; "" when it can.
    QString problem() const;

    QWidget* field(const QString& key) const;  ///< null for a key without a field

Q_SIGNALS:
    void changed();

private:
    struct Field {
        const TrainSetting* setting = nullptr;
        QWidget* editor = nullptr;
        QLabel* label = nullptr;
    };

    void addField(QFormLayout* form, const TrainSetting& setting);
    QWidget* makeEditor(const TrainSetting& setting);
    void fill(const Field& field, const TrainConfig& config);
    /// @return why the field cannot be read; "" when it was
    QString read(const Field& field, TrainConfig& config) const;
    void react();
    void markFields();

    std::vector<Field> m_fields;
    TrainConfig m_base;  ///< what has no field: names and files
};

/// Meaning, reason of the default and range of a setting, as a tooltip.
QString settingTip(const TrainSetting& setting);

}  // namespace sym
