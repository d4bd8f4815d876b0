#include <algorithm>
#include <array>

#include "core/base/random.h"
#include "core/site/forum/forum_data.h"
#include "core/site/words/word_book.h"

namespace sym {
namespace {

constexpr int kPostsPerForumMin = 32;
constexpr int kPostsPerForumMax = 44;
constexpr Minutes kDay = 24 * 60;

std::string capitalized(std::string text)
{
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = char(text[0] - 'a' + 'A');
    return text;
}

/// Draws the content of one seed; each part has a generator of its own.
class ForumMaker {
public:
    explicit ForumMaker(std::uint64_t seed)
        : m_random(Random(seed).fork("forum")),
          m_book(WordBook::load("forum.json")),
          m_titles(m_book.list("titles")),
          m_bodies(m_book.list("bodies")),
          m_comments(m_book.list("comments")),
          m_months(m_book.list("months")),
          m_domains(m_book.list("domains")),
          m_names(m_book.list("users"))
    {
    }

    ForumData make()
    {
        makeUsers();
        for (const auto& entry : m_book.json().at("forums")) makeForum(entry);
        std::stable_sort(
            m_data.posts.begin(), m_data.posts.end(),
            [](const ForumPost& a, const ForumPost& b) { return a.created < b.created; });
        for (std::size_t i = 0; i < m_data.posts.size(); ++i) m_data.posts[i].id = int(i) + 1;
        for (const ForumPost& post : m_data.posts) makeComments(post);
        addOwnActivity();
        return std::move(m_data);
    }

private:
    using Values = std::map<std::string, std::string>;

    void makeUsers()
    {
        Random random = m_random.fork("users");
        const WordList bios = m_book.list("bios");
        for (const std::string& name : m_names) {
            ForumUser& user = m_data.users[name];
            user.name = name;
            user.password = "password-of-" + name;
            user.bio = random.pick(bios);
            user.joined = minutesOf(int(random.between(2017, 2023)), int(random.between(1, 12)),
                                    int(random.between(1, 28)));
        }
        ForumUser& own = m_data.users[kForumUser];
        own.name = kForumUser;
        own.password = kForumPassword;
        own.email = "marvels.grantman@mail.example";
        own.joined = minutesOf(2021, 3, 9);
    }

    void makeForum(const nlohmann::json& entry)
    {
        Forum forum;
        forum.name = entry.at("name").get<std::string>();
        Random random = m_random.fork("forum " + forum.name);
        forum.title = entry.at("title").get<std::string>();
        forum.description = entry.at("about").get<std::string>();
        forum.sidebar = entry.at("sidebar").get<std::string>();
        forum.moderators = pickSome(m_names, std::size_t(random.between(1, 3)), random);
        forum.created = minutesOf(int(random.between(2015, 2020)), int(random.between(1, 12)),
                                  int(random.between(1, 28)));
        forum.subscribers = int(random.between(120, 48000));
        forum.wiki = "Welcome to the wiki of " + forum.title + ".\n\nRules:";
        const WordList rules = pickSome(m_book.list("rules"), 3, random);
        for (std::size_t i = 0; i < rules.size(); ++i)
            forum.wiki += "\n\n" + std::to_string(i + 1) + ". " + rules[i];
        m_subjects[forum.name] = wordsOf(entry.at("subjects"));
        makePosts(forum, random);
        if (random.chance(0.25)) m_data.users[kForumUser].subscriptions.insert(forum.name);
        m_data.forums.push_back(std::move(forum));
    }

