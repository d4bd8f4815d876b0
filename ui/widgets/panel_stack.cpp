#include "ui/widgets/panel_stack.h"

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/widgets/svg_icon.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

QLabel* wrappedLabel(QWidget* parent, const QString& name)
{
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignHCenter);
    label->setMaximumWidth(label->fontMetrics().averageCharWidth() * 80);
    return label;
}

void enlarge(QLabel* label)
{
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setBold(true);
    label->setFont(font);
}

QVBoxLayout* centred(QWidget* page, const QList<QWidget*>& widgets)
{
    auto* layout = new QVBoxLayout(page);
    layout->addStretch(2);
    for (QWidget* widget : widgets) {
        auto* row = new QHBoxLayout;
        row->addStretch(1);
        row->addWidget(widget, 8);
        row->addStretch(1);
        layout->addLayout(row);
    }
    return layout;
}

}  // namespace

PanelStack::PanelStack(QWidget* content, QWidget* parent) : QStackedWidget(parent)
{
    addWidget(makeEmptyPage());
    addWidget(makeBusyPage());
    addWidget(makeErrorPage());
    addWidget(content);
    setCurrentIndex(int(State::Full));
}

QWidget* PanelStack::makeEmptyPage()
{
    auto* page = new QWidget(this);
    page->setObjectName(u"emptyState"_s);
    m_icon = wrappedLabel(page, u"emptyIcon"_s);
    m_title = wrappedLabel(page, u"emptyTitle"_s);
    enlarge(m_title);
    m_hint = wrappedLabel(page, u"emptyHint"_s);
    auto* layout = centred(page, {m_icon, m_title, m_hint});
    m_buttons = new QHBoxLayout;
    m_buttons->setAlignment(Qt::AlignHCenter);
    layout->addSpacing(fontMetrics().height() / 2);
    layout->addLayout(m_buttons);
    layout->addStretch(3);
    return page;
}

QWidget* PanelStack::makeBusyPage()
{
    auto* page = new QWidget(this);
    page->setObjectName(u"busyState"_s);
    m_busyText = wrappedLabel(page, u"busyText"_s);
    auto* bar = new QProgressBar(page);
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setAccessibleName(tr("Working"));
    bar->setMaximumWidth(fontMetrics().averageCharWidth() * 60);
    centred(page, {m_busyText, bar})->addStretch(3);
    return page;
}

QWidget* PanelStack::makeErrorPage()
{
    auto* page = new QWidget(this);
    page->setObjectName(u"errorState"_s);
    m_errorIcon = wrappedLabel(page, u"errorIcon"_s);
    m_errorTitle = wrappedLabel(page, u"errorTitle"_s);
    enlarge(m_errorTitle);
    m_errorReason = wrappedLabel(page, u"errorReason"_s);
    m_errorReason->setTextInteractionFlags(Qt::TextSelectableByMouse
                                           | Qt::TextSelectableByKeyboard);
    auto* layout = centred(page, {m_errorIcon, m_errorTitle, m_errorReason});
    m_retry = new QPushButton(tr("Try again"), page);
    m_retry->setObjectName(u"retryButton"_s);
    connect(m_retry, &QPushButton::clicked, this, &PanelStack::retryRequested);
    auto* copy = new QPushButton(tr("Copy reason"), page);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_errorTitle->text() + u"\n"_s
                                              + m_errorReason->text());
    });
    auto* buttons = new QHBoxLayout;
    buttons->setAlignment(Qt::AlignHCenter);
    buttons->addWidget(m_retry);
    buttons->addWidget(copy);
    layout->addLayout(buttons);
    layout->addStretch(3);
    return page;
}

void PanelStack::drawIcons()
{
    const int side = fontMetrics().height() * 3;
    m_icon->setPixmap(svgIcon(m_emptyIcon).pixmap(QSize(side, side), devicePixelRatioF()));
    m_errorIcon->setPixmap(svgIcon(u"warning"_s).pixmap(QSize(side, side), devicePixelRatioF()));
}

void PanelStack::changeEvent(QEvent* event)
{
    QStackedWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) drawIcons();
}

void PanelStack::showEmpty(const QString& icon, const QString& title, const QString& hint,
                           const QList<QAction*>& actions)
{
    m_emptyIcon = icon;
    drawIcons();
    m_title->setText(title);
    m_hint->setText(hint);
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (QAction* action : actions) {
        auto* button = new QPushButton(action->icon(), action->text().remove(u'&'), this);
        button->setObjectName(u"emptyButton_"_s + action->objectName());
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
        connect(action, &QAction::enabledChanged, button, &QWidget::setEnabled);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        m_buttons->addWidget(button);
    }
    m_state = State::Empty;
    setCurrentIndex(int(m_state));
}

void PanelStack::showBusy(const QString& what)
{
    m_busyText->setText(what);
    m_state = State::Busy;
    setCurrentIndex(int(m_state));
}

void PanelStack::showError(const QString& title, const QString& reason)
{
    drawIcons();
    m_errorTitle->setText(title);
    m_errorReason->setText(reason);
    m_state = State::Error;
    setCurrentIndex(int(m_state));
}

void PanelStack::showFull()
{
    m_state = State::Full;
    setCurrentIndex(int(m_state));
}

}  // namespace sym
