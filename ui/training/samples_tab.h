#pragma once

#include <QtCore/QAbstractTableModel>
#include <QtWidgets/QWidget>

#include <map>
#include <memory>
#include <vector>

#include "core/training/training_record.h"
#include "ui/training/run_watch.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QTableView;
class QThreadPool;

namespace sym {

class PanelStack;

/// The answers of one evaluation, beside what the teacher did.
class SampleModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Verdict, Expected, Answer, Objective, kColumns };

    using QAbstractTableModel::QAbstractTableModel;

    /// @param records of the evaluation file; may be empty
    void setSamples(std::vector<SampleAnswer> samples,
                    std::shared_ptr<const std::vector<TrainingRecord>> records);
    const SampleAnswer& sample(int row) const { return m_samples[std::size_t(row)]; }
    const TrainingRecord* record(int row) const;  ///< null when the file has no such step

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<SampleAnswer> m_samples;
    std::shared_ptr<const std::vector<TrainingRecord>> m_records;
};

/// What a run answered on its fixed dev steps at each evaluation, and how the answer to one step
/// changed while it learned.
class SamplesTab final : public QWidget {
    Q_OBJECT

public:
    SamplesTab(const RunWatch& watch, QThreadPool& pool, QWidget* parent = nullptr);

    void setRun(const QString& name);
    SampleModel* model() const { return m_model; }

Q_SIGNALS:
    void stepRequested(qint64 episode, int step);

private:
    void build();
    void fillUpdates();
    void readRecords();
    void showUpdate();
    void showStep();

    const RunWatch& m_watch;
    QThreadPool& m_pool;
    QString m_run;
    SampleModel* m_model;
    QComboBox* m_updates = nullptr;
    QLabel* m_summary = nullptr;
    QTableView* m_table = nullptr;
    QPlainTextEdit* m_history = nullptr;
    PanelStack* m_stack = nullptr;
    std::string m_recordFile;
    std::shared_ptr<const std::vector<TrainingRecord>> m_records;
};

}  // namespace sym
