#pragma once

#include <QtWidgets/QPlainTextEdit>

#include <vector>

#include "core/dataset/rendered_set.h"

namespace sym {

/// An example as the model reads it, token by token: what is learned has a coloured ground, what is
/// only read is plain, what was cut is struck out. Neighbouring tokens differ in strength, so that
/// their borders are seen.
class ExampleView final : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit ExampleView(QWidget* parent = nullptr);

    void setTokens(std::vector<MarkedToken> tokens);
    const std::vector<MarkedToken>& tokens() const { return m_tokens; }

    /// The colour behind a learned token, for a legend.
    static QColor ground(TokenUse use, bool isReasoning, const QPalette& palette);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showTokens();

    std::vector<MarkedToken> m_tokens;
};

}  // namespace sym
