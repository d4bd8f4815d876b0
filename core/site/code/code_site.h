#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/site/code/code_data.h"
#include "core/site/code/code_pages.h"
#include "core/site/site.h"
#include "core/site/web/session.h"

namespace sym {

/// Code hosting: WebArena's "gitlab". Addresses are /SPACE/PROJECT/-/..., and the table of members
/// has the cells that WebArena's role helper reads.
class CodeSite final : public Site {
public:
    explicit CodeSite(CodeData data)
        : m_seeded(std::make_shared<const CodeData>(data)), m_data(std::move(data))
    {
    }

    std::string name() const override { return "gitlab"; }
    SiteResponse handle(const SiteRequest& request) override;
    bool reset() override;

    const CodeData& data() const { return m_data; }

private:
    using Parts = std::vector<std::string>;  ///< of the path

    SiteResponse get(const CodeView& view, const Parts& parts) const;
    SiteResponse getProject(const CodeView& view, const CodeProject& project,
                            const Parts& parts) const;
    SiteResponse getTracker(const CodeView& view, const CodeProject& project,
                            const std::string& what, const std::string& which,
                            const std::string& how) const;

    // code_actions.cpp: what forms do
    SiteResponse post(const CodeView& view, const Parts& parts);
    SiteResponse postProject(const CodeView& view, CodeProject& project, const Parts& parts);
    SiteResponse postIssue(const CodeView& view, CodeProject& project, const Parts& parts);
    SiteResponse postMergeRequest(const CodeView& view, CodeProject& project, const Parts& parts);
    SiteResponse postMember(const CodeView& view, CodeProject& project, const Parts& parts);
    SiteResponse postBranch(const CodeView& view, CodeProject& project, const Parts& parts);
    SiteResponse saveIssue(const CodeView& view, CodeProject& project, CodeIssue* issue);
    SiteResponse changeComments(const CodeView& view, std::vector<CodeComment>& comments,
                                const std::string& back, const Parts& parts);
    SiteResponse createProject(const CodeView& view);
    SiteResponse createGroup(const CodeView& view);
    SiteResponse fork(const CodeView& view, const CodeProject& project);
    SiteResponse signIn(const CodeView& view);
    SiteResponse saveProfile(const CodeView& view, const std::string& what);

    /// A minute later with each thing written, so that the newest is one.
    Minutes now() { return worldNow() + ++m_written; }

    std::shared_ptr<const CodeData> m_seeded;  ///< as it was made
    CodeData m_data;
    LoginSessions m_sessions{kCodeUser};
    int m_written = 0;
};

}  // namespace sym
