#include "core/store/symbiosis_store.h"

#include <optional>

#include "core/store/store_connections.h"

namespace sym {

namespace {

LoopRecord loopFromRow(const SqlRow& row)
{
    return {LoopId{row.integer(0)}, row.text(1), row.text(2), row.text(3), row.text(4)};
}

constexpr const char* kLoopColumns =
    "SELECT id, name, settings, started_at, finished_at FROM symbiosis";

}  // namespace

Result<LoopId> SymbiosisStore::addLoop(const LoopRecord& loop)
{
    return m_connections.write<LoopId>([&](SqliteConnection& db) -> Result<LoopId> {
        SYM_CHECK(db.run(
            "INSERT INTO symbiosis (name, settings, started_at, finished_at) VALUES (?, ?, ?, ?)",
            {std::string_view(loop.name), std::string_view(loop.settings),
             std::string_view(loop.startedAt), std::string_view(loop.finishedAt)}));
        return LoopId{db.lastInsertId()};
    });
}

Status SymbiosisStore::setLoopFinished(LoopId loop, const std::string& finishedAt)
{
    return m_connections.writeOnly([&](SqliteConnection& db) {
        return db.run("UPDATE symbiosis SET finished_at = ? WHERE id = ?",
                      {std::string_view(finishedAt), loop.value});
    });
}

Status SymbiosisStore::setLoopSettings(LoopId loop, const std::string& settings)
{
    return m_connections.writeOnly([&](SqliteConnection& db) {
        return db.run("UPDATE symbiosis SET settings = ? WHERE id = ?",
                      {std::string_view(settings), loop.value});
    });
}

Result<std::vector<LoopRecord>> SymbiosisStore::loops()
{
    return m_connections.read<std::vector<LoopRecord>>(
        [](SqliteConnection& db) -> Result<std::vector<LoopRecord>> {
            std::vector<LoopRecord> all;
            SYM_CHECK(db.query(std::string(kLoopColumns) + " ORDER BY id DESC", {},
                               [&](const SqlRow& row) {
                                   all.push_back(loopFromRow(row));
                                   return true;
                               }));
            return all;
        });
}

Result<LoopRecord> SymbiosisStore::loop(LoopId id)
{
    return m_connections.read<LoopRecord>([&](SqliteConnection& db) -> Result<LoopRecord> {
        std::optional<LoopRecord> found;
        SYM_CHECK(db.query(std::string(kLoopColumns) + " WHERE id = ?", {id.value},
                           [&](const SqlRow& row) {
                               found = loopFromRow(row);
                               return false;
                           }));
        if (!found)
            return Error(ErrorCode::NotFound, "no symbiosis " + std::to_string(id.value) + " in "
                                                  + m_connections.path());
        return *found;
    });
}

Status SymbiosisStore::startPhase(LoopId loop, int round, const std::string& phase,
                                  const std::string& startedAt)
{
    return m_connections.writeOnly([&](SqliteConnection& db) {
        return db.run(
            "INSERT OR IGNORE INTO symbiosis_phase (symbiosis, round, phase, started_at, "
            "finished_at, data) VALUES (?, ?, ?, ?, '', '{}')",
            {loop.value, std::int64_t(round), std::string_view(phase),
             std::string_view(startedAt)});
    });
}

Status SymbiosisStore::finishPhase(const PhaseRecord& phase)
{
    return m_connections.writeOnly([&](SqliteConnection& db) -> Status {
        bool exists = false;
        SYM_CHECK(db.query(
            "SELECT 1 FROM symbiosis_phase WHERE symbiosis = ? AND round = ? AND phase = ?",
            {phase.loop.value, std::int64_t(phase.round), std::string_view(phase.phase)},
            [&](const SqlRow&) { return exists = true; }));
        if (!exists)
            return Error(ErrorCode::NotFound, "phase \"" + phase.phase + "\" of round "
                                                  + std::to_string(phase.round)
                                                  + " was never started");
        return db.run(
            "UPDATE symbiosis_phase SET finished_at = ?, data = ? WHERE symbiosis = ? AND "
            "round = ? AND phase = ?",
            {std::string_view(phase.finishedAt), std::string_view(phase.data), phase.loop.value,
             std::int64_t(phase.round), std::string_view(phase.phase)});
    });
}

Result<std::vector<PhaseRecord>> SymbiosisStore::phases(LoopId loop)
{
    return m_connections.read<std::vector<PhaseRecord>>(
        [&](SqliteConnection& db) -> Result<std::vector<PhaseRecord>> {
            std::vector<PhaseRecord> all;
            SYM_CHECK(
                db.query("SELECT round, phase, started_at, finished_at, data FROM symbiosis_phase "
                         "WHERE symbiosis = ? ORDER BY started_at, round",
                         {loop.value}, [&](const SqlRow& row) {
                             all.push_back({loop, int(row.integer(0)), row.text(1), row.text(2),
                                            row.text(3), row.text(4)});
                             return true;
                         }));
            return all;
        });
}

}  // namespace sym
