#include "core/observation/observation_conformance.h"

#include <zlib.h>
#include <nlohmann/json.hpp>

#include <array>
#include <fstream>
#include <memory>
#include <set>

#include "core/observation/occam_tree.h"

namespace sym {
namespace {

using Json = nlohmann::json;

Result<std::string> readGzip(const std::filesystem::path& file)
{
    const std::unique_ptr<gzFile_s, decltype(&gzclose)> input(gzopen(file.c_str(), "rb"), &gzclose);
    if (!input) return Error(ErrorCode::Io, "cannot read " + file.string());
    std::string text;
    std::array<char, 1 << 16> block{};
    for (;;) {
        const int count = gzread(input.get(), block.data(), unsigned(block.size()));
        if (count < 0) return Error(ErrorCode::Io, file.string() + " is no gzip file");
        if (count == 0) return text;
        text.append(block.data(), std::size_t(count));
    }
}

std::optional<Rectangle> rectangleFrom(const Json& bounds)
{
    if (!bounds.is_array() || bounds.size() != 4) return std::nullopt;
    return Rectangle{bounds[0].get<double>(), bounds[1].get<double>(), bounds[2].get<double>(),
                     bounds[3].get<double>()};
}

/// Where two texts part, for the report.
std::string difference(const std::string& expected, const std::string& got)
{
    const auto [e, g] = std::ranges::mismatch(expected, got);
    const auto at = std::size_t(e - expected.begin());
    const std::size_t from = at < 60 ? 0 : at - 60;
    return "at byte " + std::to_string(at) + ": expected \"" + expected.substr(from, 160)
           + "\", got \"" + got.substr(from, 160) + "\"";
}

class PageCheck {
public:
    PageCheck(std::string name, const AxTree& tree, TextRules rules, ConformanceCount& count)
        : m_name(std::move(name)), m_tree(tree), m_rules(rules), m_count(count)
    {
    }

    void check(const Json& expected, ViewportFilter filter)
    {
        const std::string place = m_name + (filter == ViewportFilter::Full ? " full" : " viewport");
        const FlatText flat = writeFlatText(m_tree, m_rules, filter);
        std::set<std::string> ids;
        for (const int index : flat.registered) ids.insert(m_tree.nodes[std::size_t(index)].nodeId);
        compare(expected, "text", flat.text, place);
        if (expected.contains("ids")) {
            const auto wanted = expected["ids"].get<std::set<std::string>>();
            decide(wanted == ids, place + " ids");
        }
        if (expected.contains("n")) decide(expected["n"] == flat.nodeCount, place + " n");
        if (m_rules == TextRules::WebArena) return;

        OccamTree pruned = buildOccamTree(m_tree, filter, {});
        const Status status = pruneOccamTree(pruned, MissingRequired::Fails);
        if (!status) {
            const bool isExpected = expected.dump().find("KeyError") != std::string::npos;
            decide(isExpected, place + " pruned: " + status.error().message());
            return;
        }
        compare(expected, "pruned", printOccamTree(pruned, OccamPrint::Concise), place);
        compare(expected, "pruned_hidden", printOccamTree(pruned, OccamPrint::HiddenRoles), place);
        compare(expected, "pruned_name_only", printOccamTree(pruned, OccamPrint::NameOnly), place);
    }

private:
    void compare(const Json& expected, const char* key, const std::string& got,
                 const std::string& place)
    {
        if (!expected.contains(key) || !expected[key].is_string()) return;
        const auto& text = expected[key].get_ref<const std::string&>();
        decide(text == got, place + " " + key + " " + (text == got ? "" : difference(text, got)));
    }

    void decide(bool agrees, const std::string& description)
    {
        if (agrees)
            m_count.agree();
        else
            m_count.disagree(description);
    }

    std::string m_name;
    const AxTree& m_tree;
    TextRules m_rules;
    ConformanceCount& m_count;
};

}  // namespace

Result<AxTree> loadRecordedPage(const std::filesystem::path& file)
{
    SYM_TRY(const std::string text, readGzip(file));
    const Json page = Json::parse(text, nullptr, false);
    if (page.is_discarded() || !page.contains("nodes") || !page.contains("config"))
        return Error(ErrorCode::InvalidInput, file.string() + " is no recorded page");
    SYM_TRY(AxTree tree, axTreeFromDevTools(page["nodes"]));
    tree.title = page.value("title", "");
    tree.url = page.value("url", "");
    tree.screenWidth = page["config"].value("win_width", 0.0);
    tree.screenHeight = page["config"].value("win_height", 0.0);
    tree.scrollX = page["config"].value("win_left_bound", 0.0);
    tree.scrollY = page["config"].value("win_top_bound", 0.0);
    const Json bounds = page.value("bounds", Json::object());
    for (AxNode& node : tree.nodes) {
        if (!node.backendNodeId) continue;
        const auto entry = bounds.find(std::to_string(*node.backendNodeId));
        if (entry != bounds.end()) node.bounds = rectangleFrom(*entry);
    }
    return tree;
}

Result<ConformanceCount> checkObservationFile(const std::filesystem::path& file,
                                              const std::filesystem::path& pages, TextRules rules)
{
    std::ifstream input(file);
    if (!input) return Error(ErrorCode::Io, "cannot read " + file.string());
    ConformanceCount count;
    for (std::string line; std::getline(input, line);) {
        const Json row = Json::parse(line, nullptr, false);
        if (row.is_discarded() || !row.contains("file"))
            return Error(ErrorCode::InvalidInput, file.string() + " has a line that is no case");
        const auto name = row["file"].get<std::string>();
        SYM_TRY(const AxTree tree, loadRecordedPage(pages / name));
        PageCheck page(name, tree, rules, count);
        if (row.contains("viewport")) page.check(row["viewport"], ViewportFilter::CurrentOnly);
        if (row.contains("full")) page.check(row["full"], ViewportFilter::Full);
    }
    return count;
}

}  // namespace sym
