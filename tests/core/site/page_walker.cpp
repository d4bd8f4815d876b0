#include "page_walker.h"

#include <algorithm>
#include <regex>

namespace sym {
namespace {

std::string unquoted(const std::string& text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) ++i;
        out += text[i] == 'n' && i > 0 && text[i - 1] == '\\' ? '\n' : text[i];
    }
    return out;
}

std::string roleOf(HtmlNode& node)
{
    const std::string type = node.attribute("type");
    if (node.has("role")) return node.attribute("role");
    if (node.tag == "a" && node.has("href")) return "link";
    if (node.tag == "button" || (node.tag == "input" && (type == "submit" || type == "button")))
        return "button";
    if (node.tag == "select") return "combobox";
    if (node.tag == "textarea") return "textbox";
    if (node.tag != "input" || type == "hidden") return {};
    if (type == "checkbox" || type == "radio") return type;
    return type == "search" ? "searchbox" : "textbox";
}

std::string valueOf(HtmlNode& node)
{
    if (node.has("typed")) return node.attribute("typed");
    if (node.tag == "textarea") {
        std::string text = node.children.empty() ? "" : node.children[0]->text;
        return text.starts_with("\n") ? text.substr(1) : text;
    }
    if (node.tag != "select") return node.attribute("value");
    HtmlNode* chosen = nullptr;
    for (HtmlNode* option : node.descendants()) {
        if (option->tag != "option") continue;
        if (!chosen || option->has("selected")) chosen = option;
    }
    return chosen ? (chosen->has("value") ? chosen->attribute("value") : chosen->nameText())
                  : std::string();
}

}  // namespace

PageWalker::PageWalker(std::uint64_t seed) : m_seed(seed)
{
    for (const char* name :
         {"shopping", "shopping_admin", "reddit", "gitlab", "map", "wikipedia", "homepage"})
        m_addresses[name] = std::string("http://") + name + ".test";
    m_addresses["shopping_admin"] += "/admin";
}

/// Made when first visited: most tasks need one site.
Site* PageWalker::site(const std::string& name)
{
    if (const auto found = m_sites.find(name); found != m_sites.end()) return found->second.get();
    const WorldContext context{m_seed, m_addresses};
    std::vector<std::unique_ptr<Site>> sites;
    if (name == "reddit")
        sites.push_back(makeForumSite(context));
    else if (name == "gitlab")
        sites.push_back(makeCodeSite(context));
    else if (name == "map")
        sites.push_back(makeMapSite(context));
    else if (name == "wikipedia")
        sites.push_back(makeWikiSite(context));
    else if (m_addresses.contains(name))
        sites = makeShopSites(context);
    for (auto& one : sites) m_sites[one->name()] = std::move(one);
    return m_sites[name].get();
}

bool PageWalker::reset()
{
    const auto lost = std::erase_if(
        m_sites, [](auto& entry) { return entry.second && !entry.second->reset(); });
    m_history.clear();
    m_url.clear();
    m_answer.clear();
    m_focused = m_asking = m_askingButton = nullptr;
    return lost == 0;
}

std::string PageWalker::filled(std::string text) const
{
    for (const auto& [name, address] : m_addresses) {
        std::string place = "__" + name + "__";
        std::transform(place.begin(), place.end(), place.begin(),
                       [](unsigned char c) { return char(std::toupper(c)); });
        for (auto at = text.find(place); at != std::string::npos; at = text.find(place))
            text.replace(at, place.size(), address);
    }
    return text;
}

void PageWalker::load(const std::string& method, std::string url, const Fields& form)
{
    std::string verb = method;
    Fields fields = form;
    for (int redirects = 0; redirects < 5; ++redirects) {
        url = url.substr(0, url.find('#'));
        if (url.starts_with("/")) url = m_url.substr(0, m_url.find('/', 7)) + url;
        const std::size_t slash = url.find('/', 7);
        const std::string host = url.substr(7, slash == std::string::npos ? slash : slash - 7);
        const std::string target = slash == std::string::npos ? "/" : url.substr(slash);
        if (slash == std::string::npos) url += "/";
        SiteRequest request;
        request.method = verb;
        request.target = target;
        request.path = decodeUrl(target.substr(0, target.find('?')));
        if (target.find('?') != std::string::npos)
            request.query = parseUrlEncoded(target.substr(target.find('?') + 1));
        request.form = fields;
        request.sessionId = "walker";
        Site* handler = site(host.substr(0, host.find(".test")));
        const SiteResponse response =
            handler ? handler->handle(request) : SiteResponse::html("no such host", 404);
        m_url = url;
        m_status = response.status;
        if (response.status != 302) {
            m_html = response.body;
            m_page = parseHtml(m_html);
            m_focused = m_asking = m_askingButton = nullptr;
            return;
        }
        for (const auto& [name, value] : response.headers)
            if (name == "Location") url = value;
        verb = "GET";
        fields = {};
    }
}

