#include "core/knowledge/hashed_words.h"

#include "core/base/random.h"
#include "core/knowledge/retrieval/search_words.h"

namespace sym {

namespace {

constexpr std::size_t kWords = 512;
constexpr std::size_t kStem = 6;  // letters that tell a word without its ending

std::vector<float> vectorOf(const std::string& text)
{
    std::vector<float> vector(HashedWords::kLength, 0);
    for (const std::string& word : searchWords(text, kWords)) {
        const std::uint64_t hash = Random(1).fork(word.substr(0, kStem)).next();
        vector[hash % HashedWords::kLength] += (hash >> 63) != 0 ? 1.0F : -1.0F;
    }
    double square = 0;
    for (const float value : vector) square += double(value) * value;
    // a text without words is like no other, but it has a vector
    if (square == 0) vector.front() = 1;
    return vector;
}

}  // namespace

Result<std::vector<std::vector<float>>> HashedWords::embed(const std::vector<std::string>& texts,
                                                           JobContext& job)
{
    std::vector<std::vector<float>> vectors;
    for (const std::string& text : texts) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        vectors.push_back(vectorOf(text));
    }
    return vectors;
}

}  // namespace sym
