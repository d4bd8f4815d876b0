#include <QtTest/QtTest>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/agent/agent_mind.h"
#include "core/pretraining/base_model.h"
#include "core/pretraining/base_tokenizer.h"
#include "core/pretraining/lessons/passage.h"
#include "core/student/student_model.h"

using namespace sym;

namespace {

constexpr int kVocabulary = 1400;

struct Likely {
    std::string said;
    std::string action;
    double probability = 0;
};

/// A model that knows some whole answers and their probabilities, and takes the likeliest token
/// each time.
class TableModel final : public LanguageModel {
public:
    explicit TableModel(std::shared_ptr<const Tokenizer> tokenizer)
        : m_tokenizer(std::move(tokenizer)), m_config(baseModelConfig(kVocabulary, kBaseEndToken))
    {
    }

    void know(const std::vector<Likely>& answers)
    {
        m_answers.clear();
        for (const Likely& one : answers)
            m_answers.push_back({m_tokenizer->encode("REASON:\n" + one.said
                                                     + ". So be it.\nACTION:\n" + one.action),
                                 one.probability});
    }

    const ModelConfig& config() const override { return m_config; }
    const Tokenizer& tokenizer() const override { return *m_tokenizer; }
    std::string description() const override { return "a table"; }
    Result<std::vector<float>> logits(const std::vector<int>&, JobContext&) override
    {
        return Error(ErrorCode::InvalidInput, "a table has no logits");
    }

    Result<GenerationResult> generate(const GenerationRequest& request, JobContext&) override
    {
        GenerationResult result;
        std::vector<bool> allowed(kVocabulary);
        for (;;) {
            request.constraint->allow(result.text, allowed);
            std::map<int, double> next;
            double all = 0, may = 0;
            for (const auto& [tokens, probability] : m_answers) {
                const bool goesOn =
                    tokens.size() > result.tokens.size()
                    && std::equal(result.tokens.begin(), result.tokens.end(), tokens.begin());
                if (!goesOn) continue;
                const int token = tokens[result.tokens.size()];
                all += probability;
                if (!allowed[std::size_t(token)]) continue;
                may += probability;
                next[token] += probability;
            }
            if (next.empty()) return result;
            const auto best =
                std::max_element(next.begin(), next.end(),
                                 [](const auto& a, const auto& b) { return a.second < b.second; });
            result.tokens.push_back(best->first);
            result.logProbabilities.push_back(std::log(best->second / all));
            result.logAllowed.push_back(std::log(may / all));
            result.text += m_tokenizer->tokenBytes(best->first);
        }
    }

private:
    std::shared_ptr<const Tokenizer> m_tokenizer;
    ModelConfig m_config;
    std::vector<std::pair<std::vector<int>, double>> m_answers;
};

}  // namespace

class TestLikeliestAction : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto json = trainBaseTokenizer(tokenizerCorpus({}, 1, 40'000), kVocabulary);
        QVERIFY(json);
        const auto tokenizer = Tokenizer::parse(*json);
        QVERIFY(tokenizer);
        m_model = std::make_shared<TableModel>(*tokenizer);
        m_page.url = "http://127.0.0.1/";
        m_page.observation =
            "RootWebArea 'Home'\n\tsearchbox [2] 'Search'\n\tlink [3] 'My Account'\n"
            "\tlink [4] 'My Cart'\n\tlink [5] 'Kettle'\n\ttextbox [6] 'Comment'";
    }

    void aNameOfItsOwnIsWorthItsFirstWord()
    {
        // "My" is the likelier first word
        m_model->know({{"click link \"My Account\"", "click [3]", 0.3},
                       {"click link \"My Cart\"", "click [4]", 0.28},
                       {"click link \"Kettle\"", "click [5]", 0.42}});
        QCOMPARE(answer(), std::string("click [5]"));
    }

    void theLikeliestVerbWinsWhenItsElementMayBeUsed()
    {
        m_model->know({{"type field \"Search\"", "type [2] [kettle] [1]", 0.55},
                       {"click link \"Kettle\"", "click [5]", 0.45}});
        QCOMPARE(answer(), std::string("type [2] [kettle] [1]"));
    }

    void whatIsRuledOutLeavesItsShareToNoOther()
    {
        m_model->know({{"type field \"Search\"", "type [2] [kettle] [1]", 0.6},
                       {"type field \"Comment\"", "type [6] [kettle] [0]", 0.1},
                       {"click link \"Kettle\"", "click [5]", 0.3}});
        QCOMPARE(answer("type [2] [kettle] [1]", "type field \"Search\"."),
                 std::string("click [5]"));
    }

    void stoppingCanBeTheSecondBest()
    {
        m_model->know({{"click link \"Kettle\"", "click [5]", 0.6},
                       {"stop", "stop [Done]", 0.3},
                       {"click link \"My Cart\"", "click [4]", 0.1}});
        QCOMPARE(answer("click [5]", "click link \"Kettle\"."), std::string("stop [Done]"));
    }

    void aSingleAnswerIsTaken()
    {
        m_model->know({{"stop", "stop [Done]", 1.0}});
        QCOMPARE(answer(), std::string("stop [Done]"));
    }

private:
    /// What is done after an action that led back to the page.
    std::string answer(const std::string& before = {}, const std::string& why = {})
    {
        AgentOptions options;
        options.objective = "Put the kettle into my cart";
        auto mind = AgentMind::create(options);
        if (!mind) return mind.error().message();
        if (!before.empty()) {
            const auto read =
                (*mind)->interpret("REASON:\n" + why + "\nACTION:\n" + before, m_page);
            if (!read.decision) return "the action before was not understood";
            (*mind)->commit(m_page, *read.decision, {});
        }
        ChatRequest request;
        request.messages = (*mind)->prompt(m_page, before.empty() ? 0 : 1, "");
        StudentModel student(m_model, {});
        PlainJobContext job;
        const auto response = student.complete(request, job, {});
        if (!response) return response.error().message();
        const auto read = (*mind)->interpret(response->text, m_page);
        if (!read.decision) return response->text;
        return read.decision->candidates[std::size_t(read.decision->chosen)].raw;
    }

    std::shared_ptr<TableModel> m_model;
    PageRecord m_page;
};

QTEST_GUILESS_MAIN(TestLikeliestAction)
#include "tst_likeliest_action.moc"
