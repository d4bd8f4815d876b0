#include "core/model/tokenizer.h"

#include <mutex>
#include <unordered_map>

#include "core/model/bpe/tokenizer_file.h"
#include "core/model/bpe/utf8_text.h"
#include "core/model/json_file.h"

namespace sym {

namespace {

/// What one call of encode works with; kept for later calls, with the words it met.
struct EncodeScratch {
    PatternScratch pattern;
    WordScratch words;
    std::vector<WordToken> tokens;
};

class FileTokenizer final : public Tokenizer {
public:
    explicit FileTokenizer(TokenizerFile file) : m_file(std::move(file))
    {
        for (std::size_t id = 0; id < m_file.contents.size(); ++id)
            m_ids.emplace(m_file.contents[id], int(id));
        std::vector<bool> isAdded(m_file.contents.size());
        m_isSpecial.resize(m_file.contents.size());
        std::vector<std::pair<std::string, const AddedToken*>> early, late;
        for (const AddedToken& token : m_file.added) {
            isAdded[std::size_t(token.id)] = true;
            m_isSpecial[std::size_t(token.id)] = token.isSpecial;
            m_ids[token.content] = token.id;
            if (token.isNormalized) {
                late.emplace_back(m_file.normalizer->apply(token.content), &token);
            } else {
                early.emplace_back(token.content, &token);
            }
        }
        m_early = AddedTokenFinder(early);
        m_late = AddedTokenFinder(late);
        for (std::size_t id = 0; id < m_file.contents.size(); ++id)
            m_bytes.push_back(m_file.decoder.bytesOf({m_file.contents[id], isAdded[id]}));
        m_isAdded = std::move(isAdded);
    }

    std::vector<int> encode(std::string_view text, bool addSpecial) const override
    {
        Encoding encoding;
        encodeInto(text, addSpecial, encoding, nullptr);
        return std::move(encoding.ids);
    }

    Encoding encodeWithOffsets(std::string_view text, bool addSpecial) const override
    {
        Encoding encoding;
        encodeInto(text, addSpecial, encoding, &encoding.begins);
        return encoding;
    }

    std::string decode(const std::vector<int>& ids, bool skipSpecial) const override
    {
        std::vector<TokenText> tokens;
        std::string bytes;
        for (const int id : ids) {
            if (!has(id) || (skipSpecial && isSpecial(id))) continue;
            if (m_file.decoder.joinsBytes()) {
                bytes += m_bytes[std::size_t(id)];
            } else {
                tokens.push_back({m_file.contents[std::size_t(id)], m_isAdded[std::size_t(id)]});
            }
        }
        return m_file.decoder.joinsBytes() ? repairedUtf8(bytes)
                                           : m_file.decoder.decode(std::move(tokens));
    }

    const std::string& tokenBytes(int id) const override
    {
        static const std::string kNone;
        return has(id) ? m_bytes[std::size_t(id)] : kNone;
    }

    int tokenId(std::string_view content) const override
    {
        const auto found = m_ids.find(std::string(content));
        return found == m_ids.end() ? -1 : found->second;
    }

    bool isSpecial(int id) const override { return has(id) && m_isSpecial[std::size_t(id)]; }
    int size() const override { return int(m_file.contents.size()); }

private:
    bool has(int id) const
    {
        return id >= 0 && id < size() && !m_file.contents[std::size_t(id)].empty();
    }

    /// Cuts words into tokens and writes them down.
    class WordSink final : public PieceSink {
    public:
        WordSink(const BytePairs& pairs, EncodeScratch& scratch, std::vector<int>& ids,
                 std::vector<std::size_t>* begins)
            : m_pairs(pairs), m_scratch(scratch), m_ids(ids), m_begins(begins)
        {
        }

        void take(const TextPiece& word) override
        {
            m_scratch.tokens.clear();
            m_pairs.encode(word.text, m_scratch.words, m_scratch.tokens);
            std::size_t at = 0;
            for (const WordToken& token : m_scratch.tokens) {
                add(token.id, m_begins ? word.originOf(at) : 0);
                at += token.bytes;
            }
        }

