#include "core/store/knowledge_store.h"

#include <cmath>
#include <cstring>
#include <set>

#include "core/store/compression.h"
#include "core/store/store_connections.h"

namespace sym {

namespace {

using nlohmann::json;

Result<KnowledgeEntry> unpackEntry(std::int64_t id, std::string_view frame)
{
    SYM_TRY(const std::string text, decompress(frame));
    const json object = json::parse(text, nullptr, false);
    if (object.is_discarded())
        return Error(ErrorCode::Storage, "knowledge entry " + std::to_string(id)
                                             + " is no valid JSON: the project file is damaged");
    SYM_TRY(KnowledgeEntry entry, knowledgeEntryFromJson(object));
    entry.id.value = id;
    return entry;
}

/// What the index of an entry's pages is made of.
std::string pagesText(const KnowledgeEntry& entry)
{
    std::string text;
    for (const KnowledgeStep& step : entry.steps)
        text += step.page.title + '\n' + step.page.observation + '\n';
    return text + entry.last.title + '\n' + entry.last.observation;
}

/// A condition on rows of `knowledge` and the values of its question marks.
struct Condition {
    std::string sql = "1";
    std::vector<SqlValue> values;

    void add(const std::string& clause, SqlValue value)
    {
        sql += " AND " + clause;
        values.push_back(value);
    }
};

/// @param filter outlives the condition
Condition conditionOf(const KnowledgeFilter& filter)
{
    Condition condition;
    if (filter.acceptedOnly) condition.sql += " AND accepted = 1";
    if (filter.symbiosis) condition.add("symbiosis = ?", filter.symbiosis->value);
    if (filter.lastRound) condition.add("round <= ?", std::int64_t(*filter.lastRound));
    if (!filter.withoutTask.empty())
        condition.add("task_id <> ?", std::string_view(filter.withoutTask));
    if (!filter.withoutTemplate.empty())
        condition.add("template_id <> ?", std::string_view(filter.withoutTemplate));
    const auto addAny = [&](const std::vector<std::string>& names, const char* clause) {
        if (names.empty()) return;
        std::string any;
        for (const std::string& name : names) {
            any += std::string(any.empty() ? "" : " OR ") + clause;
            condition.values.emplace_back(std::string_view(name));
        }
        condition.sql += " AND (" + any + ")";
    };
    addAny(filter.policies, "policy = ?");
    addAny(filter.sites, "instr('+' || site || '+', '+' || ? || '+') > 0");
    return condition;
}

/// Words as an FTS5 query in which no character is syntax; one of them is enough.
std::string anyOf(const std::vector<std::string>& words, KnowledgeField field)
{
    std::string text;
    for (const std::string& word : words) {
        std::string quoted;
        for (const char c : word)
            if (c != '"' && c != '\0') quoted += c;
        if (!quoted.empty()) text += (text.empty() ? "\"" : " OR \"") + quoted + "\"";
    }
    if (text.empty()) return {};
    switch (field) {
    case KnowledgeField::Instruction: return "instruction : (" + text + ")";
    case KnowledgeField::Summary: return "summary : (" + text + ")";
    case KnowledgeField::Observation: return "observation : (" + text + ")";
    case KnowledgeField::Any: break;
    }
    return text;
}

Result<std::int64_t> idOfPiece(SqliteConnection& db, const KnowledgeEntry& entry)
{
    std::int64_t id = 0;
    SYM_CHECK(
        db.query("SELECT id FROM knowledge WHERE symbiosis = ? AND episode = ? "
                 "AND first_step = ? AND last_step = ?",
                 {entry.symbiosis.value, entry.episode.value, std::int64_t(entry.firstStep),
                  std::int64_t(entry.lastStep)},
                 [&](const SqlRow& row) {
                     id = row.integer(0);
                     return false;
                 }));
    return id;
}

/// An entry as its rows have it.
class PackedEntry {
public:
    /// @param entry outlives this
    explicit PackedEntry(const KnowledgeEntry& entry)
        : m_entry(entry),
          m_data(compress(toJson(entry).dump(-1, ' ', false, json::error_handler_t::replace))),
          m_pages(pagesText(entry)),
          m_instructions(entry.replicate + '\n' + entry.abstract)
    {
    }

