#include <algorithm>
#include <optional>

#include "core/planner/answering/answering.h"
#include "core/planner/language/values.h"
#include "core/planner/language/whereabouts.h"
#include "core/planner/skills/skills.h"

namespace sym {
namespace {

bool isHarmful(const Objective& goal, const std::string& name)
{
    for (const char* word : {"logout", "log out", "sign out", "signout", "delete", "remove",
                             "unsubscribe", "cancel order", "upvote", "downvote", "buy", "add to",
                             "report", "hide", "clear", "reset", "fork", "like"})
        if (name.find(word) != std::string::npos && containsPhrase(name, word)
            && coverage(word, goal.text) < 0.5)
            return true;
    return false;
}

/// How much of what is still missing a name would bring, 0...1.
double gainOf(const Situation& situation, const std::vector<Word>& name)
{
    double gain = 0, total = 0;
    for (const GoalWord& word : situation.goalWords) {
        const double weight = word.isCovered ? word.weight * 0.15 : word.weight;
        total += weight;
        gain += weight * coverage(std::vector<Word>{word.word}, name);
    }
    return total > 0 ? gain / total : 0;
}

bool isAccountName(const std::string& name)
{
    for (const char* word :
         {"my account", "account", "profile", "my", "user menu", "user settings"})
        if (containsPhrase(name, word)) return true;
    return false;
}

bool isColumnHeader(const Page& page, const Control& control)
{
    const int parent = page.tree[std::size_t(control.node)].parent;
    return parent >= 0 && page.tree[std::size_t(parent)].role == "columnheader";
}

/// Names of what changes data, which a question never needs.
bool changesSomething(const Control& control)
{
    static const std::vector<std::string_view> verbs{
        "add",   "create",  "new",      "edit",      "delete",      "remove", "cancel",  "submit",
        "buy",   "reorder", "save",     "place",     "hold",        "ship",   "invoice", "reply",
        "write", "upvote",  "downvote", "subscribe", "unsubscribe", "star",   "fork",    "close"};
    const std::string name = folded(control.name);
    const std::string first = name.substr(0, name.find(' '));
    const bool isShort = wordsOf(name).size() <= 4;
    return isShort && (control.isButton || control.isLink) && !control.opensMenu
           && std::find(verbs.begin(), verbs.end(), first) != verbs.end();
}

/// Whether a later control has the same name: the site's own navigation comes before that of the
/// thing shown.
bool repeats(const Page& page, const Control& control)
{
    return std::any_of(page.controls.begin(), page.controls.end(), [&](const Control& other) {
        return other.node > control.node && other.name == control.name
               && other.role == control.role;
    });
}

/// Whether the name is the end of an address, for want of a better one: "red-shoes.html". The same
/// place often has a link with its real name as well.
bool isFileName(const std::string& name)
{
    const std::size_t dot = name.rfind('.');
    if (dot == std::string::npos) return false;
    const std::string suffix = folded(name.substr(dot + 1));
    return suffix == "html" || suffix == "htm" || suffix == "php" || suffix == "aspx";
}

bool testsRows(const Objective& goal)
{
    return goal.period.has_value() || !goal.conditions.empty();
}

bool isPaging(const std::string& name)
{
    return sameText(name, "next") || sameText(name, "previous") || containsPhrase(name, "next page")
           || containsPhrase(name, "previous page")
           || (!name.empty() && name.size() <= 3
               && name.find_first_not_of("0123456789") == std::string::npos);
}

/// The text that stands right before a control: "studied at", "Submitted by".
std::string textBefore(const Situation& situation, const Control& control)
{
    if (!control.isLink || control.node == 0) return {};
    const PageNode& before = situation.page.tree[std::size_t(control.node) - 1];
    if (before.role != "text") return {};
    const std::size_t tail = before.name.size() > 40 ? before.name.size() - 40 : 0;
    return before.name.substr(tail);
}

/// Whether the control is what the page gives for the step on the way: "Composer", link "Ann Lee".
bool leadsOnward(const Situation& situation, const Control& control)
{
    const Objective& goal = situation.goal();
    if (!control.isLink || situation.isSearchPage) return false;
    const bool isThere =
        std::any_of(goal.entities.begin(), goal.entities.end(),
                    [&](const std::string& name) { return situation.isAbout(name); });
    if (!isThere) return false;
    const std::string before = folded(textBefore(situation, control));
    if (coverage(goal.hop, "author writer creator owner") > 0.7
        && (before == "by" || before.ends_with(" by")))
        return true;
    for (const Fact& fact : situation.page.facts)
        if (sameText(fact.value, control.name) && coverage(goal.hop, fact.label) > 0.7) return true;
    return !before.empty() && coverage(goal.hop, before) > 0.7;
}

bool leadsSomewhere(const Control& control)
{
    static const std::vector<std::string_view> roles{"tab",     "menuitem", "clickable", "treeitem",
                                                     "generic", "listitem", "row",       "option"};
    return control.isLink || control.opensMenu
           || std::find(roles.begin(), roles.end(), control.role) != roles.end();
}

/// Judges the controls of a page by what they may lead to.
class Follower {
public:
    explicit Follower(const Situation& situation)
        : m_situation(situation),
          m_goal(situation.goal()),
          m_isMine(speaksOfMe(situation.goal())),
          m_foremost(foremostRecord(situation)),
          m_isSorted(isSortedAsAsked(situation))
    {
        for (const GoalWord& word : situation.goalWords)
            if (!word.isCovered) {
                m_missing.push_back(word.word);
                if (word.weight < 1.5) m_missingKinds.push_back(word.word);
            }
        m_isThere = std::any_of(m_goal.entities.begin(), m_goal.entities.end(),
                                [&](const std::string& name) { return situation.isAbout(name); });
        m_isKeptInAccounts =
            std::any_of(m_goal.words.begin(), m_goal.words.end(), [](const Word& word) {
                return word.stem == "order" || word.stem == "wishlist" || word.stem == "address"
                       || word.stem == "invoic";
            });
    }

