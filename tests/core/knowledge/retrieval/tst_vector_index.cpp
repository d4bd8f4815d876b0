#include "core/knowledge/retrieval/vector_index.h"

#include <QtTest/QtTest>

#include <cmath>

#include "core/base/random.h"
#include "core/knowledge/hashed_words.h"
#include "tests/support/project_fixture.h"

using namespace sym;

namespace {

constexpr std::size_t kLength = 16;

std::vector<float> randomVector(Random& random)
{
    std::vector<float> vector(kLength);
    for (float& value : vector) value = float(random.unit() - 0.5);
    return vector;
}

double cosine(const std::vector<float>& a, const std::vector<float>& b)
{
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += double(a[i]) * b[i];
        aa += double(a[i]) * a[i];
        bb += double(b[i]) * b[i];
    }
    return ab / std::sqrt(aa * bb);
}

/// Entries with vectors, alternately of two policies.
class Vectors {
public:
    explicit Vectors(int count) : m_random(5)
    {
        m_episode = project.add({}, {});
        for (int i = 0; i < count; ++i) add();
    }

    void add()
    {
        KnowledgeEntry entry;
        entry.episode = m_episode;
        entry.firstStep = entry.lastStep = int(all.size());
        entry.policy = all.size() % 2 == 0 ? "planner" : "small";
        entry.accepted = true;
        const auto id = project.store().knowledge().add(entry);
        if (!id) qFatal("%s", id.error().message().c_str());
        all.emplace_back(*id, randomVector(m_random));
        if (!project.store().knowledge().putEmbeddings("m", {{*id, all.back().second}}))
            qFatal("kept");
    }

    /// The best by comparing with every one.
    KnowledgeId best(const std::vector<float>& query, bool onlySmall) const
    {
        KnowledgeId found;
        double score = -2;
        for (std::size_t i = onlySmall ? 1 : 0; i < all.size(); i += onlySmall ? 2 : 1)
            if (const double value = cosine(query, all[i].second); value > score) {
                score = value;
                found = all[i].first;
            }
        return found;
    }

    ProjectFixture project;
    std::vector<std::pair<KnowledgeId, std::vector<float>>> all;

private:
    EpisodeId m_episode;
    Random m_random;
};

}  // namespace

class TestVectorIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isEmptyWithoutVectors()
    {
        ProjectFixture project;
        VectorIndex index(project.store().knowledge(), "m");

        QVERIFY(index.refresh());

        const auto hits = index.nearest(std::vector<float>{1, 0}, {}, 5);
        QVERIFY(hits && hits->empty());
    }

    void findsTheNearestThatTheFilterAllows()
    {
        Vectors vectors(300);
        VectorIndex index(vectors.project.store().knowledge(), "m");
        QVERIFY(index.refresh());
        Random random(9);

        int right = 0;
        for (int i = 0; i < 20; ++i) {
            const std::vector<float> query = randomVector(random);
            const auto any = index.nearest(query, {}, 3);
            const auto small = index.nearest(query, {.policies = {"small"}}, 3);
            QVERIFY(any && small);
            QCOMPARE(small->size(), std::size_t(3));
            QVERIFY(small->at(0).score >= small->at(1).score);
            right += any->front().entry == vectors.best(query, false);
            right += small->front().entry == vectors.best(query, true);
        }

        QVERIFY2(right >= 38,
                 qPrintable(QString::number(right)));  // of 40; the graph is approximate
    }

    void takesInWhatIsNew()
    {
        Vectors vectors(3);
        VectorIndex index(vectors.project.store().knowledge(), "m");
        QVERIFY(index.refresh());
        vectors.add();
        QVERIFY(index.refresh());

        QCOMPARE(index.size(), std::size_t(4));
        const auto hits = index.nearest(vectors.all.back().second, {}, 1);
        QVERIFY(hits);
        QCOMPARE(hits->front().entry.value, vectors.all.back().first.value);
        QVERIFY(hits->front().score > 0.999);
    }

    void takesInOlderEntriesEmbeddedLater()
    {
        Vectors vectors(3);
        KnowledgeStore& knowledge = vectors.project.store().knowledge();
        QVERIFY(knowledge.putEmbeddings("n", {{vectors.all[2].first, {1, 0}}}));
        VectorIndex index(knowledge, "n");
        QVERIFY(index.refresh());
        QVERIFY(knowledge.putEmbeddings("n", {{vectors.all[0].first, {0, 1}}}));

        QVERIFY(index.refresh());

        QCOMPARE(index.size(), std::size_t(2));
    }

    void refusesVectorsOfAnotherLength()
    {
        Vectors vectors(2);
        VectorIndex index(vectors.project.store().knowledge(), "m");
        QVERIFY(index.refresh());

        const auto hits = index.nearest(std::vector<float>{1, 0}, {}, 5);

        QVERIFY(!hits);
        QCOMPARE(int(hits.error().code()), int(ErrorCode::InvalidInput));
    }

    void wordsSharedMakeTextsAlike()
    {
        HashedWords words;
        PlainJobContext job;

        const auto vectors = words.embed(
            {"orders of the customer", "customer ordering", "a map of trails", ""}, job);

        QVERIFY(vectors);
        QVERIFY(cosine(vectors->at(0), vectors->at(1)) > cosine(vectors->at(0), vectors->at(2)));
        QVERIFY(cosine(vectors->at(3), vectors->at(3)) > 0.99);
    }
};

QTEST_APPLESS_MAIN(TestVectorIndex)
#include "tst_vector_index.moc"
