#include "core/agent/prompt_set.h"

#include <QFile>

#include "core/text/python_text.h"

// The resources live in a static library, which keeps them only if somebody asks.
static void initialisePromptResources()
{
    Q_INIT_RESOURCE(prompts);
}

namespace sym {
namespace {

QString promptFile(const std::string& name, const std::string& folder)
{
    const QString place =
        folder.empty() ? QStringLiteral(":/prompts") : QString::fromStdString(folder);
    return place + QLatin1Char('/') + QString::fromStdString(name) + QStringLiteral(".txt");
}

Result<std::string> readText(const QString& file)
{
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Io, "cannot read the prompts in " + file.toStdString());
    return input.readAll().toStdString();
}

std::string specifications(const PromptSet& prompts, const std::vector<std::string>& commands)
{
    std::string out;
    for (const std::string& command : commands) {
        if (!prompts.has("command " + command)) continue;
        if (!out.empty()) out += '\n';
        out += "- " + prompts.text("command " + command);
    }
    return out;
}

}  // namespace

const char* promptProfileName(PromptProfile profile)
{
    return profile == PromptProfile::Symbiont ? "symbiont" : "agentoccam";
}

std::string filledIn(std::string text, std::string_view name, std::string_view value)
{
    const std::string placeholder = "{" + std::string(name) + "}";
    for (std::size_t at = text.find(placeholder); at != std::string::npos;
         at = text.find(placeholder, at + value.size()))
        text.replace(at, placeholder.size(), value);
    return text;
}

Result<PromptSet> PromptSet::load(PromptProfile profile, const std::string& folder)
{
    SYM_TRY(PromptSet prompts, open(promptProfileName(profile), folder));
    if (!prompts.has("instruction"))
        return Error(ErrorCode::InvalidInput,
                     promptFile(promptProfileName(profile), folder).toStdString()
                         + " has no text called instruction");
    return prompts;
}

Result<PromptSet> PromptSet::open(const std::string& name, const std::string& folder)
{
    initialisePromptResources();
    SYM_TRY(const std::string text, readText(promptFile(name, folder)));
    PromptSet prompts;
    std::string* current = nullptr;
    bool isFirstLine = true;
    for (const std::string& line : pySplit(text, "\n")) {
        if (line.starts_with("%% ")) {
            current = &prompts.m_texts[pyStrip(line.substr(3))];
            isFirstLine = true;
            continue;
        }
        if (!current) continue;
        if (!isFirstLine) *current += '\n';
        *current += line;
        isFirstLine = false;
    }
    if (current && current->ends_with('\n')) current->pop_back();  // the file's last line feed
    return prompts;
}

std::string PromptSet::text(std::string_view name) const
{
    const auto found = m_texts.find(name);
    return found == m_texts.end() ? std::string() : found->second;
}

std::string PromptSet::instruction(const std::vector<std::string>& sections,
                                   const std::vector<std::string>& planning,
                                   const std::vector<std::string>& navigation, int candidates) const
{
    std::string output;
    for (const std::string& section : sections) {
        if (!output.empty()) output += '\n';
        output += pyUpper(section) + ":\n" + text("output " + section);
    }
    const std::string several =
        candidates > 1
            ? filledIn(text("candidates"), "candidates", std::to_string(candidates)) + "\n"
            : "";
    std::string out = filledIn(text("instruction"), "candidates", several);
    out = filledIn(std::move(out), "output_specifications", output);
    out = filledIn(std::move(out), "planning_specifications", specifications(*this, planning));
    return filledIn(std::move(out), "navigation_specifications", specifications(*this, navigation));
}

}  // namespace sym
