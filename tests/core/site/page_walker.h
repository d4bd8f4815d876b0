#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/site/site.h"
#include "core/site/tasks/task_template.h"
#include "core/task/evaluator.h"
#include "html_tree.h"

namespace sym {

/// A browser for tests: plays Playwright actions on sites without a server or a script engine, and
/// lets the real evaluators look at the result. Menus, dialogs, toggles and confirmations of
/// site.js are understood; elements are found strictly, by exact name.
class PageWalker final : public EvaluationPage {
public:
    /// All sites of one world.
    explicit PageWalker(std::uint64_t seed);

    /// Empty, or why the action could not be done.
    std::string play(const std::string& action);
    /// All of them; stops at the first that fails.
    std::string play(const std::vector<std::string>& actions);

    void open(const std::string& url);
    /// A fresh browser on the sites of the seed. @return whether every site could be put back; one
    /// that could not is made anew when it is next visited
    bool reset();
    const std::string& answer() const { return m_answer; }
    const std::string& url() const { return m_url; }
    int status() const { return m_status; }
    HtmlNode& page() { return *m_page; }
    std::string textOf(const std::string& selector);
    SiteAddresses addresses() const { return m_addresses; }

    std::string currentUrl() override { return m_url; }
    Status goTo(const std::string& url, JobContext& job) override;
    Result<std::string> content(JobContext& job) override;
    Result<nlohmann::json> evaluate(const std::string& expression, JobContext& job) override;
    Result<nlohmann::json> request(const std::string& method, const std::string& url,
                                   const nlohmann::json& body, const std::string& bearer,
                                   JobContext& job) override;

private:
    std::vector<HtmlNode*> byRole(const std::string& role, const std::string& name);
    std::vector<HtmlNode*> byLabel(const std::string& label);
    std::string nameOf(HtmlNode& node);
    void act(HtmlNode& node, const std::string& what, const std::string& value);
    void click(HtmlNode& node);
    void submit(HtmlNode& form, HtmlNode* button);
    void load(const std::string& method, std::string url, const Fields& form);
    Site* site(const std::string& name);
    std::string filled(std::string text) const;

    std::uint64_t m_seed;
    std::map<std::string, std::unique_ptr<Site>> m_sites;
    SiteAddresses m_addresses;
    std::unique_ptr<HtmlNode> m_page;
    std::vector<std::string> m_history;
    std::string m_html;
    std::string m_url;
    std::string m_answer;
    int m_status = 0;
    HtmlNode* m_focused = nullptr;
    HtmlNode* m_asking = nullptr;  ///< form that waits for OK
    HtmlNode* m_askingButton = nullptr;
};

/// Plays a draft on a fresh world and scores it with the real evaluator.
struct Played {
    std::string problem;  ///< an action that failed
    double score = 0;
    std::string reason;
};
Played playDraft(PageWalker& walker, const TaskTemplate& kind, const TaskDraft& draft,
                 const std::vector<std::string>& actions);

/// Proves up to `instances` drafts of each template for each seed: the solution scores 1, the
/// negatives and doing nothing 0. Returns what went wrong, one line each; `made` counts drafts.
std::vector<std::string> proveTemplates(const std::vector<TaskTemplate>& templates,
                                        const std::vector<std::uint64_t>& seeds, int instances,
                                        int& made);

}  // namespace sym