    Result<KnowledgeId> insertInto(SqliteConnection& db) const
    {
        SYM_TRY(const std::int64_t old, idOfPiece(db, m_entry));
        if (old != 0) return KnowledgeId{old};
        SYM_CHECK(db.run(
            "INSERT INTO knowledge (episode, first_step, last_step, symbiosis, round, policy, "
            "task_id, template_id, site, accepted, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {m_entry.episode.value, std::int64_t(m_entry.firstStep), std::int64_t(m_entry.lastStep),
             m_entry.symbiosis.value, std::int64_t(m_entry.round), std::string_view(m_entry.policy),
             std::string_view(m_entry.taskId), std::string_view(m_entry.templateId),
             std::string_view(m_entry.site), std::int64_t(m_entry.accepted), BlobView{m_data}}));
        const KnowledgeId id{db.lastInsertId()};
        SYM_CHECK(
            db.run("INSERT INTO knowledge_text (rowid, instruction, summary, observation) "
                   "VALUES (?, ?, ?, ?)",
                   {id.value, std::string_view(m_instructions), std::string_view(m_entry.summary),
                    std::string_view(m_pages)}));
        return id;
    }

private:
    const KnowledgeEntry& m_entry;
    std::string m_data;
    std::string m_pages;
    std::string m_instructions;
};

/// The vector's numbers at length 1, as bytes; nothing when it has no length.
std::optional<std::string> unitBytes(const std::vector<float>& vector)
{
    double square = 0;
    for (const float value : vector) square += double(value) * value;
    if (!(square > 0) || !std::isfinite(square)) return std::nullopt;
    std::string bytes(vector.size() * sizeof(float), '\0');
    for (std::size_t i = 0; i < vector.size(); ++i) {
        const float value = float(vector[i] / std::sqrt(square));
        std::memcpy(bytes.data() + i * sizeof value, &value, sizeof value);
    }
    return bytes;
}

Result<std::vector<KnowledgeId>> idsWhere(SqliteConnection& db, const Condition& condition)
{
    std::vector<KnowledgeId> ids;
    SYM_CHECK(db.query("SELECT id FROM knowledge WHERE " + condition.sql + " ORDER BY id",
                       condition.values, [&](const SqlRow& row) {
                           ids.push_back({row.integer(0)});
                           return true;
                       }));
    return ids;
}

}  // namespace

Result<KnowledgeId> KnowledgeStore::add(const KnowledgeEntry& entry)
{
    const PackedEntry packed(entry);
    return m_connections.write<KnowledgeId>(
        [&](SqliteConnection& db) { return packed.insertInto(db); });
}

Status KnowledgeStore::addAll(const std::vector<KnowledgeEntry>& entries)
{
    const std::vector<PackedEntry> packed(entries.begin(), entries.end());
    return m_connections.writeOnly([&](SqliteConnection& db) -> Status {
        for (const PackedEntry& entry : packed) {
            const auto id = entry.insertInto(db);
            if (!id) return id.error();
        }
        return {};
    });
}

Result<KnowledgeEntry> KnowledgeStore::entry(KnowledgeId id)
{
    return m_connections.read<KnowledgeEntry>([&](SqliteConnection& db) -> Result<KnowledgeEntry> {
        std::optional<Result<KnowledgeEntry>> found;
        SYM_CHECK(
            db.query("SELECT data FROM knowledge WHERE id = ?", {id.value}, [&](const SqlRow& row) {
                found = unpackEntry(id.value, row.bytes(0));
                return false;
            }));
        if (!found)
            return Error(ErrorCode::NotFound, "no knowledge entry " + std::to_string(id.value)
                                                  + " in " + m_connections.path());
        return *std::move(found);
    });
}

