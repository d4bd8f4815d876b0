#include "ui/decision/decision_text.h"

#include "core/synthesis/speculative_decider.h"
#include "ui/decision/decision_model.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

QString kindText(DivergenceKind kind)
{
    switch (kind) {
    case DivergenceKind::None: return DecisionModel::tr("same");
    case DivergenceKind::ReasonOnly: return DecisionModel::tr("other reason only");
    case DivergenceKind::EquivalentElement: return DecisionModel::tr("equivalent element");
    case DivergenceKind::SameElementOtherVerb: return DecisionModel::tr("same element, other verb");
    case DivergenceKind::OtherText: return DecisionModel::tr("other text");
    case DivergenceKind::OtherElement: return DecisionModel::tr("other element");
    case DivergenceKind::OtherVerb: return DecisionModel::tr("other verb");
    case DivergenceKind::StopOrNot: return DecisionModel::tr("stop or not");
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
    return difference == kLaterChoice ? DecisionModel::tr("later choice")
                                      : kindText(DivergenceKind(difference));
}

QString decisionWord(const DecisionRow& row)
{
    if (row.isAccepted) return DecisionModel::tr("accepted");
    return row.hasProposal() ? DecisionModel::tr("replaced") : DecisionModel::tr("no proposal");
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
        return DecisionModel::tr(
            "The small model had no action that can be executed; a candidate of the "
            "other one was executed.");
    const QString where =
        row.ranks.canonical < 0
            ? DecisionModel::tr("none of the %n candidate(s) listed", nullptr, row.candidates)
            : DecisionModel::tr("number %1 of the %n candidate(s) listed", nullptr, row.candidates)
                  .arg(row.ranks.canonical + 1);
    const QString how = row.isAccepted
                            ? DecisionModel::tr("Accepted: the proposal is %1.").arg(where)
                            : DecisionModel::tr("Replaced: the proposal is %1.").arg(where);
    return how + u" "_s
           + DecisionModel::tr("Difference: %1.").arg(differenceText(differenceOf(row)));
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
    return DecisionModel::tr("K = %1, %2, %3")
        .arg(read->k)
        .arg(read->matching == MatchRule::Strict ? DecisionModel::tr("strict match")
                                                 : DecisionModel::tr("canonical match"),
             read->best == BestRule::Scored ? DecisionModel::tr("best-scored candidate")
                                            : DecisionModel::tr("first candidate"));
}

QString runListTitle(const RunRecord& run)
{
    const QString name =
        run.name.empty() ? DecisionModel::tr("Run %1").arg(run.id.value) : text(run.name);
    return DecisionModel::tr("%1 (%2)", "run name and start").arg(name, timeText(run.startedAt));
}

}  // namespace sym
