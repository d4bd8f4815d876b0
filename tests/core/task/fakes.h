#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

#include "core/task/evaluator.h"

namespace sym {

/// A page that plays back answers and notes what was asked of it.
class FakePage final : public EvaluationPage {
public:
    std::string url = "http://shop/start";
    std::string html = "<html></html>";
    std::map<std::string, nlohmann::json> values;    ///< by script; others throw
    std::map<std::string, nlohmann::json> requests;  ///< by "METHOD url"
    std::vector<std::string> visits;
    std::vector<std::string> scripts;
    std::vector<std::string> bearers;
    bool isUnreachable = false;

    std::string currentUrl() override { return url; }
    Status goTo(const std::string& target, JobContext&) override
    {
        if (isUnreachable) return Error(ErrorCode::Network, "cannot reach " + target);
        visits.push_back(target);
        url = target;
        return {};
    }
    Result<std::string> content(JobContext&) override { return html; }
    Result<nlohmann::json> evaluate(const std::string& script, JobContext&) override
    {
        scripts.push_back(script);
        if (const auto found = values.find(script); found != values.end()) return found->second;
        return Error(ErrorCode::Protocol, "the script threw");
    }
    Result<nlohmann::json> request(const std::string& method, const std::string& target,
                                   const nlohmann::json&, const std::string& bearer,
                                   JobContext&) override
    {
        bearers.push_back(bearer);
        const auto found = requests.find(method + " " + target);
        if (found != requests.end()) return found->second;
        return Error(ErrorCode::Network, target + " answered 404");
    }
};

/// A judge that replies with what it was given, the last reply again and again.
class FakeJudge final : public ChatModel {
public:
    explicit FakeJudge(std::vector<std::string> texts) : replies(std::move(texts)) {}

    std::vector<std::string> replies;
    std::vector<ChatRequest> requests;

    std::string name() const override { return "fake judge"; }
    Result<ChatResponse> complete(const ChatRequest& request, JobContext&,
                                  const std::function<void(std::string_view)>&) override
    {
        const std::size_t turn = std::min(requests.size(), replies.size() - 1);
        requests.push_back(request);
        ChatResponse response;
        response.text = replies[turn];
        return response;
    }
};

/// A task with an eval block written as JSON, keys in the order given.
inline Task taskWith(const std::string& eval)
{
    const auto task = parseTask(R"({"task_id": 7, "intent": "How many?", "sites": ["shopping"],
        "start_url": "http:\/\/shop/", "eval": )"
                                    + eval + "}",
                                {{"shopping", "http://shop"}});
    return task ? *task : Task();
}

}  // namespace sym
