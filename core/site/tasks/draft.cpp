#include "core/site/tasks/draft.h"

#include <algorithm>

namespace sym {

namespace {

using nlohmann::json;

std::string quoted(const std::string& text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out + "\"";
}

std::string byRole(const std::string& role, const std::string& name)
{
    return "page.get_by_role(" + quoted(role) + ", name=" + quoted(name) + ")";
}

json emptyEvaluation()
{
    return {{"eval_types", json::array()},
            {"reference_answers", nullptr},
            {"reference_url", ""},
            {"program_html", json::array()},
            {"url_note", "GOLD in PRED"},
            {"string_note", ""},
            {"reference_answer_raw_annotation", ""}};
}

json answerBlock(const char* kind, json reference, const std::string& raw)
{
    json block = emptyEvaluation();
    block["eval_types"] = {"string_match"};
    block["reference_answers"] = {{kind, std::move(reference)}};
    block["reference_answer_raw_annotation"] = raw;
    return block;
}

}  // namespace

Actions operator+(Actions first, const Actions& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

Actions goTo(const std::string& url)
{
    return {"page.goto(" + quoted(url) + ")"};
}
Actions goBack()
{
    return {"page.go_back()"};
}
Actions clickRole(const std::string& role, const std::string& name)
{
    return {byRole(role, name) + ".click()"};
}

Actions clickNth(const std::string& role, const std::string& name, int nth)
{
    return {byRole(role, name) + ".nth(" + std::to_string(nth) + ").click()"};
}

Actions clickLink(const std::string& name)
{
    return clickRole("link", name);
}
Actions clickButton(const std::string& name)
{
    return clickRole("button", name);
}

Actions fill(const std::string& label, const std::string& text)
{
    return {"page.get_by_label(" + quoted(label) + ").fill(" + quoted(text) + ")"};
}

Actions choose(const std::string& label, const std::string& option)
{
    return {byRole("combobox", label) + ".select_option(" + quoted(option) + ")"};
}

Actions tick(const std::string& name)
{
    return {byRole("checkbox", name) + ".check()"};
}
Actions press(const std::string& key)
{
    return {"page.keyboard.press(" + quoted(key) + ")"};
}
Actions stopWith(const std::string& answer)
{
    return {"page.stop(" + quoted(answer) + ")"};
}
Actions stopSilently()
{
    return stopWith("");
}

json answerIs(const std::string& answer)
{
    return answerBlock("exact_match", answer, answer);
}

json answerIncludes(const std::vector<std::string>& parts)
{
    std::string raw;
    for (const std::string& part : parts) raw += (raw.empty() ? "" : ", ") + part;
    return answerBlock("must_include", parts, raw);
}

json urlIs(const std::string& url)
{
    json block = emptyEvaluation();
    block["eval_types"] = {"url_match"};
    block["reference_url"] = url;
    return block;
}

json answerIsNothing(const std::string& reason, NotAchievable kind)
{
    json block =
        answerBlock(kind == NotAchievable::Exact ? "exact_match" : "fuzzy_match", "N/A", "N/A");
    block["string_note"] = reason;
    return block;
}

json mustInclude(const std::vector<std::string>& parts)
{
    return {{"must_include", parts}};
}
json exactly(const std::string& text)
{
    return {{"exact_match", text}};
}

json pagesShow(const std::vector<PageCheck>& checks)
{
    json block = emptyEvaluation();
    block["eval_types"] = {"program_html"};
    for (const PageCheck& check : checks)
        block["program_html"].push_back({{"url", check.url},
                                         {"locator", check.locator},
                                         {"required_contents", check.required}});
    return block;
}

json both(json first, const json& second)
{
    for (const json& type : second.at("eval_types")) first["eval_types"].push_back(type);
    if (!second.at("reference_answers").is_null()) {
        first["reference_answers"] = second.at("reference_answers");
        first["reference_answer_raw_annotation"] = second.at("reference_answer_raw_annotation");
    }
    if (!second.at("reference_url").get<std::string>().empty())
        first["reference_url"] = second.at("reference_url");
    for (const json& target : second.at("program_html")) first["program_html"].push_back(target);
    // String and url are judged before the page: program_html leaves the agent's last page.
    auto& types = first["eval_types"].get_ref<json::array_t&>();
    std::stable_partition(types.begin(), types.end(),
                          [](const json& type) { return type != "program_html"; });
    return first;
}

std::string textOf(const std::string& css)
{
    return "document.querySelector('" + css + "').outerText";
}
std::string valueOf(const std::string& css)
{
    return "document.querySelector('" + css + "').value";
}

std::string fillIntent(std::string intentTemplate, const json& values)
{
    for (const auto& [name, value] : values.items()) {
        const std::string place = "{{" + name + "}}";
        const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
        for (auto at = intentTemplate.find(place); at != std::string::npos;
             at = intentTemplate.find(place, at + text.size()))
            intentTemplate.replace(at, place.size(), text);
    }
    return intentTemplate;
}

}  // namespace sym
