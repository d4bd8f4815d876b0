#include "ui/training/dataset_form.h"

#include <QtCore/QSet>
#include <QtCore/QSignalBlocker>
#include <QtCore/QThreadPool>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

#include <set>

#include "core/dataset/rendered_set.h"
#include "core/jobs/job.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kKeyRole = Qt::UserRole;
constexpr int kShownRows = 7;

/// Keys of the checked entries; none when all are, which means any.
std::vector<std::string> chosen(const QTreeWidgetItem* group)
{
    std::vector<std::string> keys;
    for (int i = 0; i < group->childCount(); ++i)
        if (group->child(i)->checkState(0) == Qt::Checked)
            keys.push_back(engineText(group->child(i)->data(0, kKeyRole).toString()));
    if (int(keys.size()) == group->childCount()) keys.clear();
    return keys;
}

bool noneChosen(const QTreeWidgetItem* group)
{
    return group->childCount() > 0 && group->checkState(0) == Qt::Unchecked;
}

QString row(const QStringList& cells, const QString& tag)
{
    QString html = u"<tr>"_s;
    for (qsizetype i = 0; i < cells.size(); ++i)
        html += u"<%1 align='%2'>%3&nbsp;&nbsp;&nbsp;</%1>"_s.arg(
            tag, i == 0 ? u"left"_s : u"right"_s, cells[i].toHtmlEscaped());
    return html + u"</tr>"_s;
}

}  // namespace

Result<DatasetSources> readDatasetSources(ProjectStore& store)
{
    DatasetSources sources;
    SYM_TRY(sources.runs, store.runs());
    SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({}));
    std::set<std::string> sites;
    std::set<std::string> policies;
    std::map<RunId, int> train;
    for (const EpisodeRecord& episode : episodes) {
        sites.insert(episode.sites.begin(), episode.sites.end());
        policies.insert(episode.policy);
        train[episode.run] += episode.split == "train";
    }
    for (const RunRecord& run : sources.runs) sources.trainEpisodes.push_back(train[run.id]);
    sources.sites.assign(sites.begin(), sites.end());
    sources.policies.assign(policies.begin(), policies.end());
    return sources;
}

QString countsHtml(const Dataset& dataset, const RenderedSet* rendered)
{
    const DatasetCounts& counts = dataset.counts;
    QString html =
        u"<table cellspacing='0'>"_s
        + row({DatasetForm::tr("Site"), DatasetForm::tr("learned"), DatasetForm::tr("held out")},
              u"th"_s);
    for (const auto& [site, steps] : counts.bySite)
        html += row({text(site), countText(steps.train), countText(steps.heldOut)}, u"td"_s);
    html += row({DatasetForm::tr("All steps"), countText(std::int64_t(dataset.train.size())),
                 countText(std::int64_t(dataset.heldOut.size()))},
                u"th"_s)
            + u"</table>"_s;
    QStringList lines;
    lines << DatasetForm::tr("%n solved episode(s)", nullptr, counts.chosen) + u", "_s
                 + DatasetForm::tr("%n task(s)", nullptr, counts.tasks) + u", "_s
                 + DatasetForm::tr("%1 of them held out").arg(counts.heldOutTasks);
    if (rendered)
        lines << DatasetForm::tr("about %1 tokens an epoch").arg(countText(rendered->allTokens()));
    else if (counts.textBytes > 0)
        lines << DatasetForm::tr("%1 of text").arg(QLocale().formattedDataSize(counts.textBytes));
    const std::pair<int, QString> leftOut[] = {
        {counts.otherSplit,
         DatasetForm::tr("%n episode(s) of another split refused", nullptr, counts.otherSplit)},
        {counts.unapproved,
         DatasetForm::tr("%n episode(s) not solved", nullptr, counts.unapproved)},
        {counts.unfinished,
         DatasetForm::tr("%n episode(s) not finished", nullptr, counts.unfinished)},
        {counts.duplicates,
         DatasetForm::tr("%n step(s) said the same twice", nullptr, counts.duplicates)},
        {counts.detours, DatasetForm::tr("%n step(s) that led nowhere", nullptr, counts.detours)},
        {counts.unusable,
         DatasetForm::tr("%n step(s) without a usable action", nullptr, counts.unusable)}};
    QStringList left;
    for (const auto& [number, sentence] : leftOut)
        if (number > 0) left << sentence;
    if (!left.isEmpty()) lines << DatasetForm::tr("Left out: %1").arg(left.join(u", "_s));
    for (QString& line : lines) line = line.toHtmlEscaped();
    return html + lines.join(u"<br>"_s);
}

DatasetForm::DatasetForm(QThreadPool& storePool, QWidget* parent)
    : QWidget(parent), m_storePool(storePool)
{
    setObjectName(u"datasetForm"_s);
    build();
}

