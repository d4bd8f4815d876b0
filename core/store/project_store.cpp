#include "core/store/project_store.h"

#include <mutex>
#include <numeric>

#include "core/store/compression.h"
#include "core/store/knowledge_store.h"
#include "core/store/project_claim.h"
#include "core/store/revision_store.h"
#include "core/store/schema.h"
#include "core/store/step_text.h"
#include "core/store/store_connections.h"
#include "core/store/symbiosis_store.h"
#include "core/trajectory/trajectory_json.h"

namespace sym {

namespace {

using nlohmann::json;

/// What decompressed JSON of the store must be; damage is an error, not an exception.
template <typename T>
Result<T> unpack(std::string_view frame, Result<T> (*read)(const json&))
{
    SYM_TRY(const std::string text, decompress(frame));
    const json object = json::parse(text, nullptr, false);
    if (object.is_discarded())
        return Error(ErrorCode::Storage,
                     "a stored record is no valid JSON: the project file is damaged");
    return read(object);
}

/// JSON text; bytes that are no UTF-8 (a broken page) become U+FFFD instead of an exception.
std::string dumped(const json& object)
{
    return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::int64_t tokensOf(const Step& step)
{
    return std::accumulate(step.calls.begin(), step.calls.end(), std::int64_t{0},
                           [](std::int64_t sum, const ModelCall& call) {
                               return sum + call.promptTokens + call.responseTokens;
                           });
}

double costOf(const Step& step)
{
    return std::accumulate(step.calls.begin(), step.calls.end(), 0.0,
                           [](double sum, const ModelCall& call) { return sum + call.costUsd; });
}

RunRecord runFromRow(const SqlRow& row)
{
    return {RunId{row.integer(0)},
            row.text(1),
            row.text(2),
            row.text(3),
            row.text(4),
            row.text(5),
            std::uint64_t(row.integer(6)),
            row.text(7),
            row.text(8),
            row.text(9),
            int(row.integer(10))};
}

constexpr const char* kRunColumns =
    "SELECT id, name, suite, split, policy, model, seed, settings, started_at, finished_at, "
    "planned FROM run";

constexpr const char* kSummaryColumns =
    "SELECT id, position, url, title, raw_action, target, first_error, decided_by, milliseconds, "
    "tokens, "
    "cost_usd, screenshot_before, screenshot_after FROM step";

class SqliteProjectStore final : public ProjectStore {
public:
    SqliteProjectStore(std::string path, std::string readUri,
                       std::unique_ptr<SqliteConnection> writer)
        : m_connections(std::move(path), std::move(readUri), std::move(writer)),
          m_knowledge(m_connections),
          m_symbiosis(m_connections),
          m_revisions(m_connections)
    {
    }

    const std::string& path() const override { return m_connections.path(); }

    Result<std::shared_ptr<ProjectClaim>> claim() override
    {
        const std::lock_guard lock(m_claimMutex);
        if (std::shared_ptr<ProjectClaim> held = m_claim.lock()) return held;
        SYM_TRY(std::shared_ptr<ProjectClaim> taken, ProjectClaim::take(path()));
        m_claim = taken;
        return taken;
    }

    Result<RunId> addRun(const RunRecord& run) override
    {
        return m_connections.write<RunId>([&](SqliteConnection& db) -> Result<RunId> {
            SYM_CHECK(db.run(
                "INSERT INTO run (name, suite, split, policy, model, seed, settings, started_at, "
                "finished_at, planned) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                {std::string_view(run.name), std::string_view(run.suite),
                 std::string_view(run.split), std::string_view(run.policy),
                 std::string_view(run.model), std::int64_t(run.seed),
                 std::string_view(run.settings), std::string_view(run.startedAt),
                 std::string_view(run.finishedAt), std::int64_t(run.planned)}));
            return RunId{db.lastInsertId()};
        });
    }

    Status finishRun(RunId run, const std::string& finishedAt) override
    {
        return m_connections.writeOnly([&](SqliteConnection& db) {
            return db.run("UPDATE run SET finished_at = ? WHERE id = ?",
                          {std::string_view(finishedAt), run.value});
        });
    }

    Result<std::vector<RunRecord>> runs() override
    {
        return m_connections.read<std::vector<RunRecord>>(
            [](SqliteConnection& db) -> Result<std::vector<RunRecord>> {
                std::vector<RunRecord> all;
                SYM_CHECK(db.query(std::string(kRunColumns) + " ORDER BY id DESC", {},
                                   [&](const SqlRow& row) {
                                       all.push_back(runFromRow(row));
                                       return true;
                                   }));
                return all;
            });
    }

    Result<RunRecord> run(RunId id) override
    {
        return m_connections.read<RunRecord>([&](SqliteConnection& db) -> Result<RunRecord> {
            std::optional<RunRecord> found;
            SYM_CHECK(db.query(std::string(kRunColumns) + " WHERE id = ?", {id.value},
                               [&](const SqlRow& row) {
                                   found = runFromRow(row);
                                   return false;
                               }));
            if (!found)
                return Error(ErrorCode::NotFound,
                             "no run " + std::to_string(id.value) + " in " + path());
            return *found;
        });
    }

    Result<EpisodeId> beginEpisode(const EpisodeRecord& episode) override
    {
        return m_connections.write<EpisodeId>([&](SqliteConnection& db) -> Result<EpisodeId> {
            const std::string data = compress(dumped(toJson(episode)));
            SYM_CHECK(db.run(
                "INSERT INTO episode (run, task_id, outcome, steps, data) VALUES (?, ?, ?, ?, ?)",
                {episode.run.value, std::string_view(episode.taskId),
                 std::string_view(episodeOutcomeName(episode.outcome)), std::int64_t(episode.steps),
                 BlobView{data}}));
            return EpisodeId{db.lastInsertId()};
        });
    }

    Status finishEpisode(const EpisodeRecord& episode) override
    {
        return m_connections.writeOnly([&](SqliteConnection& db) {
            const std::string data = compress(dumped(toJson(episode)));
            return db.run("UPDATE episode SET outcome = ?, steps = ?, data = ? WHERE id = ?",
                          {std::string_view(episodeOutcomeName(episode.outcome)),
                           std::int64_t(episode.steps), BlobView{data}, episode.id.value});
        });
    }

    Result<std::vector<EpisodeRecord>> episodes(const EpisodeFilter& filter) override
    {
        return m_connections.read<std::vector<EpisodeRecord>>([&](SqliteConnection& db) {
            return readEpisodes(
                db, "WHERE (? = 0 OR run = ?) AND (? = '' OR task_id = ?) ORDER BY id LIMIT ?",
                {filter.run.value_or(RunId{}).value, filter.run.value_or(RunId{}).value,
                 std::string_view(filter.taskId), std::string_view(filter.taskId),
                 std::int64_t(filter.limit)});
        });
    }

    Result<EpisodeRecord> episode(EpisodeId id) override
    {
        return m_connections.read<EpisodeRecord>(
            [&](SqliteConnection& db) -> Result<EpisodeRecord> {
                SYM_TRY(std::vector<EpisodeRecord> found,
                        readEpisodes(db, "WHERE id = ?", {id.value}));
                if (found.empty())
                    return Error(ErrorCode::NotFound,
                                 "no episode " + std::to_string(id.value) + " in " + path());
                return std::move(found.front());
            });
    }

    Result<StepId> appendStep(EpisodeId episode, const Step& step) override
    {
        const std::string data = compress(dumped(toJson(step)));
        const std::string errors = joinedLines(step.errors);
        return m_connections.write<StepId>([&](SqliteConnection& db) -> Result<StepId> {
            SYM_CHECK(db.run(
                "INSERT INTO step (episode, position, url, title, raw_action, target, first_error, "
                "decided_by, milliseconds, tokens, cost_usd, screenshot_before, screenshot_after, "
                "data) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                {episode.value, std::int64_t(step.index), std::string_view(step.page.url),
                 std::string_view(step.page.title), std::string_view(step.rawAction),
                 std::string_view(step.targetDescription),
                 std::string_view(step.errors.empty() ? std::string_view() : step.errors.front()),
                 std::int64_t(step.decidedBy), step.timings.total(), tokensOf(step), costOf(step),
                 std::string_view(step.screenshotBefore), std::string_view(step.screenshotAfter),
                 BlobView{data}}));
            const StepId id{db.lastInsertId()};
            SYM_CHECK(
                db.run("INSERT INTO step_text (rowid, observation, reasoning, action, error) "
                       "VALUES (?, ?, ?, ?, ?)",
                       {id.value, std::string_view(step.page.observation),
                        std::string_view(step.reasoning), std::string_view(step.rawAction),
                        std::string_view(errors)}));
            return id;
        });
    }

