#include "core/evaluation/result_table.h"

#include <algorithm>
#include <cstdio>

namespace sym {

namespace {

template <typename... Values>
std::string formatted(const char* format, Values... values)
{
    char text[256];
    std::snprintf(text, sizeof text, format, values...);
    return text;
}

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

std::string percent(double share)
{
    return formatted("%5.1f", 100 * share);
}

std::string pText(double p)
{
    return p < 0.0001 ? "< 0.0001" : formatted("%.4f", p);
}

std::string csvField(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + '"';
}

std::string csvLine(const ResultRow& row, const std::string& seed, const ResultRow::OfSeed& one)
{
    const Tally& tally = one.tally;
    return csvField(row.name) + ',' + seed
           + formatted(",%d,%d,%.6f,%.6f,%.6f,%d,%d,", tally.n, tally.successes, tally.rate(),
                       tally.low(), tally.high(), one.environmentErrors, one.timedOut)
           + csvField(row.note) + "\r\n";
}

nlohmann::json seedJson(const ResultRow::OfSeed& one)
{
    nlohmann::json json = tallyJson(one.tally);
    json["environment_errors"] = one.environmentErrors;
    json["timed_out"] = one.timedOut;
    return json;
}

std::string latexText(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\textbackslash{}";
        else if (c == '~' || c == '^')
            out += std::string("\\") + c + "{}";
        else if (std::string_view("&%$#_{}").find(c) != std::string_view::npos)
            out += std::string("\\") + c;
        else
            out += c;
    }
    return out;
}

}  // namespace

ResultRow::OfSeed ResultRow::all() const
{
    OfSeed sum;
    for (const OfSeed& one : seeds) {
        sum.tally.n += one.tally.n;
        sum.tally.successes += one.tally.successes;
        sum.environmentErrors += one.environmentErrors;
        sum.timedOut += one.timedOut;
    }
    return sum;
}

nlohmann::json tallyJson(const Tally& tally)
{
    return {{"n", tally.n},
            {"success", tally.rate()},
            {"successes", tally.successes},
            {"interval", {tally.low(), tally.high()}}};
}

nlohmann::json pairedJson(const PairedOutcomes& pairs)
{
    return {{"p", pairs.p()},
            {"n", pairs.n()},
            {"first_only", pairs.firstOnly},
            {"second_only", pairs.secondOnly},
            {"both", pairs.both},
            {"neither", pairs.neither},
            {"difference", pairs.difference()},
            {"interval", {pairs.low(), pairs.high()}}};
}

std::string resultTableText(const ResultTable& table)
{
    std::size_t width = 20;
    for (const ResultRow& row : table.rows) width = std::max(width, row.name.size());
    std::string text = table.title + "\n";
    text += "  " + padded("", width)
            + "      n  success    rate   95 % interval (Wilson)  timed out  env. errors\n";
    for (const ResultRow& row : table.rows) {
        const ResultRow::OfSeed sum = row.all();
        const Tally& all = sum.tally;
        text += "  " + padded(row.name, width) + formatted("  %5d  %7d   ", all.n, all.successes)
                + percent(all.rate()) + " %  [" + percent(all.low()) + ", " + percent(all.high())
                + "]" + formatted("         %9d  %11d", sum.timedOut, sum.environmentErrors)
                + (row.note.empty() ? "" : "  " + row.note) + "\n";
        if (row.seeds.size() < 2) continue;
        text += "  " + padded("", width) + "  by seed:";
        for (const ResultRow::OfSeed& one : row.seeds)
            text += formatted(" %llu: %d/%d", static_cast<unsigned long long>(one.seed),
                              one.tally.successes, one.tally.n);
        text += "\n";
    }
    if (!table.rows.empty())
        text +=
            "  n counts episodes that timed out as failures and leaves environment errors out\n";
    if (!table.tests.empty())
        text += "  paired on the same tasks: difference in points [95 %], exact McNemar test\n";
    for (const ResultTest& test : table.tests)
        text += "    " + test.first + " - " + test.second
                + formatted(": %+.1f [%+.1f, %+.1f], n = %d, only first %d, only second %d, p = ",
                            100 * test.pairs.difference(), 100 * test.pairs.low(),
                            100 * test.pairs.high(), test.pairs.n(), test.pairs.firstOnly,
                            test.pairs.secondOnly)
                + pText(test.pairs.p()) + "\n";
    for (const std::string& note : table.notes) text += "  " + note + "\n";
    return text;
}

nlohmann::json resultTableJson(const ResultTable& table)
{
    nlohmann::json rows = nlohmann::json::array();
    for (const ResultRow& row : table.rows) {
        nlohmann::json json = seedJson(row.all());
        json["name"] = row.name;
        if (!row.note.empty()) json["note"] = row.note;
        json["seeds"] = nlohmann::json::array();
        for (const ResultRow::OfSeed& one : row.seeds) {
            json["seeds"].push_back(seedJson(one));
            json["seeds"].back()["seed"] = one.seed;
        }
        rows.push_back(std::move(json));
    }
    nlohmann::json tests = nlohmann::json::array();
    for (const ResultTest& test : table.tests) {
        tests.push_back(pairedJson(test.pairs));
        tests.back()["a"] = test.first;
        tests.back()["b"] = test.second;
    }
    return {{"title", table.title},
            {"notes", table.notes},
            {"rows", std::move(rows)},
            {"tests", std::move(tests)}};
}

std::string resultTableCsv(const ResultTable& table)
{
    std::string text = "name,seed,n,successes,rate,low,high,environment_errors,timed_out,note\r\n";
    for (const ResultRow& row : table.rows) {
        for (const ResultRow::OfSeed& one : row.seeds)
            text += csvLine(row, std::to_string(one.seed), one);
        text += csvLine(row, "all", row.all());
    }
    return text;
}

std::string resultTableLatex(const ResultTable& table)
{
    std::string text =
        "\\begin{table}\n\\centering\n\\begin{tabular}{lrrr}\n\\toprule\n"
        " & $n$ & success (\\%) & 95\\,\\% interval \\\\\n\\midrule\n";
    for (const ResultRow& row : table.rows) {
        const Tally all = row.all().tally;
        text += latexText(row.name)
                + formatted(" & %d & %.1f & [%.1f, %.1f] \\\\\n", all.n, 100 * all.rate(),
                            100 * all.low(), 100 * all.high());
    }
    text += "\\bottomrule\n\\end{tabular}\n\\caption{" + latexText(table.title) + ".";
    for (const std::string& note : table.notes) text += " " + latexText(note);
    if (!table.tests.empty()) text += " Exact McNemar tests on the same tasks:";
    for (std::size_t i = 0; i < table.tests.size(); ++i) {
        const ResultTest& test = table.tests[i];
        text +=
            (i > 0 ? "; " : " ") + latexText(test.first) + " and " + latexText(test.second)
            + formatted(" %+.1f points, ", 100 * test.pairs.difference())
            + (test.pairs.p() < 0.0001 ? "$p < 0.0001$" : formatted("$p = %.4f$", test.pairs.p()));
    }
    return text + (table.tests.empty() ? "" : ".") + "}\n\\end{table}\n";
}

}  // namespace sym
