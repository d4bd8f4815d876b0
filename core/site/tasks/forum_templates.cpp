#include <algorithm>

#include "core/site/forum/forum_data.h"
#include "core/site/tasks/draft_list.h"
#include "core/site/words/word_book.h"

namespace sym {
namespace {

using Draft = std::optional<DraftParts>;
using nlohmann::json;

constexpr const char* kStart = "__REDDIT__";
const std::string kBodyOfPost = textOf(".submission__body");

TaskTemplate onForum(int id, const std::string& text,
                     std::function<Draft(const ForumData&, Random&)> propose)
{
    return templateOn<ForumData>(id, text, {"reddit"}, kStart, makeForumData, std::move(propose));
}

Actions openForum(const std::string& forum)
{
    return clickLink("Forums") + clickLink(forum);
}

Actions find(const std::string& words)
{
    return fill("Search query", words) + press("Enter");
}

std::string at(const ForumPost& post)
{
    return kStart + postPath(post);
}

/// A post whose title is found in one post only, so that a search leads to it.
const ForumPost* anyPost(const ForumData& data, Random& random)
{
    for (int i = 0; i < 20; ++i) {
        const ForumPost& post = random.pick(data.posts);
        const auto same =
            std::count_if(data.posts.begin(), data.posts.end(),
                          [&](const ForumPost& other) { return other.title == post.title; });
        if (same == 1 && data.search(post.title).size() <= 15) return &post;
    }
    return nullptr;
}

std::string otherUser(const ForumData& data, const std::string& than, Random& random)
{
    for (;;) {
        const auto user =
            std::next(data.users.begin(), random.between(0, std::int64_t(data.users.size()) - 1));
        if (user->first != than) return user->first;
    }
}

const WordList& remarks()
{
    static const WordList kRemarks{"Thanks for sharing, this helped me a lot.",
                                   "I had the same experience last year.",
                                   "Could you post a photo?",
                                   "Very interesting, I will try it next weekend.",
                                   "Has anyone checked the numbers?",
                                   "I respectfully disagree.",
                                   "Saved for later.",
                                   "This deserves more attention."};
    return kRemarks;
}

TaskTemplate whoPostedLast()
{
    return onForum(
        2001, "Who submitted the most recent post in the {{forum}} forum?",
        [](const ForumData& data, Random& random) -> Draft {
            const Forum& forum = random.pick(data.forums);
            const auto posts = data.listing(forum.name, ForumOrder::New);
            const std::string& author = posts[0]->author;
            const auto next = std::find_if(posts.begin(), posts.end(),
                                           [&](auto* post) { return post->author != author; });
            const Actions way = openForum(forum.name) + clickLink("New");
            return DraftParts{{{"forum", forum.name}},
                              answerIs(author),
                              way + stopWith(author),
                              wrongAnswers(otherUser(data, author, random), way, (*next)->author)};
        });
}

TaskTemplate topTitle()
{
    return onForum(
        2002, "What is the title of the highest scoring post of all time in the {{forum}} forum?",
        [](const ForumData& data, Random& random) -> Draft {
            const Forum& forum = random.pick(data.forums);
            const auto posts = data.listing(forum.name, ForumOrder::Top);
            const Actions way = openForum(forum.name) + clickLink("Top");
            return DraftParts{{{"forum", forum.name}},
                              answerIncludes({posts[0]->title}),
                              way + stopWith(posts[0]->title),
                              wrongAnswers("No idea", way, posts[1]->title)};
        });
}

TaskTemplate commentCount()
{
    return onForum(2003,
                   "How many comments does the post \"{{title}}\" in the {{forum}} forum have? "
                   "Answer with the number only.",
                   [](const ForumData& data, Random& random) -> Draft {
                       const ForumPost* post = anyPost(data, random);
                       if (!post) return std::nullopt;
                       const int count = data.commentCount(post->id);
                       const Actions way = find(post->title);
                       return DraftParts{{{"title", post->title}, {"forum", post->forum}},
                                         answerIs(std::to_string(count)),
                                         way + stopWith(std::to_string(count)),
                                         wrongAnswers("42", way, std::to_string(count + 1))};
                   });
}

TaskTemplate submissionsOfAuthor()
{
    return onForum(2004,
                   "How many submissions has the author of the post \"{{title}}\" made in total? "
                   "Answer with the number only.",
                   [](const ForumData& data, Random& random) -> Draft {
                       const ForumPost* post = anyPost(data, random);
                       if (!post) return std::nullopt;
                       const int count = int(data.postsBy(post->author).size());
                       const Actions way = find(post->title) + clickLink(post->title)
                                           + clickNth("link", post->author, 0);
                       return DraftParts{{{"title", post->title}},
                                         answerIs(std::to_string(count)),
                                         way + stopWith(std::to_string(count)),
                                         wrongAnswers("120", way, std::to_string(count + 1))};
                   });
}

TaskTemplate openMostCommented()
{
    return onForum(2005, "Open the most commented post of the {{forum}} forum.",
                   [](const ForumData& data, Random& random) -> Draft {
                       const Forum& forum = random.pick(data.forums);
                       const auto posts = data.listing(forum.name, ForumOrder::MostCommented);
                       if (data.commentCount(posts[0]->id) == data.commentCount(posts[1]->id))
                           return std::nullopt;
                       const Actions way = openForum(forum.name) + clickLink("Most commented");
                       return DraftParts{{{"forum", forum.name}},
                                         urlIs(at(*posts[0])),
                                         way + clickLink(posts[0]->title) + stopSilently(),
                                         wrongDeeds(way + clickLink(posts[1]->title))};
                   });
}

TaskTemplate upvoteNewest()
{
    return onForum(
        2006, "{{vote}} the newest post in the {{forum}} forum.",
        [](const ForumData& data, Random& random) -> Draft {
            const Forum& forum = random.pick(data.forums);
            const ForumPost& post = *data.listing(forum.name, ForumOrder::New)[0];
            const bool up = random.chance(0.6);
            const std::string button = up ? "Upvote" : "Downvote";
            const Actions way = openForum(forum.name) + clickLink("New");
            const PageCheck check{
                at(post), "document.querySelector('.submission--full .submission__vote').className",
                mustInclude({up ? "vote--user-upvoted" : "vote--user-downvoted"})};
            return DraftParts{{{"forum", forum.name}, {"vote", button}},
                              pagesShow({check}),
                              way + clickNth("button", button, 0) + stopSilently(),
                              wrongDeeds(way + clickNth("button", button, 1))};
        });
}

TaskTemplate comment()
{
    return onForum(2007, "Post the comment \"{{text}}\" on the post \"{{title}}\".",
                   [](const ForumData& data, Random& random) -> Draft {
                       const ForumPost* post = anyPost(data, random);
                       if (!post) return std::nullopt;
                       const std::string& text = random.pick(remarks());
                       const Actions way = find(post->title) + clickLink(post->title);
                       const PageCheck check{at(*post), textOf("#comments > .comment__replies"),
                                             mustInclude({text})};
                       return DraftParts{
                           {{"title", post->title}, {"text", text}},
                           pagesShow({check}),
                           way + fill("Comment", text) + clickButton("Post") + stopSilently(),
                           wrongDeeds(way + fill("Comment", text))};
                   });
}

TaskTemplate submit()
{
    return onForum(
        2008,
        "Create a post in the {{forum}} forum with the title \"{{title}}\" and the text "
        "\"{{body}}\".",
        [](const ForumData& data, Random& random) -> Draft {
            static const WordList kTitles{"Looking for a walking group",
                                          "First time here, hello everyone",
                                          "What would you recommend to a student?",
                                          "A question about opening times",
                                          "Meeting next month?",
                                          "Please share your favourite mistakes"};
            static const WordList kBodies{"I moved here in May and know nobody yet.",
                                          "Any hint is welcome, even an obvious one.",
                                          "I will collect the answers and post a summary.",
                                          "Please keep it short."};
            const Forum& forum = random.pick(data.forums);
            const std::string& title = random.pick(kTitles);
            const std::string& body = random.pick(kBodies);
            const std::string last = "func:reddit_get_post_url('__last_url__')";
            const json evaluation =
                pagesShow({{last, textOf(".submission__title"), exactly(title)},
                           {last, kBodyOfPost, mustInclude({body})},
                           {last, textOf(".submission__forum"), exactly(forum.name)}});
            const Actions start = clickLink("Submit") + fill("Title", title) + fill("Body", body);
            const Forum& other =
                forum.name == data.forums[0].name ? data.forums[1] : data.forums[0];
            return DraftParts{
                {{"forum", forum.name}, {"title", title}, {"body", body}},
                evaluation,
                start + choose("Forum", forum.name) + clickButton("Create submission")
                    + stopSilently(),
                wrongDeeds(start + choose("Forum", other.name) + clickButton("Create submission"))};
        });
}

TaskTemplate biography()
{
    return onForum(
        2009, "Change my biography to \"{{text}}\".",
        [](const ForumData&, Random& random) -> Draft {
            static const WordList kFirst{"I repair bicycles",      "I teach history",
                                         "I write small programs", "I grow tomatoes",
                                         "I sail when I can",      "I collect maps"};
            static const WordList kSecond{"and read too much.", "and drink a lot of coffee.",
                                          "in a town by the sea.", "and never sleep."};
            const std::string text = random.pick(kFirst) + " " + random.pick(kSecond);
            const Actions way =
                clickButton(kForumUser) + clickLink("Profile") + clickLink("Edit biography");
            const PageCheck check{std::string(kStart) + "/user/" + kForumUser,
                                  textOf(".user-bio__biography"), exactly(text)};
            return DraftParts{{{"text", text}},
                              pagesShow({check}),
                              way + fill("Biography", text) + clickButton("Save") + stopSilently(),
                              wrongDeeds(way + fill("Biography", text.substr(0, text.size() / 2))
                                         + clickButton("Save"))};
        });
}

TaskTemplate subscribe()
{
    return onForum(
        2010, "Subscribe to the {{forum}} forum.",
        [](const ForumData& data, Random& random) -> Draft {
            const Forum& forum = random.pick(data.forums);
            const Forum& other = random.pick(data.forums);
            const auto& mine = data.users.at(kForumUser).subscriptions;
            if (mine.contains(forum.name) || mine.contains(other.name) || other.name == forum.name)
                return std::nullopt;
            const PageCheck check{kStart + ("/f/" + forum.name), textOf(".subscribe-button"),
                                  exactly("Unsubscribe")};
            return DraftParts{{{"forum", forum.name}},
                              pagesShow({check}),
                              openForum(forum.name) + clickButton("Subscribe") + stopSilently(),
                              wrongDeeds(openForum(other.name) + clickButton("Subscribe"))};
        });
}

TaskTemplate awards()
{
    return onForum(2011,
                   "How many awards has the post \"{{title}}\" received? If the site does not "
                   "tell, answer \"N/A\".",
                   [](const ForumData& data, Random& random) -> Draft {
                       const ForumPost* post = anyPost(data, random);
                       if (!post) return std::nullopt;
                       const Actions way = find(post->title) + clickLink(post->title);
                       return DraftParts{
                           {{"title", post->title}},
                           answerIsNothing("The forum has no awards."),
                           way + stopWith("N/A"),
                           wrongAnswers("0", way, std::to_string(post->votes.score()))};
                   });
}

TaskTemplate dislikedComments()
{
    return onForum(
        2012,
        "Count the comments with a negative score written by the user who made the newest post in "
        "the {{forum}} forum. Answer with the number only.",
        [](const ForumData& data, Random& random) -> Draft {
            const Forum& forum = random.pick(data.forums);
            const ForumPost& post = *data.listing(forum.name, ForumOrder::New)[0];
            const auto comments = data.commentsBy(post.author);
            const auto disliked = std::count_if(comments.begin(), comments.end(),
                                                [](auto* one) { return one->votes.score() < 0; });
            Actions way = openForum(forum.name) + clickLink("New") + clickLink(post.title)
                          + clickNth("link", post.author, 0) + clickLink("Comments");
            for (int page = 2; page <= (int(comments.size()) + 24) / 25; ++page)
                way = way + clickLink("Next");
            return DraftParts{{{"forum", forum.name}},
                              answerIs(std::to_string(disliked)),
                              way + stopWith(std::to_string(disliked)),
                              wrongAnswers("99", way, std::to_string(disliked + 1))};
        });
}

TaskTemplate editOwn()
{
    return onForum(
        2013, "Replace the text of my post \"{{title}}\" with \"{{text}}\".",
        [](const ForumData& data, Random& random) -> Draft {
            static const WordList kTexts{"Solved, thank you all.", "Moved to another forum.",
                                         "I changed my mind about this.", "Update: it works now."};
            const auto own = data.postsBy(kForumUser);
            const ForumPost& post = *random.pick(own);
            if (std::count_if(own.begin(), own.end(),
                              [&](auto* other) { return other->title == post.title; })
                != 1)
                return std::nullopt;
            const std::string& text = random.pick(kTexts);
            const Actions way = clickButton(kForumUser) + clickLink("My submissions")
                                + clickLink(post.title) + clickLink("Edit") + fill("Body", text);
            return DraftParts{{{"title", post.title}, {"text", text}},
                              pagesShow({{at(post), kBodyOfPost, exactly(text)}}),
                              way + clickButton("Edit submission") + stopSilently(),
                              wrongDeeds(way)};
        });
}

TaskTemplate createForum()
{
    return onForum(
        2014,
        "Create a new forum named {{name}} with the title \"{{title}}\" and the description "
        "\"{{about}}\".",
        [](const ForumData&, Random& random) -> Draft {
            static const WordList kNames{"sailing",   "baking",      "pottery", "chess_club",
                                         "birdwatch", "typewriters", "choir",   "robotics"};
            static const WordList kAbout{"For beginners and old hands.",
                                         "Everything that does not fit elsewhere.",
                                         "A quiet place to talk.", "Questions welcome."};
            const std::string& name = random.pick(kNames);
            const std::string title = "All about " + name;
            const std::string& about = random.pick(kAbout);
            const std::string page = kStart + ("/f/" + name);
            const Actions way =
                clickLink("Create new forum") + fill("Name", name) + fill("Title", title);
            return DraftParts{
                {{"name", name}, {"title", title}, {"about", about}},
                pagesShow({{page, textOf("h1.page-title"), exactly(title)},
                           {page, textOf(".forum-description"), exactly(about)}}),
                way + fill("Description", about) + clickButton("Create forum") + stopSilently(),
                wrongDeeds(way + fill("Description", "About " + name)
                           + clickButton("Create forum"))};
        });
}

TaskTemplate bestOfTheMonth()
{
    return onForum(2015, "Open the best post of the past {{time}} in the {{forum}} forum.",
                   [](const ForumData& data, Random& random) -> Draft {
                       const Forum& forum = random.pick(data.forums);
                       const bool week = random.chance(0.5);
                       const auto posts = data.best(forum.name, (week ? 7 : 30) * 24 * 60);
                       const auto all = data.listing(forum.name, ForumOrder::Top);
                       if (posts.size() < 2 || posts[0] == all[0]) return std::nullopt;
                       const Actions way = openForum(forum.name) + clickLink("Top");
                       return DraftParts{
                           {{"forum", forum.name}, {"time", week ? "week" : "month"}},
                           urlIs(at(*posts[0])),
                           way + choose("From time", week ? "Past week" : "Past month")
                               + clickButton("Apply") + clickLink(posts[0]->title) + stopSilently(),
                           wrongDeeds(way + clickLink(all[0]->title))};
                   });
}

}  // namespace

std::vector<TaskTemplate> forumTemplates()
{
    return {whoPostedLast(),     topTitle(),     commentCount(),  submissionsOfAuthor(),
            openMostCommented(), upvoteNewest(), comment(),       submit(),
            biography(),         subscribe(),    awards(),        dislikedComments(),
            editOwn(),           createForum(),  bestOfTheMonth()};
}

}  // namespace sym
