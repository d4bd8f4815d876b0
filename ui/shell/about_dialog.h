#pragma once

#include <QtWidgets/QDialog>

#include <string>
#include <utility>
#include <vector>

namespace sym {

/// Name, licence and the versions of what the program is made of. Deletes itself when closed.
class AboutDialog final : public QDialog {
    Q_OBJECT

public:
    AboutDialog(const std::vector<std::pair<std::string, std::string>>& versions, QWidget* parent);
};

}  // namespace sym