    Result<std::vector<StepSummary>> stepSummaries(EpisodeId episode, int first, int count) override
    {
        return m_connections.read<std::vector<StepSummary>>(
            [&](SqliteConnection& db) -> Result<std::vector<StepSummary>> {
                std::vector<StepSummary> rows;
                SYM_CHECK(db.query(
                    std::string(kSummaryColumns)
                        + " WHERE episode = ? AND position >= ? ORDER BY position LIMIT ?",
                    {episode.value, std::int64_t(first), std::int64_t(count)},
                    [&](const SqlRow& row) {
                        rows.push_back({StepId{row.integer(0)}, int(row.integer(1)), row.text(2),
                                        row.text(3), row.text(4), row.text(5), row.text(6),
                                        Actor(row.integer(7)), row.real(8), row.integer(9),
                                        row.real(10), row.text(11), row.text(12)});
                        return true;
                    }));
                return rows;
            });
    }

    Result<Step> step(EpisodeId episode, int index) override
    {
        return m_connections.read<Step>([&](SqliteConnection& db) -> Result<Step> {
            SYM_TRY(std::vector<Step> steps, readSteps(db, "WHERE episode = ? AND position = ?",
                                                       {episode.value, std::int64_t(index)}));
            if (steps.empty())
                return Error(ErrorCode::NotFound, "episode " + std::to_string(episode.value)
                                                      + " has no step " + std::to_string(index));
            return std::move(steps.front());
        });
    }

