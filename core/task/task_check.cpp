#include "core/task/task_check.h"

#include <set>

#include "core/task/site_functions.h"
#include "core/text/python_text.h"

namespace sym {

namespace {

using nlohmann::json;

class EvaluationCheck {
public:
    explicit EvaluationCheck(const Task& task) : m_task(task) {}

    std::vector<TaskProblem> run()
    {
        const json& eval = m_task.evaluation;
        if (eval.is_array()) {
            checkVerified(eval);
        } else if (!eval.is_object()) {
            add("eval", "missing or not an object: the task can be run but not scored");
        } else {
            checkTypes(eval);
        }
        return std::move(m_problems);
    }

private:
    void add(std::string field, std::string message)
    {
        m_problems.push_back({m_task.id, std::move(field), std::move(message)});
    }

    void checkTypes(const json& eval)
    {
        const json types = eval.value("eval_types", json());
        if (!types.is_array() || types.empty()) {
            add("eval.eval_types", "missing or empty: every answer would score 1");
            return;
        }
        for (const json& type : types) {
            if (type == "string_match") {
                checkAnswers(eval);
            } else if (type == "url_match") {
                checkUrl(eval);
            } else if (type == "program_html") {
                checkTargets(eval);
            } else {
                add("eval.eval_types", "unknown evaluator " + type.dump());
            }
        }
    }

    void checkAnswers(const json& eval)
    {
        const std::string field = "eval.reference_answers";
        const json answers = eval.value("reference_answers", json());
        if (!answers.is_object() || answers.empty()) {
            add(field, "no reference answer: string_match scores 1 whatever the answer");
            return;
        }
        for (const auto& [approach, value] : answers.items()) {
            const std::string path = field + "." + approach;
            if (approach == "exact_match") {
                if (!value.is_string()) add(path, "must be a text");
            } else if (approach == "must_include") {
                checkTexts(path, value);
            } else if (approach != "fuzzy_match") {
                add(path, "unknown approach, ignored by the evaluators");
            } else if (value == "N/A") {
                if (!eval.value("string_note", json()).is_string())
                    add("eval.string_note", "missing: the judge is to compare reasons with it");
            } else if (!value.is_string()) {
                checkTexts(path, value);
            }
        }
    }

    void checkTexts(const std::string& path, const json& value)
    {
        if (!value.is_array()) {
            add(path, value.is_string() ? "a text where a list of texts is expected"
                                        : "must be a list of texts");
            return;
        }
        if (value.empty()) add(path, "an empty list");
        for (std::size_t i = 0; i < value.size(); ++i)
            if (!value[i].is_string()) add(path + "[" + std::to_string(i) + "]", "must be a text");
    }

    void checkUrl(const json& eval)
    {
        const json url = eval.value("reference_url", json());
        if (!url.is_string()) {
            add("eval.reference_url", "url_match needs an address");
        } else if (pyStrip(url.get<std::string>()).empty()) {
            add("eval.reference_url", "empty: url_match scores 1 on every page");
        }
        const json rule = eval.value("url_note", json("GOLD in PRED"));
        if (rule != "GOLD in PRED") add("eval.url_note", "unknown matching rule " + rule.dump());
    }

    void checkTargets(const json& eval)
    {
        const json targets = eval.value("program_html", json());
        if (!targets.is_array() || targets.empty()) {
            add("eval.program_html", "no target: program_html scores 1 on every page");
            return;
        }
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const std::string path = "eval.program_html[" + std::to_string(i) + "]";
            if (!targets[i].is_object()) {
                add(path, "must be an object");
                continue;
            }
            checkTarget(path, targets[i]);
        }
    }

    void checkTarget(const std::string& path, const json& target)
    {
        const json url = target.value("url", json());
        if (!url.is_string() || url.get_ref<const std::string&>().empty()) {
            add(path + ".url", "missing: neither \"last\" nor an address");
        } else if (url.get_ref<const std::string&>().starts_with("func")) {
            if (const auto call = parseFunctionCall(url.get<std::string>()); !call)
                add(path + ".url", call.error().message());
        }
        checkLocator(path + ".locator", target.value("locator", json()));
        const json contents = target.value("required_contents", json());
        if (!contents.is_object()
            || (!contents.contains("exact_match") && !contents.contains("must_include")
                && !contents.contains("fuzzy_match"))) {
            add(path + ".required_contents", "neither exact_match nor must_include");
            return;
        }
        if (contents.contains("exact_match") && !contents["exact_match"].is_string())
            add(path + ".required_contents.exact_match", "must be a text");
        if (contents.contains("must_include"))
            checkTexts(path + ".required_contents.must_include", contents["must_include"]);
        if (contents.contains("fuzzy_match") && !m_task.raw.contains("old_task_id"))
            add(path + ".required_contents.fuzzy_match", "only WebArena-Lite's evaluator knows it");
    }

    void checkLocator(const std::string& path, const json& locator)
    {
        if (!locator.is_string()) {
            add(path, "must be a text; empty for the whole page");
            return;
        }
        const std::string& text = locator.get_ref<const std::string&>();
        switch (locatorKind(text)) {
        case LocatorKind::Page:
        case LocatorKind::Script: break;
        case LocatorKind::Function:
            if (const auto call = parseFunctionCall(text); !call) add(path, call.error().message());
            break;
        case LocatorKind::Unknown:
            add(path,
                "neither a script beginning with \"document.\" or \"[...document.\" nor a "
                "\"func:\" call");
        }
    }

    void checkVerified(const json& eval)
    {
        static const std::set<std::string> kKnown{"AgentResponseEvaluator",
                                                  "NetworkEventEvaluator"};
        for (std::size_t i = 0; i < eval.size(); ++i) {
            const std::string path = "eval[" + std::to_string(i) + "]";
            const json name = eval[i].is_object() ? eval[i].value("evaluator", json()) : json();
            if (!name.is_string() || !kKnown.contains(name.get<std::string>()))
                add(path + ".evaluator", "unknown evaluator " + name.dump());
            else if (!eval[i].contains("expected"))
                add(path + ".expected", "missing");
        }
    }

    const Task& m_task;
    std::vector<TaskProblem> m_problems;
};

}  // namespace

std::vector<TaskProblem> checkEvaluation(const Task& task)
{
    return EvaluationCheck(task).run();
}

}  // namespace sym
