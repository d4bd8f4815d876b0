#include "ui/decision/decision_text.h"

#include <QtCore/QCoreApplication>

#include "core/synthesis/speculative_decider.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DecisionText)
};

}  // namespace

QString kindText(DivergenceKind kind)
{
    switch (kind) {
    case DivergenceKind::None: return Words::tr("same");
    case DivergenceKind::ReasonOnly: return Words::tr("other reason only");
    case DivergenceKind::EquivalentElement: return Words::tr("equivalent element");
    case DivergenceKind::SameElementOtherVerb: return Words::tr("same element, other verb");
    case DivergenceKind::OtherText: return Words::tr("other text");
    case DivergenceKind::OtherElement: return Words::tr("other element");
    case DivergenceKind::OtherVerb: return Words::tr("other verb");
    case DivergenceKind::StopOrNot: return Words::tr("stop or not");
    }
    return {};
}

int differenceOf(const DecisionRow& row)
{
    if (!row.hasProposal()) return -1;
    return row.ranks.canonical > 0 ? kLaterChoice : int(row.ranks.kind);
}

QString differenceText(int difference)
{
    if (difference < 0) return u"–"_s;
    return difference == kLaterChoice ? Words::tr("later choice")
                                      : kindText(DivergenceKind(difference));
}

QString decisionWord(const DecisionRow& row)
{
    if (row.isAccepted) return Words::tr("accepted");
    return row.hasProposal() ? Words::tr("replaced") : Words::tr("no proposal");
}

QString decisionIcon(const DecisionRow& row)
{
    if (row.isAccepted) return u"good"_s;
    return row.hasProposal() ? u"bad"_s : u"warning"_s;
}

Tone decisionTone(const DecisionRow& row)
{
    if (row.isAccepted) return Tone::Good;
    return row.hasProposal() ? Tone::Bad : Tone::Warning;
}

QString decisionSentence(const DecisionRow& row)
{
    if (!row.hasProposal())
        return Words::tr(
            "The small model had no action that can be executed; a candidate of the "
            "other one was executed.");
    const QString where =
        row.ranks.canonical < 0
            ? Words::tr("none of the %n candidate(s) listed", nullptr, row.candidates)
            : Words::tr("number %1 of the %n candidate(s) listed", nullptr, row.candidates)
                  .arg(row.ranks.canonical + 1);
    const QString how = row.isAccepted ? Words::tr("Accepted: the proposal is %1.").arg(where)
                                       : Words::tr("Replaced: the proposal is %1.").arg(where);
    return how + u" "_s + Words::tr("Difference: %1.").arg(differenceText(differenceOf(row)));
}

QString actionInWords(const Candidate& candidate, const Step& step)
{
    const QString action =
        text(candidate.raw.empty() ? formatAction(candidate.action) : candidate.raw);
    for (const Element& element : step.page.elements)
        if (!candidate.action.elementId.empty() && element.id == candidate.action.elementId)
            return u"%1 – %2 '%3'"_s.arg(action, text(element.role), text(element.name));
    return action;
}

QString ruleText(const RunRecord& run)
{
    const nlohmann::json settings = nlohmann::json::parse(run.settings, nullptr, false);
    if (!settings.is_object() || !settings.contains("method")) return {};
    const auto read = speculativeSettingsFromJson(settings["method"]);
    if (!read) return {};
    return Words::tr("K = %1, %2, %3")
        .arg(read->k)
        .arg(read->matching == MatchRule::Strict ? Words::tr("strict match")
                                                 : Words::tr("canonical match"),
             read->best == BestRule::Scored ? Words::tr("best-scored candidate")
                                            : Words::tr("first candidate"));
}

QString runListTitle(const RunRecord& run)
{
    const QString name = run.name.empty() ? Words::tr("Run %1").arg(run.id.value) : text(run.name);
    return Words::tr("%1 (%2)", "run name and start").arg(name, timeText(run.startedAt));
}

}  // namespace sym