    Result<Trajectory> trajectory(EpisodeId id) override
    {
        Trajectory whole;
        SYM_TRY(whole.episode, episode(id));
        SYM_TRY(whole.steps, m_connections.read<std::vector<Step>>([&](SqliteConnection& db) {
            return readSteps(db, "WHERE episode = ? ORDER BY position", {id.value});
        }));
        return whole;
    }

    Result<BlobId> putBlob(std::string_view bytes) override
    {
        const BlobId id = contentHash(bytes);
        const std::string packed = compress(bytes);
        const bool smaller = !packed.empty() && packed.size() < bytes.size();
        SYM_CHECK(m_connections.writeOnly([&](SqliteConnection& db) {
            return db.run(
                "INSERT OR IGNORE INTO blob (id, size, zstd, data) VALUES (?, ?, ?, ?)",
                {std::string_view(id), std::int64_t(bytes.size()), std::int64_t(smaller ? 1 : 0),
                 BlobView{smaller ? std::string_view(packed) : bytes}});
        }));
        return id;
    }

    Result<std::string> blob(const BlobId& id) override
    {
        return m_connections.read<std::string>([&](SqliteConnection& db) -> Result<std::string> {
            std::optional<Result<std::string>> content;
            SYM_CHECK(db.query("SELECT zstd, data FROM blob WHERE id = ?", {std::string_view(id)},
                               [&](const SqlRow& row) {
                                   content = row.integer(0) != 0 ? decompress(row.bytes(1))
                                                                 : Result<std::string>(row.text(1));
                                   return false;
                               }));
            if (!content) return Error(ErrorCode::NotFound, "no blob " + id + " in " + path());
            return *content;
        });
    }

    Result<std::vector<SearchHit>> search(const std::string& query, int limit) override
    {
        const std::vector<std::string> words = queryWords(query);
        if (words.empty()) return std::vector<SearchHit>{};
        const std::string match = ftsQuery(words);
        return m_connections.read<std::vector<SearchHit>>(
            [&](SqliteConnection& db) -> Result<std::vector<SearchHit>> {
                std::vector<SearchHit> hits;
                std::optional<Error> damage;
                SYM_CHECK(db.query(
                    "SELECT step.episode, step.position, step.data FROM step_text "
                    "JOIN step ON step.id = step_text.rowid WHERE step_text MATCH ? "
                    "ORDER BY step_text.rowid DESC LIMIT ?",
                    {std::string_view(match), std::int64_t(limit)}, [&](const SqlRow& row) {
                        const auto found = unpack(row.bytes(2), &stepFromJson);
                        if (!found)
                            damage = found.error();
                        else
                            hits.push_back(searchHit(EpisodeId{row.integer(0)}, *found, words));
                        return found ? true : false;
                    }));
                if (damage) return *damage;
                return hits;
            });
    }

