#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/site/forum/forum_data.h"
#include "core/site/forum/forum_pages.h"
#include "core/site/site.h"
#include "core/site/web/session.h"

namespace sym {

/// The forum: WebArena's "reddit". Addresses and class names are those of its software where tasks
/// depend on them (/f/NAME/ID/slug, .submission__inner, .comment__body).
class ForumSite final : public Site {
public:
    explicit ForumSite(ForumData data)
        : m_seeded(std::make_shared<const ForumData>(data)), m_data(std::move(data))
    {
    }

    std::string name() const override { return "reddit"; }
    SiteResponse handle(const SiteRequest& request) override;
    bool reset() override;

    const ForumData& data() const { return m_data; }

private:
    using Parts = std::vector<std::string>;  ///< of the path

    SiteResponse get(const ForumView& view, const Parts& parts) const;
    SiteResponse getForum(const ForumView& view, const Parts& parts) const;
    SiteResponse getUser(const ForumView& view, const Parts& parts) const;
    SiteResponse post(const ForumView& view, const Parts& parts);

    SiteResponse vote(const ForumView& view, const std::string& kind, int id);
    SiteResponse submit(const ForumView& view);
    SiteResponse changePost(const ForumView& view, ForumPost& post, const Parts& parts);
    SiteResponse changeComment(const ForumView& view, const ForumPost& post, const Parts& parts);
    SiteResponse createForum(const ForumView& view);
    SiteResponse editForum(const ForumView& view, Forum& forum);
    SiteResponse logIn(const ForumView& view);
    SiteResponse registerUser(const ForumView& view);
    SiteResponse saveSettings(const ForumView& view, const std::string& what);

    bool moderates(const ForumView& view, const Forum& forum) const;
    /// A minute later with each thing written, so that the newest is one.
    Minutes now() { return worldNow() + ++m_written; }

    std::shared_ptr<const ForumData> m_seeded;  ///< as it was made
    ForumData m_data;
    LoginSessions m_sessions{kForumUser};
    int m_written = 0;
};

}  // namespace sym
