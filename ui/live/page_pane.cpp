#include "ui/live/page_pane.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

#include "ui/live/target_overlay.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {
constexpr int kTargetMargin = 80;  ///< kept visible around the middle of the element
}

PagePane::PagePane(QString targetId, std::unique_ptr<LivePage> page, QWidget* parent)
    : QFrame(parent),
      m_targetId(std::move(targetId)),
      m_page(std::move(page)),
      m_task(new QLabel(this)),
      m_address(new QLineEdit(this)),
      m_scroll(new QScrollArea(this)),
      m_canvas(new QWidget),
      m_overlay(new TargetOverlay(m_canvas)),
      m_caption(new QLabel(this))
{
    setObjectName(u"pagePane"_s);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_task->setObjectName(u"pageTask"_s);
    m_task->setTextFormat(Qt::PlainText);
    m_task->setWordWrap(true);
    m_task->setContentsMargins(6, 4, 6, 0);
    m_task->setText(tr("No task on this page yet"));
    m_address->setObjectName(u"pageAddress"_s);
    m_address->setAccessibleName(tr("Address of the page"));
    m_caption->setObjectName(u"pageCaption"_s);
    m_caption->setTextFormat(Qt::RichText);
    m_caption->setWordWrap(true);
    m_caption->setContentsMargins(6, 4, 6, 6);
    m_caption->setMinimumHeight(m_caption->fontMetrics().lineSpacing() * 2 + 12);
    m_caption->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_scroll->setWidget(m_canvas);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    auto* addressRow = new QHBoxLayout;
    addressRow->setContentsMargins(6, 0, 6, 0);
    addressRow->addWidget(m_address);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_task);
    layout->addLayout(addressRow);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_caption);
    connect(m_page.get(), &LivePage::changed, this, [this] { showAddress(); });
    connect(m_address, &QLineEdit::returnPressed, this, [this] {
        if (!m_address->isReadOnly()) m_page->load(m_address->text());
    });
    setTakenOver(false);
    showAddress();
}

PagePane::~PagePane()
{
    setEmbedded(false);
}

QString PagePane::title() const
{
    const QString page = m_page->title().isEmpty() ? tr("Page") : m_page->title();
    return m_worker >= 0
               ? tr("%1: %2", "number of the browser and page title").arg(m_worker + 1).arg(page)
               : page;
}

void PagePane::setEmbedded(bool embedded)
{
    QWidget* view = m_page->widget();
    if (embedded == m_embedded || !view) return;
    m_embedded = embedded;
    const QSize size = view->size();
    view->setParent(embedded ? m_canvas : nullptr);
    view->resize(size);
    if (embedded) {
        view->move(0, 0);
        m_canvas->resize(size);
        m_overlay->resize(size);
    }
    view->show();
    if (embedded) m_overlay->raise();
}

void PagePane::setEpisode(const EpisodeRecord& episode, int worker)
{
    m_episode = episode.id;
    m_worker = worker;
    m_task->setText(tr("Task %1: %2").arg(text(episode.taskId), text(episode.objective)));
    m_task->setToolTip(text(episode.objective));
    Q_EMIT titleChanged();
}

void PagePane::clearEpisode()
{
    m_episode = {};
    m_overlay->setTarget(std::nullopt, {});
}

void PagePane::setCaption(const QString& words, const Step& step)
{
    QString html = u"<b>"_s + words.toHtmlEscaped() + u"</b> <code>"_s
                   + text(step.rawAction).left(200).toHtmlEscaped() + u"</code>"_s;
    if (!step.targetDescription.empty())
        html += u" "_s + text(step.targetDescription).left(160).toHtmlEscaped();
    if (!step.reasoning.empty())
        html += u"<br><span style=\"color:%1\">%2</span>"_s.arg(
            toneColor(Tone::Muted, palette()).name(),
            text(step.reasoning).left(400).toHtmlEscaped());
    m_caption->setText(html);
}

void PagePane::showIntent(const Step& step)
{
    std::optional<QRectF> target;
    if (step.target)
        target = QRectF(step.target->x, step.target->y, step.target->width, step.target->height);
    m_overlay->setTarget(target, text(step.rawAction));
    showTarget();
    setCaption(tr("Step %1, about to:").arg(step.index + 1), step);
}

void PagePane::showTarget()
{
    const auto& target = m_overlay->target();
    if (target)
        m_scroll->ensureVisible(int(target->center().x()), int(target->center().y()), kTargetMargin,
                                kTargetMargin);
}

void PagePane::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    layout()->activate();  // the page's part of it has to have its new size
    showTarget();
}

void PagePane::showDone(const Step& step)
{
    m_overlay->setTarget(std::nullopt, {});
    setCaption(step.errors.empty()
                   ? tr("Step %1, done:").arg(step.index + 1)
                   : tr("Step %1, failed (%2):").arg(step.index + 1).arg(text(step.errors.front())),
               step);
}

void PagePane::setTakenOver(bool takenOver)
{
    m_overlay->setTakenOver(takenOver);
    m_address->setReadOnly(!takenOver);
    m_address->setToolTip(takenOver ? tr("Type an address and press Enter")
                                    : tr("Where the agent is. Take over to go elsewhere."));
    if (QWidget* view = m_page->widget())
        view->setFocusPolicy(takenOver ? Qt::StrongFocus : Qt::NoFocus);
}

void PagePane::showAddress()
{
    if (!m_address->hasFocus() || m_address->isReadOnly()) m_address->setText(m_page->url());
    m_address->setCursorPosition(0);
    Q_EMIT titleChanged();
}

}  // namespace sym
