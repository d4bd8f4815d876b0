#include "core/knowledge/piece_choice.h"

#include <algorithm>

namespace sym {

std::vector<std::pair<int, int>> choosePieces(const std::vector<Step>& steps,
                                              const KnowledgeBuildSettings& settings, Random random)
{
    std::vector<std::pair<int, int>> chosen;
    if (steps.empty()) return chosen;
    const int lastPage = int(steps.size()) - 1;
    for (const PieceClass& lengths : settings.classes) {
        std::vector<std::pair<int, int>> all;
        for (int first = 0; first < lastPage; ++first)
            for (int length = lengths.shortest;
                 length <= lengths.longest && first + length <= lastPage; ++length)
                all.emplace_back(first, first + length - 1);
        if (lengths.perEpisode >= 0 && int(all.size()) > lengths.perEpisode) {
            random.shuffle(all);
            all.resize(std::size_t(lengths.perEpisode));
        }
        chosen.insert(chosen.end(), all.begin(), all.end());
    }
    std::ranges::sort(chosen);
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    const bool hasAction = steps.back().action.kind != ActionKind::None;
    if (settings.wholeEpisodes && hasAction) chosen.emplace_back(0, lastPage);
    return chosen;
}

}  // namespace sym
