#include "core/text/json_text.h"

namespace sym {

namespace {

constexpr int kMaxDepth = 500;

bool isNestedTooDeeply(const std::string& text)
{
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > kMaxDepth) return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

}  // namespace

Result<nlohmann::ordered_json> parseOrderedJson(const std::string& text)
{
    if (isNestedTooDeeply(text)) return Error(ErrorCode::InvalidInput, "JSON nested too deeply");
    try {
        return nlohmann::ordered_json::parse(text);
    } catch (const nlohmann::ordered_json::exception& problem) {
        return Error(ErrorCode::InvalidInput, std::string("not JSON: ") + problem.what());
    }
}

}  // namespace sym
