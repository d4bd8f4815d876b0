#include "core/model/bpe/added_tokens.h"

#include <algorithm>

#include "core/model/bpe/utf8_text.h"

namespace sym {

namespace {

bool endsInWord(std::string_view text)
{
    return !text.empty()
           && isWordCharacter(codePointAt(text, previousCodePoint(text, text.size())).value);
}

bool startsInWord(std::string_view text)
{
    return !text.empty() && isWordCharacter(codePointAt(text, 0).value);
}

std::size_t spacesAtStart(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const CodePointAt here = codePointAt(text, at);
        if (!isWhiteSpace(here.value)) break;
        at += here.bytes;
    }
    return at;
}

std::size_t withoutSpacesAtEnd(std::string_view text)
{
    std::size_t end = text.size();
    while (end > 0) {
        const std::size_t at = previousCodePoint(text, end);
        if (!isWhiteSpace(codePointAt(text, at).value)) break;
        end = at;
    }
    return end;
}

}  // namespace

AddedTokenFinder::AddedTokenFinder(
    const std::vector<std::pair<std::string, const AddedToken*>>& contents)
    : m_nodes(1)
{
    for (const auto& [content, token] : contents) {
        if (content.empty()) continue;
        std::uint32_t node = 0;
        for (const char c : content) {
            const auto byte = static_cast<unsigned char>(c);
            auto& next = m_nodes[node].next;
            const auto found = std::find_if(next.begin(), next.end(),
                                            [&](const auto& edge) { return edge.first == byte; });
            if (found != next.end()) {
                node = found->second;
                continue;
            }
            const auto created = std::uint32_t(m_nodes.size());
            next.emplace_back(byte, created);
            m_nodes.emplace_back();
            node = created;
        }
        m_nodes[node].token = token;
    }
    for (const auto& [byte, node] : m_nodes[0].next) m_first[byte] = node;
}

const AddedToken* AddedTokenFinder::longestAt(std::string_view text, std::size_t at,
                                              std::size_t& length) const
{
    const AddedToken* longest = nullptr;
    std::uint32_t node = m_first[static_cast<unsigned char>(text[at])];
    for (std::size_t i = at + 1; node != 0; ++i) {
        if (m_nodes[node].token) {
            longest = m_nodes[node].token;
            length = i - at;
        }
        if (i == text.size()) break;
        const auto byte = static_cast<unsigned char>(text[i]);
        std::uint32_t next = 0;
        for (const auto& edge : m_nodes[node].next)
            if (edge.first == byte) next = edge.second;
        node = next;
    }
    return longest;
}

void AddedTokenFinder::split(std::string_view text,
                             const std::function<void(const AddedTokenPlace&)>& take) const
{
    std::size_t done = 0;
    for (std::size_t at = 0; !isEmpty() && at < text.size();) {
        std::size_t length = 0;
        const AddedToken* token = nullptr;
        if (m_first[static_cast<unsigned char>(text[at])] != 0) token = longestAt(text, at, length);
        if (!token) {
            ++at;
            continue;
        }
        std::size_t begin = at, end = at + length;
        at = end;
        if (token->isSingleWord
            && (endsInWord(text.substr(0, begin)) || startsInWord(text.substr(end))))
            continue;
        if (token->stripsLeft) begin = std::max(withoutSpacesAtEnd(text.substr(0, begin)), done);
        if (token->stripsRight) end += spacesAtStart(text.substr(end));
        if (begin < done) continue;  // its spaces belong to the token before
        if (done < begin) take({nullptr, done, begin});
        take({token, begin, end});
        done = end;
    }
    if (done < text.size()) take({nullptr, done, text.size()});
}

}  // namespace sym
