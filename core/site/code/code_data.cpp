#include "core/site/code/code_data.h"

#include <algorithm>

#include "core/site/words/markup.h"

namespace sym {

const CodeMember* CodeProject::member(const std::string& user) const
{
    for (const CodeMember& member : members)
        if (member.user == user) return &member;
    return nullptr;
}

CodeIssue* CodeProject::issue(int iid)
{
    for (CodeIssue& issue : issues)
        if (issue.iid == iid) return &issue;
    return nullptr;
}

const CodeIssue* CodeProject::issue(int iid) const
{
    return const_cast<CodeProject*>(this)->issue(iid);
}

MergeRequest* CodeProject::mergeRequest(int iid)
{
    for (MergeRequest& request : mergeRequests)
        if (request.iid == iid) return &request;
    return nullptr;
}

const MergeRequest* CodeProject::mergeRequest(int iid) const
{
    return const_cast<CodeProject*>(this)->mergeRequest(iid);
}

const CodeFile* CodeProject::file(const std::string& filePath) const
{
    for (const CodeFile& file : files)
        if (file.path == filePath) return &file;
    return nullptr;
}

int CodeProject::openIssues() const
{
    return int(std::count_if(issues.begin(), issues.end(),
                             [](const CodeIssue& issue) { return issue.open; }));
}

int CodeProject::openMergeRequests() const
{
    return int(std::count_if(
        mergeRequests.begin(), mergeRequests.end(),
        [](const MergeRequest& request) { return request.state == MergeRequest::State::Open; }));
}

std::vector<std::pair<std::string, int>> CodeProject::contributors() const
{
    std::map<std::string, int> counts;
    for (const CodeCommit& commit : commits) ++counts[commit.author];
    std::vector<std::pair<std::string, int>> result(counts.begin(), counts.end());
    std::stable_sort(result.begin(), result.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return result;
}

CodeProject* CodeData::project(const std::string& fullPath)
{
    for (CodeProject& project : projects)
        if (lowered(project.fullPath()) == lowered(fullPath)) return &project;
    return nullptr;
}

const CodeProject* CodeData::project(const std::string& fullPath) const
{
    return const_cast<CodeData*>(this)->project(fullPath);
}

const CodeGroup* CodeData::group(const std::string& path) const
{
    for (const CodeGroup& group : groups)
        if (group.path == path) return &group;
    return nullptr;
}

std::vector<const CodeProject*> CodeData::ordered(ProjectOrder order) const
{
    std::vector<const CodeProject*> result;
    for (const CodeProject& project : projects) result.push_back(&project);
    std::stable_sort(result.begin(), result.end(),
                     [order](const CodeProject* a, const CodeProject* b) {
                         switch (order) {
                         case ProjectOrder::Stars: return a->starCount() > b->starCount();
                         case ProjectOrder::Created: return a->created > b->created;
                         case ProjectOrder::Updated: return a->updated() > b->updated();
                         case ProjectOrder::Name: break;
                         }
                         return a->path < b->path;
                     });
    return result;
}

std::vector<const CodeProject*> CodeData::projectsOf(const std::string& user) const
{
    std::vector<const CodeProject*> result = ordered(ProjectOrder::Updated);
    std::erase_if(result, [&](const CodeProject* project) {
        return project->space != user && !project->member(user);
    });
    return result;
}

}  // namespace sym
