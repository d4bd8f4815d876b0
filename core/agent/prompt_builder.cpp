#include "core/agent/prompt_builder.h"

namespace sym {
namespace {

void addSection(std::string& text, std::string_view header, std::string_view content)
{
    if (content.empty()) return;
    text += header;
    text += ":\n";
    text += content;
    if (!content.ends_with('\n')) text += '\n';
}

std::string tabLines(const std::vector<TabRecord>& tabs)
{
    std::string lines;
    if (tabs.size() < 2) return lines;
    for (std::size_t i = 0; i < tabs.size(); ++i) {
        lines += std::to_string(i) + ": " + tabs[i].title;
        lines += tabs[i].current ? " (current)\n" : "\n";
    }
    return lines;
}

std::string exampleBlocks(const std::vector<std::string>& examples)
{
    std::string blocks;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const std::string name = "example_" + std::to_string(i);
        blocks += "<" + name + ">\n" + examples[i];
        if (!examples[i].ends_with('\n')) blocks += '\n';
        blocks += "</" + name + ">\n";
    }
    return blocks;
}

}  // namespace

std::string symbiontUserText(const PromptContent& content)
{
    std::string sites;
    for (const std::string& site : content.sites) sites += site + "\n";
    std::string text;
    addSection(text, "STEP",
               std::to_string(content.step + 1) + " of " + std::to_string(content.maxSteps));
    addSection(text, "OBJECTIVE", content.objective);
    addSection(text, "SITES", sites);
    addSection(text, "CURRENT URL", content.url);
    addSection(text, "OPEN TABS", tabLines(content.tabs));
    addSection(text, "PREVIOUS PLANS", content.plans);
    addSection(text, "INTERACTION HISTORY", content.history);
    addSection(text, "RAG EXAMPLES", exampleBlocks(content.examples));
    addSection(text, "CURRENT OBSERVATION", content.observation);
    addSection(text, "FEEDBACK", content.feedback);
    return text;
}

std::string agentOccamUserText(const PromptContent& content)
{
    std::string text =
        "OBJECTIVE:\n" + content.objective + "\nPREVIOUS PLANS:\n" + content.plans + "\n";
    if (!content.history.empty()) text += "INTERACTION HISTORY:\n" + content.history;
    if (!content.observation.empty()) text += "CURRENT OBSERVATION:\n" + content.observation + "\n";
    return text;
}

std::vector<std::string> answerSections(PromptProfile profile, int candidates)
{
    if (profile == PromptProfile::Symbiont && candidates > 1)
        return {"interaction history summary", "observation description", "action candidates",
                "observation highlight"};
    return {"interaction history summary", "observation description", "reason", "action",
            "observation highlight"};
}

std::vector<std::string> planningCommands()
{
    return {"branch", "prune"};
}

std::vector<std::string> navigationCommands(PromptProfile profile, bool isMultiSite, bool hasTabs)
{
    std::vector<std::string> commands = {"click", "type", "stop", "note", "go_back"};
    if (profile == PromptProfile::Symbiont) {
        commands = {"click",  "type", "select",  "hover", "press",
                    "scroll", "drag", "go_back", "goto"};
        if (hasTabs) commands.insert(commands.end(), {"new_tab", "tab_focus", "close_tab"});
        commands.insert(commands.end(), {"note", "stop"});
    }
    if (isMultiSite) commands.emplace_back("go_home");
    return commands;
}

}  // namespace sym
