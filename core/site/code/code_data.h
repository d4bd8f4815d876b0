#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/site/words/calendar.h"

namespace sym {

struct CodeComment {
    int id = 0;  ///< of its issue or merge request, from 1
    std::string author;
    std::string body;
    Minutes created = 0;
};

struct CodeIssue {
    int iid = 0;  ///< number inside the project
    std::string title;
    std::string description;
    std::string author;
    std::string assignee;   ///< empty: nobody
    std::string milestone;  ///< empty: none
    std::vector<std::string> labels;
    std::string dueDate;  ///< ISO, empty: none
    bool open = true;
    Minutes created = 0;
    Minutes closed = 0;  ///< 0 while open
    std::vector<CodeComment> comments;
};

struct MergeRequest {
    enum class State { Open, Merged, Closed };
    int iid = 0;
    std::string title;
    std::string description;
    std::string author;
    std::string assignee;
    std::string reviewer;
    std::string sourceBranch;
    std::string targetBranch;
    State state = State::Open;
    Minutes created = 0;
    std::vector<CodeComment> comments;
};

struct CodeCommit {
    std::string sha;
    std::string author;  ///< user name
    std::string title;
    Minutes created = 0;
};

struct CodeFile {
    std::string path;
    std::string content;
};

struct CodeMember {
    std::string user;
    std::string role;  ///< "Guest", "Reporter", "Developer", "Maintainer", "Owner"
    Minutes since = 0;
};

struct CodeMilestone {
    std::string title;
    std::string description;
    std::string due;  ///< ISO, may be empty
    bool open = true;
};

struct CodeProject {
    std::string space;  ///< user or group: /SPACE/PATH
    std::string path;
    std::string description;
    std::string language;
    std::string license;
    std::string visibility = "Public";  ///< "Private", "Internal", "Public"
    std::vector<std::string> topics;
    std::vector<std::string> branches;  ///< the default one first
    std::vector<CodeFile> files;
    std::vector<CodeCommit> commits;  ///< newest first
    std::vector<CodeIssue> issues;    ///< by number
    std::vector<MergeRequest> mergeRequests;
    std::vector<CodeMember> members;
    std::vector<CodeMilestone> milestones;
    std::vector<std::string> labels;
    Minutes created = 0;
    int stars = 0;  ///< without those in starredBy
    std::set<std::string> starredBy;
    int forks = 0;
    std::string forkedFrom;

    std::string fullPath() const { return space + "/" + path; }
    int starCount() const { return stars + int(starredBy.size()); }
    Minutes updated() const { return commits.empty() ? created : commits.front().created; }
    const CodeMember* member(const std::string& user) const;
    CodeIssue* issue(int iid);
    const CodeIssue* issue(int iid) const;
    MergeRequest* mergeRequest(int iid);
    const MergeRequest* mergeRequest(int iid) const;
    const CodeFile* file(const std::string& filePath) const;
    int openIssues() const;
    int openMergeRequests() const;
    /// (user, number of commits), most first, then by name.
    std::vector<std::pair<std::string, int>> contributors() const;
};

struct CodeUser {
    std::string name;  ///< as in addresses and "@name"
    std::string fullName;
    std::string password;
    std::string bio;
    std::string location;
    std::string website;
    std::string email;
    std::string status;
    Minutes joined = 0;
    std::set<std::string> following;
};

struct CodeGroup {
    std::string path;
    std::string name;
    std::string description;
    std::string visibility = "Public";
};

struct CodeTodo {
    std::string text;  ///< "Leah Brandt assigned you issue"
    std::string title;
    std::string project;
    std::string address;
    Minutes created = 0;
    bool done = false;
};

enum class ProjectOrder { Name, Stars, Created, Updated };

/// Everything the code hosting site knows. A value: copying it copies the site.
struct CodeData {
    std::vector<CodeProject> projects;
    std::map<std::string, CodeUser> users;
    std::vector<CodeGroup> groups;
    std::vector<CodeTodo> todos;  ///< of the default account

    CodeProject* project(const std::string& fullPath);
    const CodeProject* project(const std::string& fullPath) const;
    const CodeGroup* group(const std::string& path) const;
    std::vector<const CodeProject*> ordered(ProjectOrder order) const;
    /// Projects a user owns or is a member of.
    std::vector<const CodeProject*> projectsOf(const std::string& user) const;
};

inline constexpr const char* kCodeUser = "byteblaze";
inline constexpr const char* kCodePassword = "hello1234";

/// The hosting site of a seed.
CodeData makeCodeData(std::uint64_t seed);

}  // namespace sym