Result<std::vector<KnowledgeEntry>> KnowledgeStore::entries(const KnowledgeFilter& filter,
                                                            int offset, int limit)
{
    Condition condition = conditionOf(filter);
    condition.values.emplace_back(std::int64_t(limit));
    condition.values.emplace_back(std::int64_t(offset));
    return m_connections.read<std::vector<KnowledgeEntry>>(
        [&](SqliteConnection& db) -> Result<std::vector<KnowledgeEntry>> {
            std::vector<KnowledgeEntry> all;
            std::optional<Error> damage;
            SYM_CHECK(db.query("SELECT id, data FROM knowledge WHERE " + condition.sql
                                   + " ORDER BY id LIMIT ? OFFSET ?",
                               condition.values, [&](const SqlRow& row) {
                                   auto entry = unpackEntry(row.integer(0), row.bytes(1));
                                   if (entry)
                                       all.push_back(*std::move(entry));
                                   else
                                       damage = entry.error();
                                   return !damage;
                               }));
            if (damage) return *damage;
            return all;
        });
}

Result<std::vector<KnowledgeId>> KnowledgeStore::entryIds(const KnowledgeFilter& filter)
{
    return m_connections.read<std::vector<KnowledgeId>>(
        [&](SqliteConnection& db) { return idsWhere(db, conditionOf(filter)); });
}

Result<std::vector<KnowledgeId>> KnowledgeStore::withoutEmbedding(const std::string& model,
                                                                  const KnowledgeFilter& filter)
{
    Condition condition = conditionOf(filter);
    condition.add("id NOT IN (SELECT entry FROM knowledge_embedding WHERE model = ?)",
                  std::string_view(model));
    return m_connections.read<std::vector<KnowledgeId>>(
        [&](SqliteConnection& db) { return idsWhere(db, condition); });
}

Result<std::vector<KnowledgeId>> KnowledgeStore::matching(const std::vector<KnowledgeId>& entries,
                                                          const KnowledgeFilter& filter)
{
    json ids = json::array();
    for (const KnowledgeId id : entries) ids.push_back(id.value);
    const std::string list = ids.dump();
    Condition condition = conditionOf(filter);
    condition.add("id IN (SELECT value FROM json_each(?))", std::string_view(list));
    return m_connections.read<std::vector<KnowledgeId>>(
        [&](SqliteConnection& db) { return idsWhere(db, condition); });
}

Result<std::int64_t> KnowledgeStore::embeddingCount(const std::string& model)
{
    return m_connections.read<std::int64_t>([&](SqliteConnection& db) -> Result<std::int64_t> {
        std::int64_t count = 0;
        SYM_CHECK(db.query("SELECT count(*) FROM knowledge_embedding WHERE model = ?",
                           {std::string_view(model)}, [&](const SqlRow& row) {
                               count = row.integer(0);
                               return false;
                           }));
        return count;
    });
}

Result<std::map<std::pair<int, int>, KnowledgeId>> KnowledgeStore::piecesOf(LoopId symbiosis,
                                                                            EpisodeId episode)
{
    using Pieces = std::map<std::pair<int, int>, KnowledgeId>;
    return m_connections.read<Pieces>([&](SqliteConnection& db) -> Result<Pieces> {
        Pieces pieces;
        SYM_CHECK(
            db.query("SELECT first_step, last_step, id FROM knowledge "
                     "WHERE symbiosis = ? AND episode = ?",
                     {symbiosis.value, episode.value}, [&](const SqlRow& row) {
                         pieces[{int(row.integer(0)), int(row.integer(1))}] = {row.integer(2)};
                         return true;
                     }));
        return pieces;
    });
}

Result<std::vector<std::string>> KnowledgeStore::sites()
{
    using Names = std::vector<std::string>;
    return m_connections.read<Names>([](SqliteConnection& db) -> Result<Names> {
        std::set<std::string> sites;
        SYM_CHECK(db.query("SELECT DISTINCT site FROM knowledge", {}, [&](const SqlRow& row) {
            const std::string joined = row.text(0);
            for (std::size_t at = 0; at < joined.size();) {
                const std::size_t end = std::min(joined.find('+', at), joined.size());
                sites.insert(joined.substr(at, end - at));
                at = end + 1;
            }
            return true;
        }));
        return Names(sites.begin(), sites.end());
    });
}