void PageWalker::open(const std::string& url)
{
    m_history.push_back(m_url);
    load("GET", filled(url), {});
}

std::string PageWalker::textOf(const std::string& selector)
{
    const auto found = selectAll(*m_page, selector);
    if (found.empty()) return "<none>";
    std::string text = found.front()->innerText();
    text.erase(0, text.find_first_not_of(' '));
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

std::string PageWalker::nameOf(HtmlNode& node)
{
    if (node.has("aria-label")) return node.attribute("aria-label");
    const std::string role = roleOf(node);
    if (role == "link" || role == "button" || role == "tab" || role == "menuitem") {
        const std::string text = node.nameText();
        return text.empty() ? node.attribute("title") : text;
    }
    for (HtmlNode* label : m_page->descendants())
        if (label->tag == "label" && node.has("id")
            && label->attribute("for") == node.attribute("id"))
            return label->nameText();
    return node.attribute("title");
}

std::vector<HtmlNode*> PageWalker::byRole(const std::string& role, const std::string& name)
{
    std::vector<HtmlNode*> found;
    for (HtmlNode* node : m_page->descendants())
        if (roleOf(*node) == role && node->isShown() && nameOf(*node) == name)
            found.push_back(node);
    return found;
}

std::vector<HtmlNode*> PageWalker::byLabel(const std::string& label)
{
    std::vector<HtmlNode*> found;
    for (HtmlNode* node : m_page->descendants()) {
        const std::string role = roleOf(*node);
        const bool control =
            role == "textbox" || role == "searchbox" || role == "combobox" || role == "checkbox";
        if (control && node->isShown() && nameOf(*node) == label) found.push_back(node);
    }
    return found;
}

void PageWalker::submit(HtmlNode& form, HtmlNode* button)
{
    Fields fields;
    std::string query;
    const auto add = [&](const std::string& name, const std::string& value) {
        fields.add(name, value);
        query += (query.empty() ? "" : "&") + encodeUrl(name) + "=" + encodeUrl(value);
    };
    for (HtmlNode* node : form.descendants()) {
        const std::string type = node->attribute("type");
        const bool control =
            node->tag == "input" || node->tag == "select" || node->tag == "textarea";
        const bool ticked = (type != "checkbox" && type != "radio") || node->has("checked");
        if (control && ticked && node->has("name")) add(node->attribute("name"), valueOf(*node));
    }
    if (button && button->has("name")) add(button->attribute("name"), button->attribute("value"));
    std::string action = form.has("action") ? form.attribute("action") : m_url;
    m_history.push_back(m_url);
    if (form.attribute("method") == "post") return load("POST", action, fields);
    load("GET", action.substr(0, action.find('?')) + "?" + query, {});
}

void PageWalker::click(HtmlNode& node)
{
    const auto byId = [&](const std::string& id) -> HtmlNode* {
        const auto found = selectAll(*m_page, "#" + id);
        return found.empty() ? nullptr : found.front();
    };
    for (const char* name : {"data-menu", "data-toggle"})
        if (node.has(name)) {
            HtmlNode* part = byId(node.attribute(name));
            if (part->attributes.erase("hidden") == 0) part->attributes["hidden"] = "";
            return;
        }
    if (node.attribute("role") == "tab") {
        for (HtmlNode* tab : node.parent->descendants())
            if (tab->attribute("role") == "tab")
                byId(tab->attribute("aria-controls"))->attributes["hidden"] = "";
        byId(node.attribute("aria-controls"))->attributes.erase("hidden");
        return;
    }
    if (node.has("data-open-dialog")) {
        byId(node.attribute("data-open-dialog"))->attributes["open"] = "";
        return;
    }
    if (node.tag == "a") {
        m_history.push_back(m_url);
        const std::string href = node.attribute("href");
        return load("GET", href.starts_with("#") ? m_url : href, {});
    }
    if (node.attribute("type") == "radio" || node.attribute("type") == "checkbox") {
        if (node.attribute("type") == "radio")
            for (HtmlNode* other : m_page->descendants())
                if (other->attribute("name") == node.attribute("name"))
                    other->attributes.erase("checked");
        node.attributes["checked"] = "";
        return;
    }
    HtmlNode* form = node.closest("form");
    if (!form || node.attribute("type") == "button") return;
    if (form->has("data-confirm")) {
        m_asking = form;
        m_askingButton = &node;
        return;
    }
    submit(*form, &node);
}

void PageWalker::act(HtmlNode& node, const std::string& what, const std::string& value)
{
    m_focused = &node;
    if (what == "fill") node.attributes["typed"] = value;
    if (what == "click" && node.attribute("type") == "checkbox"
        && node.attributes.erase("checked") > 0)
        return;
    if (what == "click" || what == "check") click(node);
    if (what == "select_option") {
        for (HtmlNode* option : node.descendants()) {
            option->attributes.erase("selected");
            if (option->nameText() == value) option->attributes["selected"] = "";
        }
        if (node.has("data-goto")) open(valueOf(node));
    }
}

std::string PageWalker::play(const std::string& action)
{
    static const std::regex kRole(
        R"re(page\.get_by_role\("((?:[^"\\]|\\.)*)", name="((?:[^"\\]|\\.)*)"\)(?:\.nth\((\d+)\))?\.(\w+)\((?:"((?:[^"\\]|\\.)*)")?\))re");
    static const std::regex kLabel(
        R"re(page\.get_by_label\("((?:[^"\\]|\\.)*)"\)\.(\w+)\("((?:[^"\\]|\\.)*)"\))re");
    static const std::regex kPage(
        R"re(page\.(goto|stop|go_back|keyboard\.press)\((?:"((?:[^"\\]|\\.)*)")?\))re");
    std::smatch match;
    if (std::regex_match(action, match, kPage)) {
        const std::string what = match[1];
        if (what == "stop") m_answer = unquoted(match[2]);
        if (what == "goto") open(unquoted(match[2]));
        if (what == "go_back") load("GET", m_history.back(), {});
        if (what != "keyboard.press") return {};
        HtmlNode* form = m_focused ? m_focused->closest("form") : nullptr;
        if (!form) return "nothing is focused for: " + action;
        submit(*form, nullptr);
        return {};
    }
    if (std::regex_match(action, match, kLabel)) {
        const auto found = byLabel(unquoted(match[1]));
        if (found.size() != 1)
            return std::to_string(found.size()) + " elements at " + m_url + " for: " + action;
        act(*found.front(), match[2], unquoted(match[3]));
        return {};
    }
    if (!std::regex_match(action, match, kRole)) return "not understood: " + action;
    if (m_asking && match[2] == "OK") {
        submit(*m_asking, m_askingButton);
        return {};
    }
    if (m_asking && match[2] == "Cancel") {
        m_asking = m_askingButton = nullptr;
        return {};
    }
    const auto found = byRole(unquoted(match[1]), unquoted(match[2]));
    const std::size_t index = match[3].matched ? std::stoul(match[3]) : 0;
    if (match[3].matched ? index >= found.size() : found.size() != 1)
        return std::to_string(found.size()) + " elements at " + m_url + " for: " + action;
    const std::string option = unquoted(match[5]);
    if (match[4] == "select_option") {
        const auto options = found[index]->descendants();
        const bool known = std::any_of(options.begin(), options.end(),
                                       [&](HtmlNode* one) { return one->nameText() == option; });
        if (!known) return "no such option for: " + action;
    }
    act(*found[index], match[4], option);
    return {};
}

std::string PageWalker::play(const std::vector<std::string>& actions)
{
    for (const std::string& action : actions) {
        if (std::string problem = play(action); !problem.empty()) return problem;
        if (m_status >= 400)
            return "status " + std::to_string(m_status) + " at " + m_url + " after: " + action;
    }
    return {};
}

Status PageWalker::goTo(const std::string& url, JobContext&)
{
    open(url);
    return {};
}

Result<std::string> PageWalker::content(JobContext&)
{
    return m_html;
}

Result<nlohmann::json> PageWalker::evaluate(const std::string& expression, JobContext&)
{
    static const std::regex kRoleCall(R"(@([\w.-]+))");
    static const std::regex kLocator(
        R"(document\.querySelector\('([^']+)'\)\.(outerText|value|className))");
    static const std::regex kChecked(R"(document\.querySelector\('([^']+)'\)\.checked)");
    static const std::regex kRow(
        R"re(\[\.\.\.document\.querySelectorAll\('([^']+)'\)\]\.find\(row => row\.outerText\.includes\('([^']+)'\)\)\.outerText)re");
    std::smatch match;
    if (expression.find("gl-avatar-labeled-sublabel") != std::string::npos
        && std::regex_search(expression, match, kRoleCall)) {
        const auto names =
            selectAll(*m_page, "td[data-label='Account'] span.gl-avatar-labeled-sublabel");
        const auto roles = selectAll(*m_page, "td.col-max-role span");
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i]->nameText() == "@" + match[1].str())
                return nlohmann::json(roles.at(i)->nameText());
        return Error(ErrorCode::Protocol, "no such member");
    }
    if (std::regex_match(expression, match, kRow)) {
        for (HtmlNode* row : selectAll(*m_page, match[1]))
            if (row->innerText().find(match[2]) != std::string::npos)
                return nlohmann::json(row->innerText());
        return Error(ErrorCode::Protocol, "no such row");
    }
    if (std::regex_match(expression, match, kChecked)) {
        const auto boxes = selectAll(*m_page, match[1]);
        if (boxes.empty()) return Error(ErrorCode::Protocol, "nothing at " + match[1].str());
        return nlohmann::json(boxes.front()->has("checked"));
    }
    if (!std::regex_match(expression, match, kLocator))
        return Error(ErrorCode::Protocol, "not understood: " + expression);
    const auto found = selectAll(*m_page, match[1]);
    if (found.empty()) return Error(ErrorCode::Protocol, "nothing at " + match[1].str());
    if (match[2] == "className") return nlohmann::json(found.front()->attribute("class"));
    return nlohmann::json(match[2] == "value" ? valueOf(*found.front()) : textOf(match[1]));
}

Result<nlohmann::json> PageWalker::request(const std::string& method, const std::string& url,
                                           const nlohmann::json& body, const std::string&,
                                           JobContext&)
{
    SiteRequest request;
    request.method = method;
    const std::size_t slash = url.find('/', 7);
    request.target = url.substr(slash);
    request.path = decodeUrl(request.target.substr(0, request.target.find('?')));
    if (request.target.find('?') != std::string::npos)
        request.query = parseUrlEncoded(request.target.substr(request.target.find('?') + 1));
    request.body = body.is_null() ? std::string() : body.dump();
    Site* handler = site(url.substr(7, url.find(".test") - 7));
    if (!handler) return Error(ErrorCode::Network, "no site at " + url);
    const auto answer = nlohmann::json::parse(handler->handle(request).body, nullptr, false);
    if (answer.is_discarded()) return Error(ErrorCode::Protocol, "no JSON at " + url);
    return answer;
}

Played playDraft(PageWalker& walker, const TaskTemplate& kind, const TaskDraft& draft,
                 const std::vector<std::string>& actions)
{
    walker.reset();
    const nlohmann::json object{{"sites", kind.sites},
                                {"task_id", 1},
                                {"require_login", true},
                                {"storage_state", nullptr},
                                {"start_url", draft.startUrl},
                                {"geolocation", nullptr},
                                {"intent_template", kind.intentTemplate},
                                {"instantiation_dict", draft.instantiation},
                                {"intent", draft.intent},
                                {"require_reset", false},
                                {"eval", draft.evaluation},
                                {"intent_template_id", kind.id}};
    const auto file = parseTaskFile(nlohmann::json::array({object}).dump(), walker.addresses());
    if (!file || file->tasks.empty())
        return {file ? "the task file has problems: "
                           + (file->problems.empty() ? "?" : file->problems[0].message)
                     : file.error().message(),
                0,
                {}};
    const Task& task = file->tasks.front();
    walker.open(task.startUrls.front());
    const std::string problem = walker.play(actions);
    if (!problem.empty()) return {problem, 0, {}};
    PlainJobContext job;
    const auto result = evaluate(task, {walker.answer(), walker.url()}, EvaluatorProfile::WebArena,
                                 &walker, nullptr, job);
    if (!result) return {"evaluation: " + result.error().message(), 0, {}};
    std::string reason;
    for (const ScorePart& part : result->score.parts) reason += part.reason + "; ";
    return {{}, result->score.score, reason};
}

std::vector<std::string> proveTemplates(const std::vector<TaskTemplate>& templates,
                                        const std::vector<std::uint64_t>& seeds, int instances,
                                        int& made)
{
    std::vector<std::string> wrong;
    for (const std::uint64_t seed : seeds) {
        PageWalker walker(seed);
        for (const TaskTemplate& kind : templates) {
            const auto drafts =
                kind.make(seed, Random(seed).fork(std::to_string(kind.id)), instances);
            const std::string place =
                "template " + std::to_string(kind.id) + ", seed " + std::to_string(seed) + ": ";
            if (int(drafts.size()) < instances)
                wrong.push_back(place + "only " + std::to_string(drafts.size()) + " instances");
            made += int(drafts.size());
            for (const TaskDraft& draft : drafts) {
                const Played solved = playDraft(walker, kind, draft, draft.solution);
                if (!solved.problem.empty() || solved.score != 1)
                    wrong.push_back(place + draft.intent + ": " + solved.problem + solved.reason);
                for (const NegativeSequence& negative : draft.negatives) {
                    const Played played = playDraft(walker, kind, draft, negative.actions);
                    if (!played.problem.empty() || played.score != 0)
                        wrong.push_back(place + negative.kind + " of " + draft.intent + ": "
                                        + played.problem + played.reason);
                }
                if (playDraft(walker, kind, draft, {"page.stop(\"\")"}).score != 0)
                    wrong.push_back(place + "doing nothing solves " + draft.intent);
            }
        }
    }
    return wrong;
}

}  // namespace sym
