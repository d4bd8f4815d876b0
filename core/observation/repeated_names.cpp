#include "core/observation/repeated_names.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

namespace sym {
namespace {

/// Aho-Corasick: finds all patterns in a text in one pass.
class PatternAutomaton {
public:
    PatternAutomaton() { m_states.emplace_back(); }

    /// @return the state that stands for the pattern; equal patterns share it
    int add(std::string_view pattern)
    {
        int state = 0;
        for (const char c : pattern) {
            const auto [edge, isNew] = m_edges.try_emplace(key(state, c), int(m_states.size()));
            if (isNew) m_states.push_back({.parent = state, .byte = c});
            state = edge->second;
        }
        m_states[std::size_t(state)].isPattern = true;
        return state;
    }

    /// Call once, after the last add(). States were made parents first, but not level by level.
    void link()
    {
        std::vector<std::vector<int>> levels;
        std::vector<std::size_t> level(m_states.size(), 0);
        for (std::size_t i = 1; i < m_states.size(); ++i) {
            level[i] = level[std::size_t(m_states[i].parent)] + 1;
            if (levels.size() < level[i]) levels.resize(level[i]);
            levels[level[i] - 1].push_back(int(i));
        }
        for (const auto& states : levels)
            for (const int i : states) {
                State& state = m_states[std::size_t(i)];
                state.failure = state.parent == 0
                                    ? 0
                                    : next(m_states[std::size_t(state.parent)].failure, state.byte);
                const State& failure = m_states[std::size_t(state.failure)];
                state.shorter = failure.isPattern ? state.failure : failure.shorter;
            }
    }

    /// Counts, for every pattern in the text, one more text it occurs in.
    void scan(std::string_view text, int textNumber)
    {
        int state = 0;
        for (const char c : text) {
            state = next(state, c);
            const State& here = m_states[std::size_t(state)];
            for (int found = here.isPattern ? state : here.shorter; found > 0;
                 found = m_states[std::size_t(found)].shorter) {
                State& pattern = m_states[std::size_t(found)];
                if (pattern.lastText == textNumber) break;  // so were all shorter ones
                pattern.lastText = textNumber;
                ++pattern.texts;
            }
        }
    }

    int texts(int state) const { return m_states[std::size_t(state)].texts; }

private:
    struct State {
        int parent = 0;
        char byte = 0;
        bool isPattern = false;
        int failure = 0;
        int shorter = 0;  ///< longest pattern that is a proper end of this state's text; 0: none
        int lastText = -1;
        int texts = 0;
    };

    static std::uint64_t key(int state, char c)
    {
        return (std::uint64_t(state) << 8) | static_cast<unsigned char>(c);
    }

    int next(int state, char c) const
    {
        for (;;) {
            if (const auto edge = m_edges.find(key(state, c)); edge != m_edges.end())
                return edge->second;
            if (state == 0) return 0;
            state = m_states[std::size_t(state)].failure;
        }
    }

    std::vector<State> m_states;
    std::unordered_map<std::uint64_t, int> m_edges;
};

/// Which characters a text has, thrown into 64 bins: a text can only be part of one that has its
/// bins.
std::uint64_t characterBins(std::string_view text)
{
    std::uint64_t bins = 0;
    for (const char c : text) bins |= std::uint64_t(1) << (static_cast<unsigned char>(c) & 63u);
    return bins;
}

std::vector<bool> compareDirectly(const std::vector<std::string_view>& names,
                                  const std::vector<int>& candidates)
{
    std::vector<std::uint64_t> bins(names.size());
    std::ranges::transform(names, bins.begin(), characterBins);
    std::vector<bool> answer(candidates.size(), false);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const auto own = std::size_t(candidates[i]);
        for (std::size_t k = 0; k < names.size() && !answer[i]; ++k)
            answer[i] = k != own && (bins[own] & ~bins[k]) == 0
                        && names[own].size() <= names[k].size()
                        && names[k].find(names[own]) != std::string_view::npos;
    }
    return answer;
}

}  // namespace

std::vector<bool> occursInAnother(const std::vector<std::string_view>& names,
                                  const std::vector<int>& candidates)
{
    constexpr std::size_t kDirectComparisons =
        50'000;  // below: cheaper than building the automaton
    if (candidates.size() * names.size() <= kDirectComparisons)
        return compareDirectly(names, candidates);
    std::vector<bool> answer(candidates.size(), false);
    PatternAutomaton automaton;
    std::vector<int> states;
    for (const int candidate : candidates)
        states.push_back(automaton.add(names[std::size_t(candidate)]));
    automaton.link();
    for (std::size_t k = 0; k < names.size(); ++k) automaton.scan(names[k], int(k));
    for (std::size_t i = 0; i < candidates.size(); ++i) answer[i] = automaton.texts(states[i]) > 1;
    return answer;
}

}  // namespace sym