    KnowledgeStore& knowledge() override { return m_knowledge; }
    SymbiosisStore& symbiosis() override { return m_symbiosis; }
    RevisionStore& revisions() override { return m_revisions; }

    Result<std::string> setting(const std::string& key) override
    {
        return m_connections.read<std::string>([&](SqliteConnection& db) -> Result<std::string> {
            std::string value;
            SYM_CHECK(db.query("SELECT value FROM setting WHERE key = ?", {std::string_view(key)},
                               [&](const SqlRow& row) {
                                   value = row.text(0);
                                   return false;
                               }));
            return value;
        });
    }

    Status setSetting(const std::string& key, const std::string& value) override
    {
        return m_connections.writeOnly([&](SqliteConnection& db) {
            return db.run(
                "INSERT INTO setting (key, value) VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                {std::string_view(key), std::string_view(value)});
        });
    }

private:
    static Result<std::vector<EpisodeRecord>> readEpisodes(SqliteConnection& db,
                                                           const std::string& where,
                                                           const std::vector<SqlValue>& values)
    {
        std::vector<EpisodeRecord> all;
        std::optional<Error> damage;
        SYM_CHECK(db.query(
            "SELECT id, run, data, (SELECT count(*) FROM step WHERE step.episode = episode.id) "
            "FROM episode "
                + where,
            values, [&](const SqlRow& row) {
                auto record = unpack(row.bytes(2), &episodeFromJson);
                if (!record) {
                    damage = record.error();
                    return false;
                }
                record->id = EpisodeId{row.integer(0)};
                record->run = RunId{row.integer(1)};
                record->steps = int(row.integer(3));
                all.push_back(std::move(*record));
                return true;
            }));
        if (damage) return *damage;
        return all;
    }

    static Result<std::vector<Step>> readSteps(SqliteConnection& db, const std::string& where,
                                               const std::vector<SqlValue>& values)
    {
        std::vector<Step> steps;
        std::optional<Error> damage;
        SYM_CHECK(db.query("SELECT data FROM step " + where, values, [&](const SqlRow& row) {
            auto step = unpack(row.bytes(0), &stepFromJson);
            if (!step) {
                damage = step.error();
                return false;
            }
            steps.push_back(std::move(*step));
            return true;
        }));
        if (damage) return *damage;
        return steps;
    }

    StoreConnections m_connections;
    KnowledgeStore m_knowledge;
    SymbiosisStore m_symbiosis;
    RevisionStore m_revisions;
    std::mutex m_claimMutex;
    std::weak_ptr<ProjectClaim> m_claim;
};

/// The path as a URI that opens a project in a place where nothing can be written.
std::string immutableUri(const std::string& path)
{
    std::string uri = "file:";
    for (const char c : path) {
        if (c == '%' || c == '?' || c == '#') {
            constexpr char kDigits[] = "0123456789ABCDEF";
            uri += {'%', kDigits[(c >> 4) & 15], kDigits[c & 15]};
        } else {
            uri += c;
        }
    }
    return uri + "?immutable=1";
}

}  // namespace

Result<std::unique_ptr<ProjectStore>> ProjectStore::open(const std::string& path, Access access)
{
    using Mode = SqliteConnection::Mode;
    if (access == Access::ReadOnly) {
        for (const std::string& uri : {path, immutableUri(path)}) {
            SYM_TRY(auto reader, SqliteConnection::open(uri, Mode::ReadOnly));
            const Status usable = checkSchema(*reader, path, projectSchemas());
            if (usable)
                return std::unique_ptr<ProjectStore>(new SqliteProjectStore(path, uri, nullptr));
            if (uri != path) return usable.error();
        }
    }
    SYM_TRY(auto writer, SqliteConnection::open(path, Mode::ReadWriteCreate));
    SYM_CHECK(migrate(*writer, path, projectSchemas()));
    // FULL: a finished step survives a power cut, not only a killed process.
    SYM_CHECK(writer->execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"));
    return std::unique_ptr<ProjectStore>(new SqliteProjectStore(path, path, std::move(writer)));
}

}  // namespace sym
