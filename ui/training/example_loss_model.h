#pragma once

#include <QtCore/QAbstractTableModel>

#include <vector>

#include "core/training/run_folder.h"
#include "core/training/training_record.h"

namespace sym {

/// An example of an update, and the step it was made of.
struct LossOfExample {
    ExampleLoss loss;
    TrainingRecord record;  ///< empty action when the data set has no such step any more
};

/// The examples of one update, the largest loss first.
class ExampleLossModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Loss, Tokens, Kind, Site, Action, Objective, kColumns };

    using QAbstractTableModel::QAbstractTableModel;

    void setExamples(std::vector<LossOfExample> examples);
    const LossOfExample& example(int row) const { return m_examples[std::size_t(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<LossOfExample> m_examples;
};

/// Reads the losses of an update's examples and the steps they were made of. Never in the GUI
/// thread.
Result<std::vector<LossOfExample>> readExampleLosses(const std::string& runFolder,
                                                     const std::string& examplesFile, int update);

}  // namespace sym
