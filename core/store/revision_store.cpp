#include "core/store/revision_store.h"

#include "core/store/store_connections.h"
#include "core/trajectory/action.h"

namespace sym {

namespace {

constexpr const char* kRevisionColumns =
    "SELECT id, episode, position, action, reason, made_at FROM revision";

Revision revisionFromRow(const SqlRow& row)
{
    return {row.integer(0),      EpisodeId{row.integer(1)},
            int(row.integer(2)), row.text(3),
            row.text(4),         row.text(5)};
}

Result<std::vector<Revision>> readRevisions(SqliteConnection& db, const std::string& where,
                                            const std::vector<SqlValue>& values)
{
    std::vector<Revision> all;
    SYM_CHECK(db.query(std::string(kRevisionColumns) + where, values, [&](const SqlRow& row) {
        all.push_back(revisionFromRow(row));
        return true;
    }));
    return all;
}

std::string stepName(EpisodeId episode, int step)
{
    return "step " + std::to_string(step + 1) + " of episode " + std::to_string(episode.value);
}

}  // namespace

Result<Revision> RevisionStore::add(const Revision& revision)
{
    SYM_TRY(const std::vector<Action> actions,
            parseActions(revision.action, ActionGrammar::Symbiont));
    Revision stored = revision;
    stored.action = formatAction(actions.front());
    return m_connections.write<Revision>([&](SqliteConnection& db) -> Result<Revision> {
        bool exists = false;
        SYM_CHECK(db.query("SELECT 1 FROM step WHERE episode = ? AND position = ?",
                           {stored.episode.value, std::int64_t(stored.step)}, [&](const SqlRow&) {
                               exists = true;
                               return false;
                           }));
        if (!exists)
            return Error(ErrorCode::NotFound,
                         m_connections.path() + " has no " + stepName(stored.episode, stored.step));
        SYM_CHECK(db.run(
            "INSERT INTO revision (episode, position, action, reason, made_at) VALUES (?, ?, ?, "
            "?, ?)",
            {stored.episode.value, std::int64_t(stored.step), std::string_view(stored.action),
             std::string_view(stored.reason), std::string_view(stored.madeAt)}));
        stored.id = db.lastInsertId();
        return stored;
    });
}

Result<Revision> RevisionStore::undo(EpisodeId episode, int step)
{
    return m_connections.write<Revision>([&](SqliteConnection& db) -> Result<Revision> {
        SYM_TRY(const std::vector<Revision> found,
                readRevisions(db, " WHERE episode = ? AND position = ? ORDER BY id DESC LIMIT 1",
                              {episode.value, std::int64_t(step)}));
        if (found.empty())
            return Error(ErrorCode::NotFound, stepName(episode, step) + " was not revised");
        SYM_CHECK(db.run("DELETE FROM revision WHERE id = ?", {found.front().id}));
        return found.front();
    });
}

Result<std::vector<Revision>> RevisionStore::of(EpisodeId episode)
{
    return m_connections.read<std::vector<Revision>>([&](SqliteConnection& db) {
        return readRevisions(db, " WHERE episode = ? ORDER BY id", {episode.value});
    });
}

Result<std::optional<Revision>> RevisionStore::newest(EpisodeId episode, int step)
{
    SYM_TRY(std::vector<Revision> all, of(episode));
    std::optional<Revision> last;
    for (Revision& revision : all)
        if (revision.step == step) last = std::move(revision);
    return last;
}

}  // namespace sym
