#include "core/task/answer_match.h"

#include <algorithm>

#include "core/text/python_text.h"
#include "core/text/word_tokens.h"

namespace sym {

namespace {

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

bool isSingleToken(const std::string& reference)
{
    return pyLength(reference) == 1 && pyWordTokens(reference).size() == 1;
}

bool hasToken(const std::string& text, const std::string& token)
{
    const std::vector<std::string> tokens = pyWordTokens(text);
    return std::find(tokens.begin(), tokens.end(), token) != tokens.end();
}

bool includesAlternative(const std::string& references, const std::string& answer,
                         const char* separator, Matching matching)
{
    for (const std::string& part : pySplit(references, separator)) {
        const std::string reference = pyStrip(part);
        const bool tokenised = matching == Matching::Tokens && isSingleToken(reference);
        if (tokenised ? hasToken(reference, reference) : contains(answer, reference)) return true;
    }
    return false;
}

}  // namespace

std::string cleanAnswer(const std::string& answer)
{
    std::string text = pyStrip(answer);
    for (const char quote : {'\'', '"'}) {
        if (text.empty() || text.front() != quote || text.back() != quote) continue;
        text = text.size() < 2 ? std::string() : text.substr(1, text.size() - 2);
        break;
    }
    return pyLower(text);
}

double exactMatch(const std::string& reference, const std::string& answer)
{
    return cleanAnswer(answer) == cleanAnswer(reference) ? 1 : 0;
}

double mustInclude(const std::string& reference, const std::string& answer, Matching matching,
                   EvaluatorProfile profile)
{
    const std::string cleanReference = cleanAnswer(reference);
    const std::string clean = cleanAnswer(answer);
    if (profile == EvaluatorProfile::AgentOccam)
        for (const char* separator : {" |or| ", " |OR| "})
            if (contains(cleanReference, separator))
                return includesAlternative(cleanReference, clean, separator, matching) ? 1 : 0;
    if (matching == Matching::Tokens && isSingleToken(cleanReference))
        return hasToken(clean, cleanReference) ? 1 : 0;
    return contains(clean, cleanReference) ? 1 : 0;
}

}  // namespace sym
