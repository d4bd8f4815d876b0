#include "core/knowledge/embedding_text.h"

namespace sym {

namespace {

constexpr std::size_t kStepsBack = 4;  // as long as the short pieces that help most

}  // namespace

std::string embeddingText(const KnowledgeEntry& entry)
{
    std::string text = entry.abstract + '\n';
    for (const KnowledgeStep& step : entry.steps)
        text += step.page.title + ": " + step.target + '\n';
    return text + entry.last.title;
}

std::string embeddingText(const std::string& objective, const std::vector<Step>& before,
                          const PageRecord& page)
{
    std::string text = objective + '\n';
    for (std::size_t i = before.size() - std::min(before.size(), kStepsBack); i < before.size();
         ++i)
        text += before[i].page.title + ": " + before[i].targetDescription + '\n';
    return text + page.title;
}

}  // namespace sym
