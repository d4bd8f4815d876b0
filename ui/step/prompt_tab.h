#pragma once

#include "ui/step/step_tab.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;

namespace sym {

/// Every call of a model at a step: the prompt exactly as sent and the answer exactly as received.
class PromptTab final : public StepTab {
    Q_OBJECT

public:
    explicit PromptTab(QWidget* parent = nullptr);

    void showStep(const std::shared_ptr<const Step>& step) override;

private:
    void showCall();
    QWidget* makePane(const QString& title, const QString& name, QPlainTextEdit*& view);

    QComboBox* m_calls;
    QCheckBox* m_raw;
    QLabel* m_facts;
    QPlainTextEdit* m_prompt = nullptr;
    QPlainTextEdit* m_response = nullptr;
    std::shared_ptr<const Step> m_step;
};

/// The messages of a prompt for reading: each under a line with its role. Text that is not the JSON
/// of messages comes back as it is.
QString readablePrompt(const std::string& messagesJson);

}  // namespace sym