void DatasetForm::build()
{
    auto* rule = new QLabel(tr("Only the <b>train</b> split is learned from. Steps of dev and test "
                               "are refused, so that "
                               "a score on them still says something."),
                            this);
    rule->setWordWrap(true);
    m_sources = new QTreeWidget(this);
    m_sources->setObjectName(u"datasetSources"_s);
    m_sources->setAccessibleName(tr("Runs, sites and policies to learn from"));
    m_sources->setHeaderHidden(true);
    m_sources->setUniformRowHeights(true);
    m_sources->setMinimumHeight((fontMetrics().height() + 6) * kShownRows);
    m_runs = addGroup(tr("Runs"));
    m_sites = addGroup(tr("Sites"));
    m_policies = addGroup(tr("Who acted"));
    m_approval = new QComboBox(this);
    m_approval->setObjectName(u"approval"_s);
    m_approval->addItem(tr("Solved: evaluator's reward is 1"), int(Approval::Evaluator));
    m_approval->addItem(tr("Approved by a judge (a model's opinion)"), int(Approval::Judge));
    m_approval->setToolTip(tr("Which episodes are worth learning from"));
    m_heldOut = new QDoubleSpinBox(this);
    m_heldOut->setObjectName(u"heldOutShare"_s);
    m_heldOut->setRange(0, 50);
    m_heldOut->setDecimals(0);
    m_heldOut->setValue(10);
    m_heldOut->setSuffix(tr(" % of the tasks"));
    m_heldOut->setToolTip(
        tr("Whole tasks of the train split that are not learned from. Their steps "
           "are the dev steps of the curves."));
    m_seed = new QSpinBox(this);
    m_seed->setObjectName(u"heldOutSeed"_s);
    m_seed->setRange(0, 1'000'000);
    m_seed->setValue(1);
    m_seed->setToolTip(tr("Decides which tasks are held out. Keep it while you compare runs."));
    m_counts = new QLabel(this);
    m_counts->setObjectName(u"datasetCounts"_s);
    m_counts->setWordWrap(true);
    m_counts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("&Episodes:"), m_approval);
    form->addRow(tr("&Held out:"), m_heldOut);
    form->addRow(tr("See&d of it:"), m_seed);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(rule);
    layout->addWidget(m_sources);
    layout->addLayout(form);
    layout->addWidget(m_counts);
    connect(m_sources, &QTreeWidget::itemChanged, this, [this] { Q_EMIT choiceChanged(); });
    connect(m_approval, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT choiceChanged(); });
    connect(m_heldOut, &QDoubleSpinBox::valueChanged, this, [this] { Q_EMIT choiceChanged(); });
    connect(m_seed, &QSpinBox::valueChanged, this, [this] { Q_EMIT choiceChanged(); });
}

QTreeWidgetItem* DatasetForm::addGroup(const QString& title)
{
    auto* group = new QTreeWidgetItem(m_sources, {title});
    group->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                    | Qt::ItemIsAutoTristate);
    group->setExpanded(true);
    return group;
}

void DatasetForm::addEntry(QTreeWidgetItem* group, const QString& title, const QString& key)
{
    auto* entry = new QTreeWidgetItem(group, {title});
    entry->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    entry->setData(0, kKeyRole, key);
    entry->setToolTip(0, title);
    entry->setCheckState(0, Qt::Checked);
}

void DatasetForm::setProject(std::shared_ptr<ProjectStore> project)
{
    m_project = std::move(project);
    {
        const QSignalBlocker quiet(m_sources);
        for (QTreeWidgetItem* group : {m_runs, m_sites, m_policies})
            qDeleteAll(group->takeChildren());
    }
    m_counts->clear();
    refresh();
}

void DatasetForm::refresh()
{
    if (!m_project) return;
    const auto future = runJob<DatasetSources>(
        m_storePool, [store = m_project](JobContext&) { return readDatasetSources(*store); });
    onFinished(future, this,
               [this, store = m_project.get()](const Result<DatasetSources>& sources) {
                   if (sources && store == m_project.get()) fill(*sources);
               });
}

void DatasetForm::fill(const DatasetSources& sources)
{
    const StepChoice before = choice();
    {
        const QSignalBlocker quiet(m_sources);
        QSet<QString> unchecked;
        for (QTreeWidgetItem* group : {m_runs, m_sites, m_policies}) {
            for (int i = 0; i < group->childCount(); ++i)
                if (group->child(i)->checkState(0) != Qt::Checked)
                    unchecked.insert(group->text(0)
                                     + group->child(i)->data(0, kKeyRole).toString());
            qDeleteAll(group->takeChildren());
        }
        for (std::size_t i = 0; i < sources.runs.size(); ++i) {
            const RunRecord& run = sources.runs[i];
            const QString name = run.name.empty() ? tr("Run %1").arg(run.id.value) : text(run.name);
            addEntry(m_runs,
                     name + u" · "_s + tr("%n train episode(s)", nullptr, sources.trainEpisodes[i]),
                     QString::number(run.id.value));
        }
        for (const std::string& site : sources.sites) addEntry(m_sites, text(site), text(site));
        for (const std::string& policy : sources.policies)
            addEntry(m_policies, text(policy), text(policy));
        for (QTreeWidgetItem* group : {m_runs, m_sites, m_policies})
            for (int i = 0; i < group->childCount(); ++i)
                if (unchecked.contains(group->text(0)
                                       + group->child(i)->data(0, kKeyRole).toString()))
                    group->child(i)->setCheckState(0, Qt::Unchecked);
    }
    if (!(choice() == before)) Q_EMIT choiceChanged();
}

StepChoice DatasetForm::choice() const
{
    StepChoice choice;
    for (const std::string& id : chosen(m_runs)) choice.runs.push_back(RunId{std::stoll(id)});
    if (noneChosen(m_runs)) choice.runs = {RunId{-1}};  // none is not any
    choice.sites = chosen(m_sites);
    if (noneChosen(m_sites)) choice.sites = {""};
    choice.policies = chosen(m_policies);
    if (noneChosen(m_policies)) choice.policies = {""};
    choice.approval = Approval(m_approval->currentData().toInt());
    choice.heldOutShare = m_heldOut->value() / 100;
    choice.seed = std::uint64_t(m_seed->value());
    return choice;
}

void DatasetForm::showCounts(const Dataset* dataset, const RenderedSet* rendered,
                             const QString& problem)
{
    if (!problem.isEmpty())
        m_counts->setText(problem.toHtmlEscaped());
    else if (dataset)
        m_counts->setText(countsHtml(*dataset, rendered));
    else
        m_counts->setText(tr("The steps are being read…"));
}

}  // namespace sym
