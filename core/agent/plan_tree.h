#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sym {

/// Whether a piece of the harness behaves as AgentOccam to the letter, or as we think it should.
enum class Fidelity {
    Upstream,  ///< new plans take the active plan's id + 1 (ids repeat); prune forgets the plan's
               ///< own notes and steps
    Ours,      ///< ids are unique; prune forgets nothing
};

/// One plan: the objective itself or a part of it.
struct PlanNode {
    int id = 0;
    std::string text;
    int level = 0;
    std::string url;  ///< page on which it was made; prune goes back there
    int step = 0;     ///< step that made it
    bool isVisible = true;
    std::vector<std::string> notes;
    std::vector<std::string> resumeReasons;
    std::vector<int> steps;  ///< steps taken under it, for the history
    int parent = -1;
    std::vector<int> children;
};

/// The plans of an episode (METHOD 9.4, WEBARENA 3.4). The root is the objective; one is active.
class PlanTree {
public:
    PlanTree(std::string_view objective, std::string url, Fidelity fidelity);

    const PlanNode& active() const { return m_nodes[std::size_t(m_active)]; }

    /// All visible plans, indented by level, the active one marked, with resume reasons and notes.
    std::string text() const;
    /// "[1] Search for lamp".
    std::string activeText() const;

    /// Whether a visible plan has this id.
    bool has(int id) const { return find(0, id) >= 0; }
    /// The page prune would go back to; nothing when there is no such plan.
    std::optional<std::string> urlOf(int id) const;

    void addNote(std::string note);
    /// Notes that a planning command could not be carried out, in upstream's words.
    void noteInvalidPlan(std::string_view command);
    void addStep(int step);
    /// Puts a new plan under `parent` and makes it active. @return false when there is no such plan
    bool branch(int parent, std::string intent, std::string url, int step);
    /// Gives up what came after plan `id`, which becomes active again. @return its page; nothing
    /// when there is no such plan
    std::optional<std::string> prune(int id, std::string reason);

private:
    int find(int index, int id) const;
    void hideSubtree(int index);
    void collectSteps(int index, std::vector<int>& steps) const;
    void appendText(int index, std::string& text) const;

    Fidelity m_fidelity;
    std::vector<PlanNode> m_nodes;
    int m_active = 0;
};

}  // namespace sym
