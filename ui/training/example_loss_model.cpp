#include "ui/training/example_loss_model.h"

#include <QtCore/QLocale>

#include <algorithm>

#include "ui/widgets/number_text.h"

namespace sym {

Result<std::vector<LossOfExample>> readExampleLosses(const std::string& runFolder,
                                                     const std::string& examplesFile, int update)
{
    SYM_TRY(std::vector<ExampleLoss> losses, RunFolderReader(runFolder).exampleLosses(update));
    std::vector<LossOfExample> examples;
    const auto records = readTrainingRecords(examplesFile);
    for (ExampleLoss& loss : losses) {
        LossOfExample example;
        if (records && loss.example >= 0 && loss.example < int(records->size()))
            example.record = (*records)[std::size_t(loss.example)];
        example.loss = std::move(loss);
        examples.push_back(std::move(example));
    }
    return examples;
}

void ExampleLossModel::setExamples(std::vector<LossOfExample> examples)
{
    std::stable_sort(
        examples.begin(), examples.end(),
        [](const LossOfExample& a, const LossOfExample& b) { return a.loss.loss > b.loss.loss; });
    beginResetModel();
    m_examples = std::move(examples);
    endResetModel();
}

int ExampleLossModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_examples.size());
}

int ExampleLossModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant ExampleLossModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const LossOfExample& example = m_examples[std::size_t(index.row())];
    if (role == Qt::TextAlignmentRole)
        return index.column() <= Tokens ? int(Qt::AlignRight | Qt::AlignVCenter)
                                        : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() >= Action)
        return tr("Episode %1, step %2: double click to see the step")
            .arg(example.record.episode)
            .arg(example.record.step + 1);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (index.column()) {
    case Loss: return QLocale().toString(example.loss.loss, 'f', 3);
    case Tokens: return countText(example.loss.tokens);
    case Kind: return text(example.loss.kind);
    case Site: return text(example.record.site);
    case Action: return text(example.record.action);
    case Objective: return text(example.record.objective);
    default: return {};
    }
}

QVariant ExampleLossModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Loss: return tr("Loss");
    case Tokens: return tr("Tokens");
    case Kind: return tr("Kind");
    case Site: return tr("Site");
    case Action: return tr("Teacher's action");
    case Objective: return tr("Objective");
    default: return {};
    }
}

}  // namespace sym