        void add(int id, std::size_t begin)
        {
            m_ids.push_back(id);
            if (m_begins) m_begins->push_back(begin);
        }

    private:
        const BytePairs& m_pairs;
        EncodeScratch& m_scratch;
        std::vector<int>& m_ids;
        std::vector<std::size_t>* m_begins;
    };

    void encodeInto(std::string_view bytes, bool addSpecial, Encoding& encoding,
                    std::vector<std::size_t>* begins) const
    {
        std::unique_ptr<EncodeScratch> scratch = takeScratch();
        WordSink sink(*m_file.pairs, *scratch, encoding.ids, begins);
        encoding.ids.reserve(bytes.size() / 4 + 8);
        if (addSpecial)
            for (const int id : m_file.prefix) sink.add(id, 0);
        if (validUtf8Prefix(bytes) == bytes.size()) {
            encodePiece({bytes}, *scratch, sink);
        } else {
            AlignedText repaired;
            repaired.text = repairedUtf8(bytes, &repaired.origins);
            encodePiece(TextPiece::of(repaired), *scratch, sink);
        }
        if (addSpecial)
            for (const int id : m_file.suffix) sink.add(id, bytes.size());
        giveScratch(std::move(scratch));
    }

    /// Added tokens of the raw text, then those of the normalized text between them, then words.
    void encodePiece(const TextPiece& piece, EncodeScratch& scratch, WordSink& sink) const
    {
        m_early.split(piece.text, [&](const AddedTokenPlace& early) {
            if (early.token) return sink.add(early.token->id, piece.originOf(early.begin));
            const TextPiece raw = piece.part(early.begin, early.end - early.begin);
            AlignedText changed;
            const TextPiece normalized =
                m_file.normalizer->apply(raw, changed) ? TextPiece::of(changed) : raw;
            m_late.split(normalized.text, [&](const AddedTokenPlace& late) {
                if (late.token) return sink.add(late.token->id, normalized.originOf(late.begin));
                m_file.preTokenizer.split(normalized.part(late.begin, late.end - late.begin),
                                          scratch.pattern, sink);
            });
        });
    }

    std::unique_ptr<EncodeScratch> takeScratch() const
    {
        const std::lock_guard lock(m_mutex);
        if (m_scratches.empty()) return std::make_unique<EncodeScratch>();
        auto scratch = std::move(m_scratches.back());
        m_scratches.pop_back();
        return scratch;
    }

    void giveScratch(std::unique_ptr<EncodeScratch> scratch) const
    {
        const std::lock_guard lock(m_mutex);
        m_scratches.push_back(std::move(scratch));
    }

    TokenizerFile m_file;
    std::unordered_map<std::string, int> m_ids;
    std::vector<std::string> m_bytes;
    std::vector<bool> m_isSpecial;
    std::vector<bool> m_isAdded;
    AddedTokenFinder m_early;
    AddedTokenFinder m_late;
    mutable std::mutex m_mutex;
    mutable std::vector<std::unique_ptr<EncodeScratch>> m_scratches;  ///< not in use now
};

}  // namespace

Result<std::shared_ptr<const Tokenizer>> Tokenizer::parse(std::string_view json)
{
    auto file = readTokenizerFile(json);
    if (!file) return file.error().within("tokenizer.json");
    return std::shared_ptr<const Tokenizer>(std::make_shared<FileTokenizer>(*std::move(file)));
}

Result<std::shared_ptr<const Tokenizer>> Tokenizer::open(const std::string& path)
{
    SYM_TRY(const std::string json, readWholeFile(path));
    auto file = readTokenizerFile(json);
    if (!file) return file.error().within(path);
    return std::shared_ptr<const Tokenizer>(std::make_shared<FileTokenizer>(*std::move(file)));
}

}  // namespace sym
