#pragma once

#include <QtCore/QAbstractTableModel>

#include <functional>
#include <vector>

#include "core/store/project_store.h"

namespace sym {

class ImageCache;

/// The steps of one episode, read in pages of kPageRows. A running episode appends at the end.
class StepListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Number, ActionText, Target, Page, By, Time, Tokens, Cost, ErrorText, kColumns };
    enum Role {
        ThumbnailRole = Qt::UserRole + 1,
        BlobRole,
        MillisecondsRole,
        HasErrorRole,
        TargetRole,  ///< the element in words, also for other columns
        ErrorRole,   ///< the first error, "" for none
    };
    static constexpr int kPageRows = 100;

    struct PageOfSteps {
        quint64 generation = 0;
        int first = 0;
        std::vector<StepSummary> steps;
        bool last = false;  ///< nothing follows
    };
    /// Reads kPageRows steps from `first`; answer with addPage(), later, never from inside.
    using Reader = std::function<void(quint64 generation, int first)>;

    StepListModel(Reader reader, ImageCache* images, QObject* parent = nullptr);

    void reset();  ///< another episode: forgets all and asks for the first page
    void clear();  ///< no episode
    void addPage(PageOfSteps page);
    void append(
        const StepSummary& step);  ///< of a running episode; out of order ones are read later
    void readFailed(quint64 generation);
    bool isComplete() const { return m_complete; }
    const StepSummary& step(int row) const { return m_steps[std::size_t(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void imageReady(const BlobId& id);

    Reader m_reader;
    ImageCache* m_images;  ///< may be null: no thumbnails
    std::vector<StepSummary> m_steps;
    quint64 m_generation = 0;
    bool m_complete = true;
    bool m_reading = false;
};

/// The list's row of a step as it comes from a running episode.
StepSummary summaryOf(const Step& step);

}  // namespace sym