Result<std::vector<KnowledgeCount>> KnowledgeStore::counts()
{
    return m_connections.read<std::vector<KnowledgeCount>>(
        [](SqliteConnection& db) -> Result<std::vector<KnowledgeCount>> {
            std::vector<KnowledgeCount> counts;
            SYM_CHECK(db.query(
                "SELECT symbiosis, round, policy, sum(accepted), sum(1 - accepted) "
                "FROM knowledge GROUP BY symbiosis, round, policy "
                "ORDER BY symbiosis, round, policy",
                {}, [&](const SqlRow& row) {
                    counts.push_back({LoopId{row.integer(0)}, int(row.integer(1)), row.text(2),
                                      int(row.integer(3)), int(row.integer(4))});
                    return true;
                }));
            return counts;
        });
}

Result<std::vector<KnowledgeHit>> KnowledgeStore::search(const std::vector<std::string>& words,
                                                         KnowledgeField field,
                                                         const KnowledgeFilter& filter, int limit)
{
    const std::string match = anyOf(words, field);
    if (match.empty()) return std::vector<KnowledgeHit>{};
    Condition condition = conditionOf(filter);
    condition.values.insert(condition.values.begin(), std::string_view(match));
    condition.values.emplace_back(std::int64_t(limit));
    return m_connections.read<std::vector<KnowledgeHit>>(
        [&](SqliteConnection& db) -> Result<std::vector<KnowledgeHit>> {
            std::vector<KnowledgeHit> hits;
            SYM_CHECK(
                db.query("SELECT knowledge.id, bm25(knowledge_text) AS cost FROM knowledge_text "
                         "JOIN knowledge ON knowledge.id = knowledge_text.rowid "
                         "WHERE knowledge_text MATCH ? AND "
                             + condition.sql + " ORDER BY cost, knowledge.id LIMIT ?",
                         condition.values, [&](const SqlRow& row) {
                             hits.push_back({KnowledgeId{row.integer(0)}, -row.real(1)});
                             return true;
                         }));
            return hits;
        });
}

Status KnowledgeStore::putEmbeddings(const std::string& model,
                                     const std::vector<KnowledgeVector>& vectors)
{
    std::vector<std::string> bytes;
    for (const KnowledgeVector& vector : vectors) {
        auto unit = unitBytes(vector.values);
        if (!unit)
            return Error(ErrorCode::Numeric, "the vector of knowledge entry "
                                                 + std::to_string(vector.entry.value) + " by "
                                                 + model + " is zero or not finite");
        bytes.push_back(*std::move(unit));
    }
    return m_connections.writeOnly([&](SqliteConnection& db) -> Status {
        for (std::size_t i = 0; i < vectors.size(); ++i)
            SYM_CHECK(
                db.run("INSERT INTO knowledge_embedding (entry, model, vector) VALUES (?, ?, ?) "
                       "ON CONFLICT (entry, model) DO UPDATE SET vector = excluded.vector",
                       {vectors[i].entry.value, std::string_view(model), BlobView{bytes[i]}}));
        return {};
    });
}

Result<std::vector<KnowledgeVector>> KnowledgeStore::embeddings(const std::string& model,
                                                                KnowledgeId after, int limit)
{
    return m_connections.read<std::vector<KnowledgeVector>>(
        [&](SqliteConnection& db) -> Result<std::vector<KnowledgeVector>> {
            std::vector<KnowledgeVector> vectors;
            SYM_CHECK(
                db.query("SELECT entry, vector FROM knowledge_embedding "
                         "WHERE model = ? AND entry > ? ORDER BY entry LIMIT ?",
                         {std::string_view(model), after.value, std::int64_t(limit)},
                         [&](const SqlRow& row) {
                             const std::string_view bytes = row.bytes(1);
                             KnowledgeVector vector{KnowledgeId{row.integer(0)},
                                                    std::vector<float>(bytes.size() / 4)};
                             std::memcpy(vector.values.data(), bytes.data(),
                                         vector.values.size() * sizeof(float));
                             vectors.push_back(std::move(vector));
                             return true;
                         }));
            return vectors;
        });
}

}  // namespace sym
