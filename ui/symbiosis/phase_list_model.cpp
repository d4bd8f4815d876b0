#include "ui/symbiosis/phase_list_model.h"

#include <QtCore/QLocale>
#include <QtGui/QFont>
#include <QtGui/QGuiApplication>
#include <QtGui/QPalette>

#include <algorithm>

#include "core/symbiosis/loop_phases.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr double kFractionToTrust = 0.05;  ///< below it the estimate is better than the speed

QString aboutText(const PlannedPhase& phase)
{
    if (!phase.hasCost) return PhaseListModel::tr("not known yet");
    const QString time = durationText(phase.cost.seconds * 1000);
    return phase.isDone ? time : PhaseListModel::tr("about %1", "time").arg(time);
}

}  // namespace

QString phaseTitle(const std::string& name, const std::string& title)
{
    const std::pair<const char*, QString> titles[] = {
        {phase::kBaseline, PhaseListModel::tr("Large model alone, dev tasks")},
        {phase::kBaselineSmall, PhaseListModel::tr("Student before training, dev tasks")},
        {phase::kLarge, PhaseListModel::tr("Large model works on train tasks")},
        {phase::kJudgeLarge, PhaseListModel::tr("Judge reads its trajectories")},
        {phase::kKnowledgeLarge, PhaseListModel::tr("They become knowledge")},
        {phase::kDistil, PhaseListModel::tr("Student learns from the large model")},
        {phase::kSpeculate, PhaseListModel::tr("Student proposes, large model verifies")},
        {phase::kJudgeSpeculate, PhaseListModel::tr("Judge reads what came of it")},
        {phase::kKnowledgeSpeculate, PhaseListModel::tr("That becomes knowledge too")},
        {phase::kTrain, PhaseListModel::tr("Student learns from both")},
        {phase::kExplore, PhaseListModel::tr("Student explores alone")},
        {phase::kJudgeExplore, PhaseListModel::tr("Judge reads what it did")},
        {phase::kKnowledgeExplore, PhaseListModel::tr("What it found becomes knowledge")},
        {phase::kMeasureLarge, PhaseListModel::tr("Large model with knowledge, dev tasks")},
        {phase::kMeasureSmall, PhaseListModel::tr("Student, dev tasks")},
        {phase::kTestBaseline, PhaseListModel::tr("Large model alone, held-out test")},
        {phase::kTestLarge, PhaseListModel::tr("Large model with knowledge, held-out test")},
        {phase::kTestSmall, PhaseListModel::tr("Student, held-out test")}};
    for (const auto& [known, words] : titles)
        if (name == known) return words;
    return text(title);
}

QString phaseOutcome(const std::string& data)
{
    const auto json = nlohmann::json::parse(data, nullptr, false);
    if (!json.is_object()) return {};
    const auto number = [&](const char* key) {
        const auto found = json.find(key);
        return found != json.end() && found->is_number() ? countText(found->get<std::int64_t>())
                                                         : QString();
    };
    if (json.contains("successes"))
        return PhaseListModel::tr("%1 of %2 solved").arg(number("successes"), number("n"));
    if (json.contains("approved"))
        return PhaseListModel::tr("%1 of %2 approved")
            .arg(number("approved"), json.contains("judged") ? number("judged") : u"?"_s);
    if (json.contains("accepted"))
        return PhaseListModel::tr("%1 entries accepted, %2 refused")
            .arg(number("accepted"), number("refused"));
    if (json.contains("updates"))
        return PhaseListModel::tr("%1 steps learned, %2 updates")
            .arg(number("steps"), number("updates"));
    return {};
}

void PhaseListModel::setPhases(const std::vector<PlannedPhase>& phases)
{
    const auto isSamePhase = [](const PlannedPhase& a, const PlannedPhase& b) {
        return a.round == b.round && a.name == b.name;
    };
    if (!phases.empty() && std::ranges::equal(phases, m_phases, isSamePhase)) {
        m_phases = phases;
        if (m_running >= 0 && m_phases[std::size_t(m_running)].isDone) m_running = -1;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
        return;
    }
    std::string running;
    int round = 0;
    if (m_running >= 0) {
        running = m_phases[std::size_t(m_running)].name;
        round = m_phases[std::size_t(m_running)].round;
    }
    beginResetModel();
    m_phases = phases;
    m_running = running.empty() ? -1 : rowOf(round, running);
    if (m_running >= 0 && m_phases[std::size_t(m_running)].isDone) m_running = -1;
    endResetModel();
}

int PhaseListModel::rowOf(int round, const std::string& name) const
{
    for (std::size_t i = 0; i < m_phases.size(); ++i)
        if (m_phases[i].round == round && m_phases[i].name == name) return int(i);
    return -1;
}

