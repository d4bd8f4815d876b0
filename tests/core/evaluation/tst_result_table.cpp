#include "core/evaluation/result_table.h"

#include <QtTest/QtTest>

using namespace sym;

namespace {

ResultTable smallTable()
{
    ResultTable table;
    table.title = "Success on dev tasks";
    table.notes = {"The planner is an offline stand-in."};
    table.rows = {{.name = "large, own \"knowledge\"",
                   .seeds = {{.seed = 1, .tally = {10, 6}},
                             {.seed = 2, .tally = {10, 5}, .environmentErrors = 3, .timedOut = 1}},
                   .note = "dev & 50 %"},
                  {.name = "large", .seeds = {{.seed = 1, .tally = {10, 4}}}, .note = ""}};
    table.tests = {{.first = "large, own \"knowledge\"",
                    .second = "large",
                    .pairs = {.both = 3, .firstOnly = 5, .secondOnly = 0, .neither = 2}}};
    return table;
}

}  // namespace

class TestResultTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonHasTheKeysThatScriptsRead()
    {
        const nlohmann::json json = resultTableJson(smallTable());

        const auto& row = json["rows"][0];
        QCOMPARE(row["n"].get<int>(), 20);
        QCOMPARE(row["success"].get<double>(), 0.55);
        QVERIFY(row["interval"][0].get<double>() < 0.55 && row["interval"][1].get<double>() > 0.55);
        QCOMPARE(row["seeds"][1]["seed"].get<int>(), 2);
        QCOMPARE(row["seeds"][1]["successes"].get<int>(), 5);
        QCOMPARE(row["seeds"][0]["environment_errors"].get<int>(), 0);
        QCOMPARE(row["environment_errors"].get<int>(), 3);
        QCOMPARE(row["timed_out"].get<int>(), 1);
        QCOMPARE(json["tests"][0]["a"].get<std::string>(), row["name"].get<std::string>());
        QCOMPARE(json["tests"][0]["b"].get<std::string>(), std::string("large"));
        QCOMPARE(json["tests"][0]["p"].get<double>(), 0.0625);
    }

    void textShowsEveryDenominator()
    {
        const std::string text = resultTableText(smallTable());

        QVERIFY(text.find("large, own \"knowledge\"     20       11    55.0 %")
                != std::string::npos);
        QVERIFY(text.find("1: 6/10 2: 5/10") != std::string::npos);
        QVERIFY(text.find("]                 1            3  dev & 50 %") != std::string::npos);
        QVERIFY(text.find("n = 10, only first 5, only second 0, p = 0.0625") != std::string::npos);
        QVERIFY(text.find("offline stand-in") != std::string::npos);
    }

    void csvQuotesWhatNeedsIt()
    {
        const std::string csv = resultTableCsv(smallTable());

        QVERIFY(csv.starts_with(
            "name,seed,n,successes,rate,low,high,environment_errors,timed_out,note\r\n"));
        QVERIFY(csv.find("\r\n\"large, own \"\"knowledge\"\"\",2,10,5,0.500000,")
                != std::string::npos);
        QVERIFY(csv.find("\r\nlarge,all,10,4,0.400000,") != std::string::npos);
    }

    void latexEscapesNames()
    {
        const std::string latex = resultTableLatex(smallTable());

        QVERIFY(latex.find("& 20 & 55.0 & [") != std::string::npos);
        QVERIFY(latex.find("$p = 0.0625$") != std::string::npos);

        ResultTable odd;
        odd.rows = {{.name = "K_1 & 50 %", .seeds = {}, .note = ""}};
        QVERIFY(resultTableLatex(odd).find("K\\_1 \\& 50 \\% & 0 &") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestResultTable)
#include "tst_result_table.moc"
