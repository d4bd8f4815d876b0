#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/site/words/calendar.h"

namespace sym {

/// A vote of the people, and of the one who is logged in.
struct ForumVotes {
    int up = 0;
    int down = 0;
    std::map<std::string, int> own;  ///< user -> +1 or -1; not counted in up and down

    int score() const;
    int ups() const;
    int downs() const;
};

struct ForumComment {
    int id = 0;
    int postId = 0;
    int parentId = 0;  ///< 0: an answer to the post
    std::string author;
    std::string body;
    Minutes created = 0;
    bool edited = false;
    bool deleted = false;
    ForumVotes votes;
};

struct ForumPost {
    int id = 0;
    std::string forum;
    std::string author;
    std::string title;
    std::string url;  ///< of a link post, else empty
    std::string body;
    Minutes created = 0;
    bool edited = false;
    bool deleted = false;
    ForumVotes votes;
};

struct Forum {
    std::string name;  ///< as in /f/NAME
    std::string title;
    std::string description;
    std::string sidebar;
    std::string wiki;
    std::vector<std::string> moderators;
    Minutes created = 0;
    int subscribers = 0;  ///< without the logged-in user
};

struct ForumUser {
    std::string name;
    std::string password;
    std::string email;
    std::string bio;
    Minutes joined = 0;
    std::set<std::string> subscriptions;
    std::set<int> hidden;  ///< posts this user hid
};

enum class ForumOrder { Hot, New, Top, MostCommented };

/// Everything the forum site knows. A value: copying it copies the site.
struct ForumData {
    std::vector<Forum> forums;
    std::vector<ForumPost> posts;        ///< by id
    std::vector<ForumComment> comments;  ///< by id
    std::map<std::string, ForumUser> users;

    Forum* forum(const std::string& name);
    const Forum* forum(const std::string& name) const;
    ForumPost* post(int id);
    const ForumPost* post(int id) const;
    ForumComment* comment(int id);
    const ForumComment* comment(int id) const;

    /// Posts that are not deleted, in the order asked for; of one forum unless `forum` is empty.
    /// Ties are broken by the newer id, so that the order is one.
    std::vector<const ForumPost*> listing(const std::string& forum, ForumOrder order) const;
    /// Posts younger than `minutes` by score.
    std::vector<const ForumPost*> best(const std::string& forum, Minutes age) const;
    std::vector<const ForumComment*> commentsOf(int postId) const;
    std::vector<const ForumPost*> postsBy(const std::string& user) const;
    std::vector<const ForumComment*> commentsBy(const std::string& user) const;
    std::vector<const ForumPost*> search(const std::string& query) const;
    int commentCount(int postId) const;
};

/// Name and password of the account every world starts with.
inline constexpr const char* kForumUser = "MarvelsGrantMan136";
inline constexpr const char* kForumPassword = "test1234";

/// The forum of a seed.
ForumData makeForumData(std::uint64_t seed);

/// "/f/SUB/ID/slug".
std::string postPath(const ForumPost& post);

}  // namespace sym