    void makePosts(const Forum& forum, Random& random)
    {
        const int count = int(random.between(kPostsPerForumMin, kPostsPerForumMax));
        WordList titles = m_titles;
        std::set<std::string> used;
        std::set<int> scores;  // different within a forum: "the top post" is one post
        while (int(used.size()) < count) {
            const Values values = draw(forum.name, random);
            const std::string title = capitalized(fillWords(random.pick(titles), values));
            if (!used.insert(title).second) continue;

            ForumPost post;
            post.forum = forum.name;
            post.author = random.pick(m_names);
            post.title = title;
            post.body = text(values, random);
            if (random.chance(0.18))
                post.url = "https://" + random.pick(m_domains) + "/"
                           + std::to_string(random.between(1000, 9999));
            // most posts are of the last month, a tail reaches back a year and a half
            const Minutes age = random.chance(0.6) ? random.between(90, 30 * kDay)
                                                   : random.between(30 * kDay, 540 * kDay);
            post.created = worldNow() - age;
            int score = 0;
            do {
                score =
                    int(random.chance(0.7) ? random.between(2, 160) : random.between(100, 2400));
            } while (!scores.insert(score).second);
            post.votes.down = int(random.between(0, std::max(1, score / 5)));
            post.votes.up = score + post.votes.down;
            m_data.posts.push_back(std::move(post));
        }
    }

    Values draw(const std::string& forum, Random& random)
    {
        const WordList& subjects = m_subjects[forum];
        const std::string subject = random.pick(subjects);
        std::string other = random.pick(subjects);
        while (other == subject) other = random.pick(subjects);
        return {{"subject", subject},
                {"Subject", capitalized(subject)},
                {"other", other},
                {"number", std::to_string(random.between(2, 30))},
                {"number2", std::to_string(random.between(4, 60))},
                {"month", random.pick(m_months)}};
    }

    std::string text(const Values& values, Random& random)
    {
        const int sentences = int(random.between(2, 6));
        std::string out;
        int since = 0;
        for (const std::string& pattern : pickSome(m_bodies, std::size_t(sentences), random)) {
            if (!out.empty()) out += since >= 3 ? "\n\n" : " ";
            if (since >= 3) since = 0;
            out += capitalized(fillWords(pattern, values));
            ++since;
        }
        return out;
    }

    void makeComments(const ForumPost& post)
    {
        Random random = m_random.fork("comments " + post.forum + post.title);
        const int count = random.chance(0.12)   ? 0
                          : random.chance(0.12) ? int(random.between(12, 38))
                                                : int(random.between(1, 11));
        std::vector<int> thread;
        std::set<std::string> said;
        Minutes last = post.created;
        for (int i = 0; i < count; ++i) {
            ForumComment comment;
            comment.id = int(m_data.comments.size()) + 1;
            comment.postId = post.id;
            comment.author = random.chance(0.12) ? post.author : random.pick(m_names);
            comment.parentId = !thread.empty() && random.chance(0.45) ? random.pick(thread) : 0;
            const Minutes room = std::max<Minutes>(2, (worldNow() - last) / 3);
            last += random.between(1, std::min<Minutes>(room, 600));
            comment.created = last;
            do {
                comment.body =
                    capitalized(fillWords(random.pick(m_comments), draw(post.forum, random)));
            } while (!said.insert(comment.body).second);
            comment.votes.up = int(random.between(0, 60));
            comment.votes.down =
                int(random.chance(0.3) ? random.between(0, 70) : random.between(0, 4));
            thread.push_back(comment.id);
            m_data.comments.push_back(std::move(comment));
        }
    }

    /// A few posts and comments of the default account, so that its profile is not empty.
    void addOwnActivity()
    {
        Random random = m_random.fork("own");
        std::vector<ForumPost*> candidates;
        for (ForumPost& post : m_data.posts) candidates.push_back(&post);
        for (int i = 0; i < 5; ++i) {
            ForumPost& post = *random.pick(candidates);
            post.author = kForumUser;
            post.url.clear();
        }
        for (int i = 0; i < 7; ++i)
            m_data.comments[std::size_t(random.between(0, int(m_data.comments.size()) - 1))]
                .author = kForumUser;
    }

    Random m_random;
    WordBook m_book;
    WordList m_titles;
    WordList m_bodies;
    WordList m_comments;
    WordList m_months;
    WordList m_domains;
    WordList m_names;
    std::map<std::string, WordList> m_subjects;
    ForumData m_data;
};

}  // namespace

ForumData makeForumData(std::uint64_t seed)
{
    return ForumMaker(seed).make();
}

}  // namespace sym
