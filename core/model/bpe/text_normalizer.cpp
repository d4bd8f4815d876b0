#include "core/model/bpe/text_normalizer.h"

#include <optional>

#include "core/model/bpe/text_pattern.h"
#include "core/model/bpe/unicode_form.h"

namespace sym {

namespace {

using Json = nlohmann::json;

class Prepend final : public TextNormalizer {
public:
    explicit Prepend(std::string text) : m_text(std::move(text)) {}
    bool isIdentity() const override { return false; }

    bool apply(const TextPiece& piece, AlignedText& result) const override
    {
        if (piece.text.empty() || m_text.empty()) return false;
        AlignedText changed;
        changed.text = m_text + std::string(piece.text);
        changed.origins.resize(m_text.size(), piece.originOf(0));
        for (std::size_t i = 0; i < piece.text.size(); ++i)
            changed.origins.push_back(piece.originOf(i));
        result = std::move(changed);
        return true;
    }

private:
    std::string m_text;
};

class Replace final : public TextNormalizer {
public:
    Replace(std::shared_ptr<const TextPattern> pattern, std::string content)
        : m_pattern(std::move(pattern)), m_content(std::move(content))
    {
    }
    bool isIdentity() const override { return false; }

    bool apply(const TextPiece& piece, AlignedText& result) const override
    {
        PatternScratch scratch;
        PatternMatch match;
        AlignedText changed;
        std::size_t done = 0;
        const auto copyTo = [&](std::size_t end) {
            changed.text += piece.text.substr(done, end - done);
            for (; done < end; ++done) changed.origins.push_back(piece.originOf(done));
        };
        while (m_pattern->find(piece.text, done, scratch, match)) {
            copyTo(match.begin);
            changed.text += m_content;
            changed.origins.resize(changed.text.size(), piece.originOf(match.begin));
            done = match.end;
        }
        if (done == 0) return false;
        copyTo(piece.text.size());
        result = std::move(changed);
        return true;
    }

private:
    std::shared_ptr<const TextPattern> m_pattern;
    std::string m_content;
};

class Form final : public TextNormalizer {
public:
    explicit Form(UnicodeForm form) : m_form(form) {}
    bool isIdentity() const override { return false; }
    bool apply(const TextPiece& piece, AlignedText& result) const override
    {
        return applyUnicodeForm(m_form, piece, result);
    }

private:
    UnicodeForm m_form;
};

class Sequence final : public TextNormalizer {
public:
    explicit Sequence(std::vector<std::shared_ptr<const TextNormalizer>> steps)
        : m_steps(std::move(steps))
    {
    }
    bool isIdentity() const override { return m_steps.empty(); }

    bool apply(const TextPiece& piece, AlignedText& result) const override
    {
        bool isChanged = false;
        AlignedText current;
        for (const auto& step : m_steps) {
            AlignedText next;
            if (!step->apply(isChanged ? TextPiece::of(current) : piece, next)) continue;
            current = std::move(next);
            isChanged = true;
        }
        if (isChanged) result = std::move(current);
        return isChanged;
    }

private:
    std::vector<std::shared_ptr<const TextNormalizer>> m_steps;
};

Error refused(const std::string& what)
{
    return Error(ErrorCode::InvalidInput, what);
}

Result<std::shared_ptr<const TextNormalizer>> readReplace(const Json& description)
{
    const Json pattern = description.value("pattern", Json());
    const Json content = description.value("content", Json());
    if (!pattern.is_object() || !content.is_string())
        return refused("normalizer Replace has no pattern or no content");
    std::shared_ptr<const TextPattern> found;
    if (pattern.contains("String") && pattern["String"].is_string()) {
        found = TextPattern::literal(pattern["String"].get<std::string>());
    } else if (pattern.contains("Regex") && pattern["Regex"].is_string()) {
        SYM_TRY(found, TextPattern::compile(pattern["Regex"].get<std::string>()));
    } else {
        return refused("normalizer Replace has a pattern that is neither String nor Regex");
    }
    return std::shared_ptr<const TextNormalizer>(
        std::make_shared<Replace>(std::move(found), content.get<std::string>()));
}

std::optional<UnicodeForm> formNamed(const std::string& name)
{
    if (name == "NFC") return UnicodeForm::Nfc;
    if (name == "NFD") return UnicodeForm::Nfd;
    if (name == "NFKC") return UnicodeForm::Nfkc;
    if (name == "NFKD") return UnicodeForm::Nfkd;
    return std::nullopt;
}

}  // namespace

Result<std::shared_ptr<const TextNormalizer>> TextNormalizer::read(const Json& description)
{
    using Steps = std::vector<std::shared_ptr<const TextNormalizer>>;
    if (description.is_null())
        return std::shared_ptr<const TextNormalizer>(std::make_shared<Sequence>(Steps()));
    const Json type = description.is_object() ? description.value("type", Json()) : Json();
    if (!type.is_string()) return refused("normalizer has no type");
    const auto& name = type.get_ref<const std::string&>();
    if (name == "Sequence") {
        Steps steps;
        for (const Json& step : description.value("normalizers", Json::array())) {
            SYM_TRY(auto read, TextNormalizer::read(step));
            if (!read->isIdentity()) steps.push_back(std::move(read));
        }
        return std::shared_ptr<const TextNormalizer>(std::make_shared<Sequence>(std::move(steps)));
    }
    if (name == "Replace") return readReplace(description);
    if (name == "Prepend" && description.contains("prepend") && description["prepend"].is_string())
        return std::shared_ptr<const TextNormalizer>(
            std::make_shared<Prepend>(description["prepend"].get<std::string>()));
    if (const auto form = formNamed(name))
        return std::shared_ptr<const TextNormalizer>(std::make_shared<Form>(*form));
    return refused("normalizer " + name + " is not supported");
}

std::string TextNormalizer::apply(const std::string& text) const
{
    AlignedText changed;
    return apply(TextPiece{text}, changed) ? changed.text : text;
}

}  // namespace sym
