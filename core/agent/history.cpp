#include "core/agent/history.h"

#include "core/text/python_text.h"

namespace sym {
namespace {

constexpr std::size_t kMaxWords = 200;  ///< longer pages are told by their description

bool isShort(const std::string& text)
{
    return pySplit(text).size() < kMaxWords;
}

std::string pageText(const Interaction& past, bool isFirstStep, const std::string& current,
                     const std::string& currentNameOnly, Fidelity fidelity)
{
    if (!currentNameOnly.empty() && !past.nameOnly.empty()) {
        if (currentNameOnly == past.nameOnly)
            return "The same as the CURRENT OBSERVATION (see below CURRENT OBSERVATION section).";
        return past.pivotal && isShort(*past.pivotal) ? *past.pivotal : past.summary;
    }
    // upstream takes "step 0" for "no step given" and shows the current page instead
    const bool isMistaken = fidelity == Fidelity::Upstream && isFirstStep;
    const std::string& text = isMistaken ? current : past.observation;
    return isShort(text) ? text : past.summary;
}

}  // namespace

std::string historyText(const std::vector<Interaction>& all, const PlanNode& plan,
                        const std::string& current, const std::string& currentNameOnly,
                        const HistorySettings& settings)
{
    std::string text;
    const int count = int(plan.steps.size());
    for (int i = 0; i < count; ++i) {
        const int step = plan.steps[std::size_t(i)];
        if (step < 0 || step >= int(all.size())) continue;
        const Interaction& past = all[std::size_t(step)];
        const bool isVerbose = i >= count - settings.verboseSteps;
        const std::string number = std::to_string(i);
        text += "<step_" + number + "_interaction>\nOBSERVATION:\n";
        text += isVerbose ? pageText(past, step == 0, current, currentNameOnly, settings.fidelity)
                          : past.summary;
        if (plan.id != 0) text += "\nACTIVE PLAN:\n" + past.plan;
        text += "\nREASON FOR ACTION:\n" + past.reason + "\nACTION:\n" + past.action + "\n";
        if (settings.fidelity == Fidelity::Ours && !past.result.empty())
            text += "RESULT:\n" + past.result + "\n";
        text += "</step_" + number + "_interaction>\n";
    }
    return text;
}

}  // namespace sym
