#include "ui/training/settings_form.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QGroupBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QVBoxLayout>

#include <map>

#include "core/training/train_settings.h"
#include "ui/training/field_text.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

template <typename T>
bool is(const TrainSetting& setting)
{
    return std::holds_alternative<T TrainConfig::*>(setting.member);
}

/// The config's own words, for people; English unless a translation knows them.
QString engineWords(const char* words)
{
    return QCoreApplication::translate("sym::TrainSettings", words);
}

QString number(double value)
{
    return QString::number(value, 'g', 12);
}

bool isLora(const QString& key)
{
    return key.startsWith(u"lora"_s);
}

}  // namespace

QString settingTip(const TrainSetting& setting)
{
    QString tip = engineWords(setting.meaning) + u"\n"_s + engineWords(setting.reason);
    if (is<double>(setting) || is<int>(setting))
        tip += u"\n"_s
               + SettingsForm::tr("From %1 to %2.")
                     .arg(number(setting.minimum), number(setting.maximum));
    return tip;
}

SettingsForm::SettingsForm(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"settingsForm"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    std::map<std::string, QFormLayout*> sections;
    for (const TrainSetting& setting : trainSettings()) {
        const std::string section = setting.section;
        if (section == "run") continue;
        QFormLayout*& form = sections[section];
        if (!form) {
            auto* box = new QGroupBox(sectionTitle(text(section)), this);
            form = new QFormLayout(box);
            form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
            form->setRowWrapPolicy(QFormLayout::WrapLongRows);
            layout->addWidget(box);
        }
        addField(form, setting);
    }
    setConfig({});
}

void SettingsForm::addField(QFormLayout* form, const TrainSetting& setting)
{
    const QString key = QString::fromUtf8(setting.key);
    Field field{&setting, makeEditor(setting), new QLabel(fieldLabel(key) + u':', this)};
    field.editor->setObjectName(u"field_"_s + key);
    field.editor->setAccessibleName(fieldLabel(key));
    field.editor->setAccessibleDescription(settingTip(setting));
    field.editor->setToolTip(settingTip(setting));
    field.label->setToolTip(settingTip(setting));
    field.label->setBuddy(field.editor);
    form->addRow(field.label, field.editor);
    m_fields.push_back(field);
}

QWidget* SettingsForm::makeEditor(const TrainSetting& setting)
{
    if (is<bool>(setting)) {
        auto* box = new QCheckBox(this);
        connect(box, &QCheckBox::toggled, this, &SettingsForm::react);
        return box;
    }
    if (is<int>(setting)) {
        auto* spin = new QSpinBox(this);
        spin->setRange(int(setting.minimum), int(std::min(setting.maximum, 2147483647.0)));
        spin->setGroupSeparatorShown(true);
        spin->setFocusPolicy(Qt::StrongFocus);
        connect(spin, &QSpinBox::valueChanged, this, &SettingsForm::react);
        return spin;
    }
    if (is<std::string>(setting) && !setting.choices.empty()) {
        auto* combo = new QComboBox(this);
        for (const std::string& choice : setting.choices) combo->addItem(text(choice));
        combo->setFocusPolicy(Qt::StrongFocus);
        connect(combo, &QComboBox::currentIndexChanged, this, &SettingsForm::react);
        return combo;
    }
    if (is<std::vector<std::string>>(setting)) {
        auto* list = new QWidget(this);
        auto* flow = new FlowLayout(list);
        for (const std::string& choice : setting.choices) {
            auto* box = new QCheckBox(text(choice), list);
            flow->addWidget(box);
            connect(box, &QCheckBox::toggled, this, &SettingsForm::react);
        }
        return list;
    }
    auto* line = new QLineEdit(this);
    connect(line, &QLineEdit::textChanged, this, &SettingsForm::react);
    return line;
}

QWidget* SettingsForm::field(const QString& key) const
{
    for (const Field& field : m_fields)
        if (key == QString::fromUtf8(field.setting->key)) return field.editor;
    return nullptr;
}

