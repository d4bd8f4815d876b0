#include "core/site/forum/forum_data.h"

#include <algorithm>

#include "core/site/web/components.h"
#include "core/site/words/markup.h"
#include "core/site/words/word_book.h"

namespace sym {
namespace {

template <typename Row>
auto* rowOf(std::vector<Row>& rows, int id)
{
    const bool known = id >= 1 && id <= int(rows.size());
    return known ? &rows[std::size_t(id - 1)] : nullptr;
}

template <typename Row>
const Row* rowOf(const std::vector<Row>& rows, int id)
{
    const bool known = id >= 1 && id <= int(rows.size());
    return known ? &rows[std::size_t(id - 1)] : nullptr;
}

/// Score that fades with age: half of it is gone after a day and a half.
double hotness(const ForumPost& post)
{
    const double days = double(worldNow() - post.created) / (24.0 * 60.0);
    return double(post.votes.score() + 1) / (1.0 + days / 1.5);
}

}  // namespace

int ForumVotes::ups() const
{
    return up + int(std::count_if(own.begin(), own.end(), [](const auto& vote) {
               return vote.second > 0;
           }));
}

int ForumVotes::downs() const
{
    return down + int(std::count_if(own.begin(), own.end(), [](const auto& vote) {
               return vote.second < 0;
           }));
}

int ForumVotes::score() const
{
    return ups() - downs();
}

Forum* ForumData::forum(const std::string& name)
{
    for (Forum& forum : forums)
        if (lowered(forum.name) == lowered(name)) return &forum;
    return nullptr;
}

const Forum* ForumData::forum(const std::string& name) const
{
    return const_cast<ForumData*>(this)->forum(name);
}

ForumPost* ForumData::post(int id)
{
    return rowOf(posts, id);
}

const ForumPost* ForumData::post(int id) const
{
    return rowOf(posts, id);
}

ForumComment* ForumData::comment(int id)
{
    return rowOf(comments, id);
}

const ForumComment* ForumData::comment(int id) const
{
    return rowOf(comments, id);
}

int ForumData::commentCount(int postId) const
{
    return int(
        std::count_if(comments.begin(), comments.end(), [postId](const ForumComment& comment) {
            return comment.postId == postId && !comment.deleted;
        }));
}

std::vector<const ForumPost*> ForumData::listing(const std::string& forum, ForumOrder order) const
{
    struct Ranked {
        const ForumPost* post;
        double rank;
    };
    std::vector<int> answers(posts.size() + 1, 0);
    if (order == ForumOrder::MostCommented)
        for (const ForumComment& comment : comments)
            if (!comment.deleted) ++answers[std::size_t(comment.postId)];

    std::vector<Ranked> ranked;
    for (const ForumPost& post : posts) {
        if (post.deleted || (!forum.empty() && post.forum != forum)) continue;
        double rank = 0;
        switch (order) {
        case ForumOrder::Hot: rank = hotness(post); break;
        case ForumOrder::New: rank = double(post.created); break;
        case ForumOrder::Top: rank = post.votes.score(); break;
        case ForumOrder::MostCommented: rank = answers[std::size_t(post.id)]; break;
        }
        ranked.push_back({&post, rank});
    }
    std::sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
        return a.rank != b.rank ? a.rank > b.rank : a.post->id > b.post->id;
    });
    std::vector<const ForumPost*> result;
    for (const Ranked& row : ranked) result.push_back(row.post);
    return result;
}

std::vector<const ForumPost*> ForumData::best(const std::string& forum, Minutes age) const
{
    std::vector<const ForumPost*> result = listing(forum, ForumOrder::Top);
    std::erase_if(result,
                  [age](const ForumPost* post) { return worldNow() - post->created > age; });
    return result;
}

std::vector<const ForumComment*> ForumData::commentsOf(int postId) const
{
    std::vector<const ForumComment*> result;
    for (const ForumComment& comment : comments)
        if (comment.postId == postId) result.push_back(&comment);
    return result;
}

std::vector<const ForumPost*> ForumData::postsBy(const std::string& user) const
{
    std::vector<const ForumPost*> result = listing({}, ForumOrder::New);
    std::erase_if(result, [&](const ForumPost* post) { return post->author != user; });
    return result;
}

std::vector<const ForumComment*> ForumData::commentsBy(const std::string& user) const
{
    std::vector<const ForumComment*> result;
    for (const ForumComment& comment : comments)
        if (comment.author == user && !comment.deleted) result.push_back(&comment);
    std::sort(result.begin(), result.end(), [](const ForumComment* a, const ForumComment* b) {
        return a->created != b->created ? a->created > b->created : a->id > b->id;
    });
    return result;
}

std::vector<const ForumPost*> ForumData::search(const std::string& query) const
{
    if (splitWords(query).empty()) return {};
    std::vector<const ForumPost*> result = listing({}, ForumOrder::New);
    std::erase_if(result, [&](const ForumPost* post) {
        return !matchesAllWords(query, post->title + " " + post->body);
    });
    // a post whose title says it comes before one that only mentions it
    std::stable_partition(result.begin(), result.end(), [&](const ForumPost* post) {
        return matchesAllWords(query, post->title);
    });
    return result;
}

std::string postPath(const ForumPost& post)
{
    return "/f/" + post.forum + "/" + std::to_string(post.id) + "/" + slug(post.title);
}

}  // namespace sym
