#include "ui/shell/about_dialog.h"

#include <QtCore/QSysInfo>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/widgets/number_text.h"
#include "ui/widgets/svg_icon.h"

using namespace Qt::StringLiterals;

namespace sym {

AboutDialog::AboutDialog(const std::vector<std::pair<std::string, std::string>>& versions,
                         QWidget* parent)
    : QDialog(parent)
{
    setObjectName(u"aboutDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("About Symbiont"));
    QString plain = tr("Symbiont %1").arg(QLatin1StringView(SYM_VERSION)) + u"\n"_s
                    + QSysInfo::prettyProductName() + u" "_s + QSysInfo::currentCpuArchitecture()
                    + u"\n"_s;
    QString rows;
    for (const auto& [name, version] : versions) {
        plain += text(name) + u" "_s + text(version) + u"\n"_s;
        rows += u"<tr><td style=\"padding-right:16px\">%1</td><td>%2</td></tr>"_s.arg(
            text(name).toHtmlEscaped(), text(version).toHtmlEscaped());
    }
    auto* icon = new QLabel(this);
    const int side = fontMetrics().height() * 4;
    icon->setPixmap(svgIcon(u"application"_s).pixmap(QSize(side, side), devicePixelRatioF()));
    icon->setAlignment(Qt::AlignHCenter);
    auto* words = new QLabel(this);
    words->setObjectName(u"aboutText"_s);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    words->setWordWrap(true);
    words->setText(
        u"<h3>"_s + tr("Symbiont %1").arg(QLatin1StringView(SYM_VERSION)) + u"</h3><p>"_s
        + tr("A workbench for web agents: watch them work, inspect every step, measure them.")
        + u"</p><p>"_s
        + tr("Free software under the GNU General Public License, version 3 or later.")
        + u"</p><table>"_s + rows + u"</table>"_s);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy =
        buttons->addButton(tr("Copy system information"), QDialogButtonBox::ActionRole);
    copy->setObjectName(u"copySystem"_s);
    connect(copy, &QPushButton::clicked, this,
            [plain] { QGuiApplication::clipboard()->setText(plain); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(icon);
    layout->addWidget(words);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
}

}  // namespace sym
