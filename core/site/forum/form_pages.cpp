#include "core/site/forum/forum_pages.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {
namespace {

/// What was typed before, else what is stored.
std::string typed(const ForumView& view, const std::string& name, const std::string& stored = {})
{
    return view.request.form.get(name, stored);
}

SiteResponse formPage(const ForumView& view, const std::string& heading, const std::string& fields,
                      const std::string& button)
{
    PageContent page;
    page.title = heading;
    page.heading = heading;
    page.body =
        R"(<form class="card form" method="post">)" + fields + submitButton(button) + "</form>";
    return forumDocument(view, std::move(page), {}, view.request.method == "POST" ? 422 : 200);
}

std::vector<Choice> forumChoices(const ForumView& view)
{
    std::vector<Choice> choices{{"", "Choose one..."}};
    for (const Forum& forum : view.data.forums) choices.push_back({forum.name, forum.name});
    return choices;
}

}  // namespace

SiteResponse forumSubmitPage(const ForumView& view, const std::string& forum)
{
    return formPage(
        view, "Create submission",
        textField({.label = "URL",
                   .name = "url",
                   .value = typed(view, "url"),
                   .type = "url",
                   .hint = "Leave it empty for a text post."})
            + textField({.label = "Title",
                         .name = "title",
                         .value = typed(view, "title"),
                         .required = true})
            + textArea({.label = "Body", .name = "body", .value = typed(view, "body")}, 8)
            + selectField({.label = "Forum",
                           .name = "forum",
                           .value = typed(view, "forum", forum),
                           .required = true},
                          forumChoices(view)),
        "Create submission");
}

SiteResponse forumEditPostPage(const ForumView& view, const ForumPost& post)
{
    return formPage(
        view, "Editing submission",
        textField({.label = "Title",
                   .name = "title",
                   .value = typed(view, "title", post.title),
                   .required = true})
            + textArea({.label = "Body", .name = "body", .value = typed(view, "body", post.body)},
                       8),
        "Edit submission");
}

SiteResponse forumEditCommentPage(const ForumView& view, const ForumComment& comment)
{
    return formPage(
        view, "Editing comment",
        textArea(
            {.label = "Comment", .name = "comment", .value = typed(view, "comment", comment.body)},
            6),
        "Save");
}

SiteResponse forumCreatePage(const ForumView& view)
{
    return formPage(
        view, "Create new forum",
        textField({.label = "Name",
                   .name = "name",
                   .value = typed(view, "name"),
                   .required = true,
                   .hint = "Letters, digits and underscores."})
            + textField({.label = "Title",
                         .name = "title",
                         .value = typed(view, "title"),
                         .required = true})
            + textField({.label = "Description",
                         .name = "description",
                         .value = typed(view, "description"),
                         .required = true})
            + textArea({.label = "Sidebar", .name = "sidebar", .value = typed(view, "sidebar")}),
        "Create forum");
}

SiteResponse forumEditPage(const ForumView& view, const Forum& forum)
{
    return formPage(
        view, "Edit forum",
        textField({.label = "Title",
                   .name = "title",
                   .value = typed(view, "title", forum.title),
                   .required = true})
            + textField({.label = "Description",
                         .name = "description",
                         .value = typed(view, "description", forum.description)})
            + textArea({.label = "Sidebar",
                        .name = "sidebar",
                        .value = typed(view, "sidebar", forum.sidebar)})
            + textArea({.label = "Wiki", .name = "wiki", .value = typed(view, "wiki", forum.wiki)},
                       8),
        "Save changes");
}

SiteResponse forumBiographyPage(const ForumView& view)
{
    const ForumUser& user = view.data.users.at(view.user());
    return formPage(view, "Edit biography",
                    textArea({.label = "Biography",
                              .name = "biography",
                              .value = typed(view, "biography", user.bio)}),
                    "Save");
}

SiteResponse forumAccountPage(const ForumView& view)
{
    const ForumUser& user = view.data.users.at(view.user());
    PageContent page;
    page.title = "User settings";
    page.heading = "User settings";
    page.body =
        R"(<form class="card form" method="post">)"
        + textField(
            {.label = "Email address", .name = "email", .value = user.email, .type = "email"})
        + textField({.label = "New password", .name = "password", .type = "password"})
        + submitButton("Save") + "</form><section class=\"card\"><h2>Biography</h2>"
        + paragraphs(user.bio.empty() ? "You have not written one yet." : user.bio)
        + linkTo("/user/" + user.name + "/edit_biography", "Edit biography", "btn")
        + R"(</section><section class="card"><h2>Delete account</h2><p>This cannot be undone. Write to a moderator to have your account removed.</p></section>)";
    return forumDocument(view, std::move(page), {});
}

SiteResponse forumLoginPage(const ForumView& view)
{
    return formPage(
        view, "Log in",
        textField({.label = "Username",
                   .name = "_username",
                   .value = typed(view, "_username"),
                   .required = true})
            + textField(
                {.label = "Password", .name = "_password", .type = "password", .required = true})
            + checkbox({.label = "Remember me", .name = "_remember_me"}),
        "Log in");
}

SiteResponse forumRegistrationPage(const ForumView& view)
{
    return formPage(
        view, "Sign up",
        textField({.label = "Username",
                   .name = "_username",
                   .value = typed(view, "_username"),
                   .required = true})
            + textField(
                {.label = "Password", .name = "_password", .type = "password", .required = true}),
        "Sign up");
}

}  // namespace sym