void PhaseListModel::begin(const PhaseBegan& began)
{
    stop();
    m_running = rowOf(began.round, began.phase);
    m_fraction = 0;
    m_stage.clear();
    m_since.start();
    if (m_running < 0) return;
    PlannedPhase& phase = m_phases[std::size_t(m_running)];
    if (!began.estimate.kind.empty()) {
        phase.cost = began.estimate;
        phase.hasCost = true;
    }
    Q_EMIT dataChanged(index(m_running, 0), index(m_running, kColumns - 1));
}

void PhaseListModel::move(const PhaseMoved& moved)
{
    if (rowOf(moved.round, moved.phase) != m_running || m_running < 0) return;
    m_fraction = moved.fraction;
    m_stage = text(moved.stage);
    Q_EMIT dataChanged(index(m_running, State), index(m_running, Time));
}

void PhaseListModel::end(const PhaseEnded& ended)
{
    const int row = rowOf(ended.phase.round, ended.phase.phase);
    if (row == m_running) m_running = -1;
    if (row < 0) return;
    PlannedPhase& phase = m_phases[std::size_t(row)];
    phase.isDone = true;
    phase.data = ended.phase.data;
    const auto data = nlohmann::json::parse(phase.data, nullptr, false);
    if (data.is_object() && data.contains("cost")) {
        phase.cost.seconds = data["cost"].value("seconds", 0.0);
        phase.cost.tokens = data["cost"].value("tokens", std::int64_t{0});
        phase.cost.isMeasured = phase.hasCost = true;
    }
    Q_EMIT dataChanged(index(row, 0), index(row, kColumns - 1));
}

void PhaseListModel::stop()
{
    const int row = std::exchange(m_running, -1);
    m_fraction = 0;
    m_stage.clear();
    if (row >= 0) Q_EMIT dataChanged(index(row, 0), index(row, kColumns - 1));
}

int PhaseListModel::done() const
{
    return int(std::count_if(m_phases.begin(), m_phases.end(),
                             [](const PlannedPhase& phase) { return phase.isDone; }));
}

double PhaseListModel::secondsLeft() const
{
    double seconds = 0;
    for (std::size_t i = 0; i < m_phases.size(); ++i) {
        const PlannedPhase& phase = m_phases[i];
        if (phase.isDone || !phase.hasCost) continue;
        if (int(i) != m_running)
            seconds += phase.cost.seconds;
        else if (m_fraction > kFractionToTrust)
            seconds += double(m_since.elapsed()) / 1000 * (1 - m_fraction) / m_fraction;
        else
            seconds += phase.cost.seconds * (1 - m_fraction);
    }
    return seconds;
}

int PhaseListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_phases.size());
}

int PhaseListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QString PhaseListModel::stateText(int row) const
{
    const PlannedPhase& phase = m_phases[std::size_t(row)];
    if (phase.isDone) return tr("done");
    if (row == m_running) return tr("working, %1").arg(percentText(m_fraction));
    return phase.startedAt.empty() ? tr("to come") : tr("interrupted");
}

QVariant PhaseListModel::display(int row, int column) const
{
    const PlannedPhase& phase = m_phases[std::size_t(row)];
    switch (column) {
    case Round: return phase.round;
    case Phase: return phaseTitle(phase.name, phase.title);
    case State: return stateText(row);
    case Time: return aboutText(phase);
    case Tokens: return phase.hasCost ? countText(phase.cost.tokens) : u"–"_s;
    case Outcome:
        return row == m_running ? m_stage : phase.isDone ? phaseOutcome(phase.data) : QString();
    default: return {};
    }
}

QVariant PhaseListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const PlannedPhase& phase = m_phases[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return display(index.row(), index.column());
    case Qt::ToolTipRole:
        return tr("Phase %1 of round %2: %3")
            .arg(text(phase.name))
            .arg(phase.round)
            .arg(!phase.isDone && phase.hasCost && !phase.cost.isMeasured
                     ? tr("the time is a rule of thumb")
                     : text(phase.title));
    case Qt::FontRole:
        if (index.row() == m_running) {
            QFont font;
            font.setBold(true);
            return font;
        }
        return {};
    case Qt::ForegroundRole:
        if (phase.isDone || index.row() == m_running) return {};
        return toneColor(Tone::Muted, QGuiApplication::palette());
    case Qt::TextAlignmentRole: {
        const bool isNumber =
            index.column() == Round || index.column() == Time || index.column() == Tokens;
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    default: return {};
    }
}

QVariant PhaseListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Round: return tr("Round");
    case Phase: return tr("Phase");
    case State: return tr("State");
    case Time: return tr("Time");
    case Tokens: return tr("Tokens");
    case Outcome: return tr("Came to");
    default: return {};
    }
}

}  // namespace sym
