#include "ui/trajectory/step_list_model.h"

#include <QtGui/QGuiApplication>
#include <QtGui/QImage>

#include "ui/step/candidate_model.h"
#include "ui/step/image_cache.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

StepSummary summaryOf(const Step& step)
{
    StepSummary summary;
    summary.index = step.index;
    summary.url = step.page.url;
    summary.title = step.page.title;
    summary.rawAction = step.rawAction;
    summary.targetDescription = step.targetDescription;
    summary.firstError = step.errors.empty() ? std::string() : step.errors.front();
    summary.decidedBy = step.decidedBy;
    summary.milliseconds = step.timings.total();
    for (const ModelCall& call : step.calls) {
        summary.tokens += call.promptTokens + call.responseTokens;
        summary.costUsd += call.costUsd;
    }
    summary.screenshotBefore = step.screenshotBefore;
    summary.screenshotAfter = step.screenshotAfter;
    return summary;
}

StepListModel::StepListModel(Reader reader, ImageCache* images, QObject* parent)
    : QAbstractTableModel(parent), m_reader(std::move(reader)), m_images(images)
{
    if (m_images) connect(m_images, &ImageCache::ready, this, &StepListModel::imageReady);
}

void StepListModel::reset()
{
    clear();
    m_complete = false;
    fetchMore({});
}

void StepListModel::clear()
{
    beginResetModel();
    m_steps.clear();
    ++m_generation;
    m_complete = true;
    m_reading = false;
    endResetModel();
}

void StepListModel::addPage(PageOfSteps page)
{
    if (page.generation != m_generation) return;  // read for an episode that is no longer shown
    const int known = int(m_steps.size());
    if (page.first + int(page.steps.size()) > known && page.first <= known) {
        page.steps.erase(page.steps.begin(), page.steps.begin() + (known - page.first));
        beginInsertRows({}, known, known + int(page.steps.size()) - 1);
        std::move(page.steps.begin(), page.steps.end(), std::back_inserter(m_steps));
        endInsertRows();
    }
    m_complete = page.last;
    m_reading = false;  // last: views may call fetchMore() from inside the insertion
}

void StepListModel::append(const StepSummary& step)
{
    const int known = int(m_steps.size());
    if (step.index == known && (m_complete || known == 0) && !m_reading) {
        beginInsertRows({}, known, known);
        m_steps.push_back(step);
        endInsertRows();
    } else if (step.index >= known) {
        m_complete = false;  // read with the pages that are missing
        fetchMore({});
    }
}

void StepListModel::readFailed(quint64 generation)
{
    if (generation != m_generation) return;
    m_reading = false;
    m_complete = true;
}

void StepListModel::imageReady(const BlobId& id)
{
    for (std::size_t row = 0; row < m_steps.size(); ++row) {
        if (m_steps[row].screenshotBefore != id) continue;
        const QModelIndex changed = index(int(row), Number);
        Q_EMIT dataChanged(changed, changed, {ThumbnailRole});
    }
}

int StepListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_steps.size());
}

int StepListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

bool StepListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_complete && !m_reading;
}

void StepListModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent)) return;
    m_reading = true;
    m_reader(m_generation, int(m_steps.size()));
}

QVariant StepListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const StepSummary& step = m_steps[std::size_t(index.row())];
    if (role == ThumbnailRole)
        return m_images ? m_images->thumbnail(step.screenshotBefore) : QImage();
    if (role == BlobRole) return text(step.screenshotBefore);
    if (role == MillisecondsRole) return step.milliseconds;
    if (role == HasErrorRole) return !step.firstError.empty();
    if (role == TargetRole) return text(step.targetDescription);
    if (role == ErrorRole) return text(step.firstError);
    if (role == Qt::ForegroundRole && index.column() == ErrorText)
        return toneColor(Tone::Bad, QGuiApplication::palette());
    if (role == Qt::TextAlignmentRole && index.column() >= Time && index.column() <= Cost)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole)
        return QString(text(step.rawAction) + u"\n"_s + text(step.targetDescription) + u"\n"_s
                       + text(step.title) + u"\n"_s + text(step.url)
                       + (step.firstError.empty() ? QString() : u"\n"_s + text(step.firstError)));
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case Number: return step.index + 1;
    case ActionText: return text(step.rawAction);
    case Target: return text(step.targetDescription);
    case Page: return text(step.title.empty() ? step.url : step.title);
    case By: return actorText(step.decidedBy);
    case Time: return durationText(step.milliseconds);
    case Tokens: return countText(step.tokens);
    case Cost: return costText(step.costUsd);
    case ErrorText: return text(step.firstError);
    default: return {};
    }
}

QVariant StepListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section >= Time && section <= Cost)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Number: return tr("Step");
    case ActionText: return tr("Action");
    case Target: return tr("Element");
    case Page: return tr("Page");
    case By: return tr("Decided by");
    case Time: return tr("Time");
    case Tokens: return tr("Tokens");
    case Cost: return tr("Cost");
    case ErrorText: return tr("Error");
    default: return {};
    }
}

}  // namespace sym
