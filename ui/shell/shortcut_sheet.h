#pragma once

#include <QtWidgets/QDialog>

namespace sym {

class ActionRegistry;

/// All shortcuts by group, with a filter. Deletes itself when closed.
class ShortcutSheet final : public QDialog {
    Q_OBJECT

public:
    ShortcutSheet(const ActionRegistry& actions, QWidget* parent);
};

}  // namespace sym