    void propose(const Control& control, Proposals& proposals) const
    {
        if (!isWorthALook(control)) return;
        proposeForemost(control, proposals);
        const auto named = namesTarget(control);
        if (!named) return;
        const double score = scoreOf(control, *named) - wear(control);
        if (score < 0.2) return;
        const double likely = std::min(score, 0.85) - (isFileName(control.name) ? 0.02 : 0);
        proposals.push_back(clickOn(control, likely,
                                    *named > 0.6 ? "It names what is looked for"
                                                 : "Its name matches words of the objective"));
    }

private:
    bool isWorthALook(const Control& control) const
    {
        if (control.isDisabled || control.behindModal || control.name.empty() || control.isCurrent)
            return false;
        if (isColumnHeader(m_situation.page, control)) return false;
        // "List" beside "Grid" is not what "list the lamps" means
        if (m_goal.intent != Intent::Change && folded(control.name) == m_goal.verb) return false;
        if (m_goal.intent != Intent::Change && changesSomething(control)) return false;
        return !isPaging(control.name) && !isHarmful(m_goal, folded(control.name));
    }

    /// "Open the newest post": the one that ranks first.
    void proposeForemost(const Control& control, Proposals& proposals) const
    {
        const bool isForemost = m_foremost && control.node >= m_foremost->begin
                                && control.node < m_foremost->end
                                && (control.name == m_foremost->title || control.isLink);
        if (!isForemost || m_goal.intent == Intent::Question) return;
        const double base =
            (m_isSorted ? 0.74 : 0.5) + (control.name == m_foremost->title ? 0.08 : 0);
        Proposal open = clickOn(
            control,
            base + 0.15 * coveredShare(m_situation) - 0.3 * m_situation.memory.clicks(control.name),
            "It ranks first by " + m_goal.superlative->property);
        open.finishesPart = m_goal.intent == Intent::Navigate;
        proposals.push_back(std::move(open));
    }

    /// How surely the control names a thing that is looked for, -0.75...1; nothing: it is another
    /// one.
    std::optional<double> namesTarget(const Control& control) const
    {
        double named = 0;
        for (const std::string& entity : m_goal.entities) {
            if (m_situation.isAbout(entity)
                || (!m_goal.hop.empty() && m_situation.hasPassed(entity)))
                continue;
            const std::size_t nameWords = wordsOf(control.name).size(),
                              entityWords = wordsOf(entity).size();
            const double part = coverage(entity, control.name);
            // another thing of nearly the same name
            if (part > 0.4 && part < 0.95 && entityWords >= 4 && nameWords >= 4)
                named = std::min(named, -0.4);
            if (sameText(control.name, entity))
                named = std::max(named, 1.0);
            else if (containsPhrase(control.name, entity))
                named = std::max(named, nameWords > 2 * entityWords + 1 ? 0.5 : 0.85);
            else if (entity.size() > 4 && part > 0.99)
                named = std::max(named, nameWords > 3 * entityWords ? 0.3 : 0.7);
            else if (containsPhrase(control.context, entity) && control.record >= 0)
                named = std::max(named, opensThing(control) ? 0.75 : 0.45);
        }
        if (control.record < 0 || !testsRows(m_goal)) return named;
        // of rows with dates and states, those that fit
        const Record& record = m_situation.page.records[std::size_t(control.record)];
        const bool isEntry = record.headers.empty() && wordsOf(control.name).size() <= 3;
        if (!m_goal.period && isEntry) return named;  // of a menu
        const bool fits = fulfils(m_situation, record);
        if (m_goal.period && propertyOf(record, "date")) {
            if (!fits) return std::nullopt;
            if (control.isLink || control.role == "row") named = std::max(named, 0.6);
        }
        return fits ? named : named - 0.35;
    }