void SettingsForm::fill(const Field& field, const TrainConfig& config)
{
    std::visit(
        [&](auto member) {
            using T = std::remove_cvref_t<decltype(config.*member)>;
            const T& value = config.*member;
            if constexpr (std::is_same_v<T, bool>) {
                static_cast<QCheckBox*>(field.editor)->setChecked(value);
            } else if constexpr (std::is_same_v<T, int>) {
                static_cast<QSpinBox*>(field.editor)->setValue(value);
            } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
                for (QCheckBox* box : field.editor->findChildren<QCheckBox*>())
                    box->setChecked(std::find(value.begin(), value.end(), engineText(box->text()))
                                    != value.end());
            } else if constexpr (std::is_same_v<T, std::string>) {
                if (auto* combo = qobject_cast<QComboBox*>(field.editor))
                    combo->setCurrentText(text(value));
                else
                    static_cast<QLineEdit*>(field.editor)->setText(text(value));
            } else if constexpr (std::is_same_v<T, double>) {
                static_cast<QLineEdit*>(field.editor)->setText(number(value));
            } else {
                static_cast<QLineEdit*>(field.editor)->setText(QString::number(value));
            }
        },
        field.setting->member);
}

QString SettingsForm::read(const Field& field, TrainConfig& config) const
{
    return std::visit(
        [&](auto member) -> QString {
            using T = std::remove_cvref_t<decltype(config.*member)>;
            T& value = config.*member;
            if constexpr (std::is_same_v<T, bool>) {
                value = static_cast<QCheckBox*>(field.editor)->isChecked();
            } else if constexpr (std::is_same_v<T, int>) {
                value = static_cast<QSpinBox*>(field.editor)->value();
            } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
                value.clear();
                for (const QCheckBox* box : field.editor->findChildren<QCheckBox*>())
                    if (box->isChecked()) value.push_back(engineText(box->text()));
            } else if constexpr (std::is_same_v<T, std::string>) {
                const auto* combo = qobject_cast<QComboBox*>(field.editor);
                value = engineText(combo ? combo->currentText()
                                         : static_cast<QLineEdit*>(field.editor)->text());
            } else {
                const QString entered = static_cast<QLineEdit*>(field.editor)->text().trimmed();
                const QString name = fieldLabel(QString::fromUtf8(field.setting->key));
                bool fits = false;
                T read{};
                if constexpr (std::is_same_v<T, double>)
                    read = entered.toDouble(&fits);
                else
                    read = T(entered.toULongLong(&fits));
                if (!fits) return tr("%1: “%2” is not a number.").arg(name, entered);
                if constexpr (std::is_same_v<T, double>)
                    if (!(read >= field.setting->minimum && read <= field.setting->maximum))
                        return tr("%1: %2 is not from %3 to %4. %5")
                            .arg(name, entered, number(field.setting->minimum),
                                 number(field.setting->maximum),
                                 engineWords(field.setting->reason));
                value = read;
            }
            return {};
        },
        field.setting->member);
}

void SettingsForm::setConfig(const TrainConfig& config)
{
    m_base = config;
    {
        const QSignalBlocker quiet(this);
        for (const Field& field : m_fields) fill(field, config);
    }
    react();
}

TrainConfig SettingsForm::config() const
{
    TrainConfig config = m_base;
    for (const Field& field : m_fields) (void)read(field, config);
    return config;
}

QString SettingsForm::problem() const
{
    TrainConfig config = m_base;
    for (const Field& field : m_fields)
        if (const QString problem = read(field, config); !problem.isEmpty()) return problem;
    // Patience needs dev steps; whether there are any is known when the data set is.
    if (config.evaluationFile.empty()) config.patience = 0;
    const Status checked = checkTrainConfig(config);
    if (checked) return {};
    QString message = text(checked.error().message());
    const QString key = message.section(u' ', 0, 0);
    if (fieldLabel(key) != key) message.replace(0, key.size(), fieldLabel(key));
    return message;
}

void SettingsForm::react()
{
    markFields();
    Q_EMIT changed();
}

void SettingsForm::markFields()
{
    TrainConfig config = m_base;
    for (const Field& field : m_fields) {
        const QString problem = read(field, config);
        if (qobject_cast<QLineEdit*>(field.editor)) {
            QPalette colors = palette();
            if (!problem.isEmpty())
                colors.setColor(QPalette::Text, toneColor(Tone::Bad, palette()));
            field.editor->setPalette(colors);
            field.editor->setToolTip(problem.isEmpty() ? settingTip(*field.setting) : problem);
        }
    }
    for (const Field& field : m_fields) {
        if (!isLora(QString::fromUtf8(field.setting->key))) continue;
        field.editor->setVisible(config.method == "lora");
        field.label->setVisible(config.method == "lora");
    }
}

}  // namespace sym
