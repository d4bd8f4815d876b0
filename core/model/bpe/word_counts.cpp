#include "core/model/bpe/word_counts.h"

#include "core/model/bpe/utf8_text.h"
#include "core/model/bpe/vocabulary.h"

namespace sym {

std::size_t WordCounts::Hash::operator()(std::string_view text) const
{
    return hashText(text);
}

WordCounts::WordCounts(PreTokenizer preTokenizer, const std::vector<std::string>& atomic)
    : m_preTokenizer(std::move(preTokenizer))
{
    std::vector<std::pair<std::string, const AddedToken*>> contents;
    for (const std::string& content : atomic) contents.emplace_back(content, &m_token);
    m_atomic = AddedTokenFinder(contents);
}

void WordCounts::add(std::string_view bytes)
{
    const std::string repaired =
        validUtf8Prefix(bytes) == bytes.size() ? std::string() : repairedUtf8(bytes);
    const TextPiece text{repaired.empty() ? bytes : std::string_view(repaired)};
    m_atomic.split(text.text, [&](const AddedTokenPlace& place) {
        if (!place.token)
            m_preTokenizer.split(text.part(place.begin, place.end - place.begin), m_scratch, *this);
    });
}

void WordCounts::take(const TextPiece& piece)
{
    if (const auto found = m_index.find(piece.text); found != m_index.end()) {
        ++m_counts[found->second];
        return;
    }
    m_index.emplace(std::string(piece.text), m_words.size());
    m_words.emplace_back(piece.text);
    m_counts.push_back(1);
}

}  // namespace sym