    /// "Edit", "View": how rows open what they show.
    bool opensThing(const Control& control) const
    {
        const std::string name = folded(control.name);
        return name == "view" || name == "details"
               || (m_goal.intent == Intent::Change && (name == "edit" || name == "manage"));
    }

    double scoreOf(const Control& control, double named) const
    {
        std::vector<Word> name = wordsOf(control.name);
        std::erase_if(name, [&](const Word& word) {  // counts say nothing
            return word.stem.find_first_not_of("0123456789") == std::string::npos
                   && coverage(std::vector<Word>{word}, m_goal.words) < 1;
        });
        const double gain =
            std::max(gainOf(m_situation, name),
                     0.6 * gainOf(m_situation, wordsOf(textBefore(m_situation, control))));
        double score = 0.16 + 0.34 * gain
                       + 0.22 * coverage(name, m_goal.words) * std::min(1.0, gain * 3)
                       + 0.34 * named;
        score += whereabouts(control);
        const bool namesWanted = m_goal.intent == Intent::Question && !m_goal.wanted.empty()
                                 && name.size() <= 4
                                 && coverage(m_goal.wanted, control.name) > 0.45;
        if (namesWanted) score += 0.1;
        if (control.role == "tab") score += 0.04;
        if (control.role == "listitem" || control.role == "row" || control.role == "img")
            score -= 0.1;
        if (!m_goal.hop.empty() && leadsOnward(m_situation, control)) score = std::max(score, 0.78);
        if (control.opensMenu) score -= 0.04;
        if (m_isThere && name.size() > 0 && !changesSomething(control)
            && repeats(m_situation.page, control))
            score -= 0.08;
        return leadsSomewhere(control) ? score : score - 0.15;
    }

    /// What people know of where things are kept.
    double whereabouts(const Control& control) const
    {
        double score = 0;
        const bool isAccount = isAccountName(folded(control.name));
        if (isAccount && !containsPhrase(m_situation.place, "my")
            && !containsPhrase(m_situation.place, "account"))
            score += m_isMine ? 0.14 : m_isKeptInAccounts ? 0.08 : 0;
        if (!isAccount || m_isMine || m_isKeptInAccounts)
            score += (m_goal.intent == Intent::Navigate ? 0.3 : 0.21)
                     * holdsLikely(control.name, m_missing);
        if (m_isMine && control.opensMenu && control.name.size() < 30) score += 0.05;
        if (listsKind(control)) score += 0.16;
        return score;
    }

    /// "Customers", "Pending Reviews": the section of the kind of thing that is looked for.
    bool listsKind(const Control& control) const
    {
        static const std::vector<Word> kinds = wordsOf("customer product order review invoice"),
                                       kindsInside = wordsOf("issue request milestone");
        const bool isInside =
            std::any_of(m_goal.entities.begin(), m_goal.entities.end(),
                        [](const auto& name) { return name.find('/') != std::string::npos; });
        if (control.role == "tab" || m_isMine || (isInside && !m_isThere)) return false;
        std::vector<Word> kind = wordsOf(control.name);
        std::erase_if(kind, [](const Word& word) { return word.isStop || word.stem == "all"; });
        return !kind.empty() && kind.size() <= 2 && coverage(kind, m_missingKinds) > 0.99
               && coverage(isInside ? kindsInside : kinds, kind) > 0;
    }

    /// What was tried before has lost its charm.
    double wear(const Control& control) const
    {
        const int onPage = m_situation.memory.clicks(control.name, m_situation.page.title);
        return 0.22 * onPage + 0.1 * (m_situation.memory.clicks(control.name) - onPage);
    }

    const Situation& m_situation;
    const Objective& m_goal;
    bool m_isMine;
    const Record* m_foremost;
    bool m_isSorted;
    bool m_isThere = false;
    bool m_isKeptInAccounts = false;
    std::vector<Word> m_missing;
    std::vector<Word> m_missingKinds;  ///< those that name nothing
};

}  // namespace

void proposeFollowing(const Situation& situation, Proposals& proposals)
{
    const Follower follower(situation);
    for (const Control& control : situation.page.controls) follower.propose(control, proposals);
}

}  // namespace sym
