#pragma once

#include <string>
#include <vector>

#include "core/planner/situation.h"

/// What examples tell of a site, whatever task they come from: which element leads from which page
/// to which other one, and what is there. METHOD 3.3: knowledge of the environment, not of tasks.
namespace sym {

/// A page that an example shows, as far as it can be told apart and searched.
struct KnownPage {
    std::string title;
    std::string path;    ///< without query
    std::string text;    ///< title and headings
    std::string offers;  ///< names of links, buttons, fields and columns
};

/// One step of an example between two pages.
struct KnownWay {
    int from = 0;  ///< index of a page
    int to = 0;
    ActionKind kind = ActionKind::Click;
    std::string target;  ///< name of the element
    std::string role;
    std::string text;        ///< entered or chosen
    bool hasFailed = false;  ///< of a task that failed in a model's opinion
};

/// Names of what a page has to click, to fill in or to choose.
std::vector<std::string> offeredNames(const Page& page);

/// All ways that the examples of a prompt show.
class KnownWays {
public:
    explicit KnownWays(const std::vector<PromptExample>& examples);

    const std::vector<KnownPage>& pages() const { return m_pages; }
    const std::vector<KnownWay>& ways() const { return m_ways; }

    /// How much of what is still missing each page stands for or leads to, 0...1, same order as
    /// pages(). A page counts for what it is, less for what it offers, and less again for what is
    /// behind it.
    std::vector<double> worth(const Situation& situation) const;

private:
    int indexOf(const ExamplePage& page);

    std::vector<KnownPage> m_pages;
    std::vector<KnownWay> m_ways;
};

}  // namespace sym
