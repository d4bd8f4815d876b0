#include "core/agent/plan_tree.h"

#include <algorithm>

namespace sym {

PlanTree::PlanTree(std::string_view objective, std::string url, Fidelity fidelity)
    : m_fidelity(fidelity)
{
    PlanNode root;
    root.text = "Find the solution to \"" + std::string(objective) + "\"";
    root.url = std::move(url);
    m_nodes.push_back(std::move(root));
}

std::string PlanTree::text() const
{
    std::string text;
    appendText(0, text);
    return text;
}

std::string PlanTree::activeText() const
{
    return "[" + std::to_string(active().id) + "] " + active().text;
}

std::optional<std::string> PlanTree::urlOf(int id) const
{
    const int index = find(0, id);
    if (index < 0) return std::nullopt;
    return m_nodes[std::size_t(index)].url;
}

void PlanTree::addNote(std::string note)
{
    m_nodes[std::size_t(m_active)].notes.push_back(std::move(note));
}

void PlanTree::noteInvalidPlan(std::string_view command)
{
    addNote("You previously generate plan \"" + std::string(command)
            + "\", which has INVALID syntax. User planning command like "
              "`branch [parent_plan_id] [new_subplan_intent]` or `prune [resume_plan_id] [reason]`.");
}

void PlanTree::addStep(int step)
{
    m_nodes[std::size_t(m_active)].steps.push_back(step);
}

bool PlanTree::branch(int parent, std::string intent, std::string url, int step)
{
    const int under = find(0, parent);
    if (under < 0) return false;
    PlanNode node;
    node.id = active().id + 1;
    if (m_fidelity == Fidelity::Ours)
        for (const PlanNode& other : m_nodes) node.id = std::max(node.id, other.id + 1);
    node.text = std::move(intent);
    node.level = m_nodes[std::size_t(under)].level + 1;
    node.url = std::move(url);
    node.step = step;
    node.parent = under;
    m_active = int(m_nodes.size());
    m_nodes[std::size_t(under)].children.push_back(m_active);
    m_nodes.push_back(std::move(node));
    return true;
}

std::optional<std::string> PlanTree::prune(int id, std::string reason)
{
    const int index = find(0, id);
    if (index < 0) return std::nullopt;
    PlanNode& node = m_nodes[std::size_t(index)];
    if (node.parent >= 0 && node.id > 0) {  // later siblings go
        const std::vector<int>& siblings = m_nodes[std::size_t(node.parent)].children;
        for (auto later = std::ranges::find(siblings, index) + 1; later != siblings.end(); ++later)
            m_nodes[std::size_t(*later)].isVisible = false;
    }
    hideSubtree(index);
    node.isVisible = true;
    if (m_fidelity == Fidelity::Upstream) {
        node.notes.clear();
        node.steps.clear();
    }
    std::vector<int> steps;
    collectSteps(index, steps);
    std::ranges::sort(steps);
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    node.steps = std::move(steps);
    node.resumeReasons.push_back(std::move(reason));
    m_active = index;
    return node.url;
}

int PlanTree::find(int index, int id) const
{
    const PlanNode& node = m_nodes[std::size_t(index)];
    if (node.isVisible && node.id == id) return index;
    for (const int child : node.children)
        if (const int found = find(child, id); found >= 0) return found;
    return -1;
}

void PlanTree::hideSubtree(int index)
{
    m_nodes[std::size_t(index)].isVisible = false;
    for (const int child : m_nodes[std::size_t(index)].children) hideSubtree(child);
}

void PlanTree::collectSteps(int index, std::vector<int>& steps) const
{
    const PlanNode& node = m_nodes[std::size_t(index)];
    // the root was made by no step; upstream counts step 0 as its maker
    if (node.parent >= 0 || m_fidelity == Fidelity::Upstream) steps.push_back(node.step);
    steps.insert(steps.end(), node.steps.begin(), node.steps.end());
    for (const int child : node.children) collectSteps(child, steps);
}

void PlanTree::appendText(int index, std::string& text) const
{
    const PlanNode& node = m_nodes[std::size_t(index)];
    if (node.isVisible) {
        const std::string indent(std::size_t(node.level), '\t');
        if (!text.empty()) text += '\n';
        text += indent + "[" + std::to_string(node.id) + "] ";
        if (node.id == active().id) text += "(Active Plan) ";
        text += node.text;
        if (!node.resumeReasons.empty()) {
            text += " # Was resumed to this step " + std::to_string(node.resumeReasons.size())
                    + " time(s) for:";
            for (std::size_t i = 0; i < node.resumeReasons.size(); ++i)
                text += " " + std::to_string(i) + ". " + node.resumeReasons[i];
        }
        for (std::size_t i = 0; i < node.notes.size(); ++i)
            text += "\n" + indent + "Note " + std::to_string(i) + ". " + node.notes[i];
    }
    for (const int child : node.children) appendText(child, text);
}

}  // namespace sym
