#include "core/store/schema.h"

#include <array>

namespace sym {

namespace {

constexpr const char* kVersion1 = R"sql(
CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL              -- JSON
) WITHOUT ROWID;

CREATE TABLE run (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    suite       TEXT NOT NULL,
    split       TEXT NOT NULL,
    policy      TEXT NOT NULL,
    model       TEXT NOT NULL,
    seed        INTEGER NOT NULL,
    settings    TEXT NOT NULL,       -- JSON
    started_at  TEXT NOT NULL,
    finished_at TEXT NOT NULL,       -- empty: running or interrupted
    planned     INTEGER NOT NULL
);

CREATE TABLE episode (
    id      INTEGER PRIMARY KEY,
    run     INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    task_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    steps   INTEGER NOT NULL,        -- as finished; count the steps of a running one
    data    BLOB NOT NULL            -- the episode record, JSON, zstd
);
CREATE INDEX episode_by_run ON episode (run, id);
CREATE INDEX episode_by_task ON episode (task_id, run);

CREATE TABLE step (
    id                INTEGER PRIMARY KEY,
    episode           INTEGER NOT NULL REFERENCES episode (id) ON DELETE CASCADE,
    position          INTEGER NOT NULL,
    url               TEXT NOT NULL,
    title             TEXT NOT NULL,
    raw_action        TEXT NOT NULL,
    target            TEXT NOT NULL,
    first_error       TEXT NOT NULL,
    decided_by        INTEGER NOT NULL,
    milliseconds      REAL NOT NULL,
    tokens            INTEGER NOT NULL,
    cost_usd          REAL NOT NULL,
    screenshot_before TEXT NOT NULL,
    screenshot_after  TEXT NOT NULL,
    data              BLOB NOT NULL, -- the step record, JSON, zstd
    UNIQUE (episode, position)
);

CREATE TABLE blob (
    id   TEXT PRIMARY KEY,           -- XXH3-128 of the content, lower-case hex
    size INTEGER NOT NULL,           -- uncompressed bytes
    zstd INTEGER NOT NULL,           -- 1: data is compressed
    data BLOB NOT NULL
) WITHOUT ROWID;

CREATE VIRTUAL TABLE step_text USING fts5 (
    observation, reasoning, action, error,
    content = '', tokenize = "unicode61 remove_diacritics 2"
);
)sql";

constexpr const char* kVersion2 = R"sql(
CREATE TABLE symbiosis (             -- one run of the rounds
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    settings    TEXT NOT NULL,       -- JSON
    started_at  TEXT NOT NULL,
    finished_at TEXT NOT NULL        -- empty: running or interrupted
);

CREATE TABLE symbiosis_phase (
    symbiosis   INTEGER NOT NULL REFERENCES symbiosis (id) ON DELETE CASCADE,
    round       INTEGER NOT NULL,    -- from 0
    phase       TEXT NOT NULL,
    started_at  TEXT NOT NULL,
    finished_at TEXT NOT NULL,       -- empty: running or interrupted
    data        TEXT NOT NULL,       -- JSON: what the phase made and measured
    PRIMARY KEY (symbiosis, round, phase)
) WITHOUT ROWID;

CREATE TABLE knowledge (             -- sub-trajectories with their instructions
    id          INTEGER PRIMARY KEY,
    episode     INTEGER NOT NULL REFERENCES episode (id) ON DELETE CASCADE,
    first_step  INTEGER NOT NULL,    -- positions of the first and last action, inclusive
    last_step   INTEGER NOT NULL,
    symbiosis   INTEGER NOT NULL,    -- 0: built by hand
    round       INTEGER NOT NULL,
    policy      TEXT NOT NULL,
    task_id     TEXT NOT NULL,
    template_id TEXT NOT NULL,
    site        TEXT NOT NULL,       -- of a task with several: joined by "+"
    accepted    INTEGER NOT NULL,    -- 1: every judge found it good
    data        BLOB NOT NULL,       -- the entry, JSON, zstd
    UNIQUE (symbiosis, episode, first_step, last_step)
);
CREATE INDEX knowledge_by_round ON knowledge (symbiosis, accepted, round);

CREATE VIRTUAL TABLE knowledge_text USING fts5 (
    instruction, summary, observation,
    content = '', tokenize = "porter unicode61 remove_diacritics 2"
);

CREATE TABLE knowledge_embedding (
    entry  INTEGER NOT NULL REFERENCES knowledge (id) ON DELETE CASCADE,
    model  TEXT NOT NULL,
    vector BLOB NOT NULL,            -- float32, little endian, of length 1
    PRIMARY KEY (entry, model)
) WITHOUT ROWID;

CREATE TABLE revision (              -- a person's correction of a recorded decision
    id       INTEGER PRIMARY KEY,
    episode  INTEGER NOT NULL REFERENCES episode (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    action   TEXT NOT NULL,          -- as written in the agents' grammar
    reason   TEXT NOT NULL,
    made_at  TEXT NOT NULL
);
CREATE INDEX revision_by_step ON revision (episode, position);
)sql";

constexpr std::array kSchemas{kVersion1, kVersion2};

Result<std::int64_t> projectVersion(SqliteConnection& connection, const std::string& path,
                                    std::size_t newest)
{
    SYM_TRY(const std::int64_t application, connection.integer("PRAGMA application_id"));
    SYM_TRY(const std::int64_t version, connection.integer("PRAGMA user_version"));
    SYM_TRY(const std::int64_t tables, connection.integer("SELECT count(*) FROM sqlite_master"));
    const bool isNew = application == 0 && version == 0 && tables == 0;
    if (!isNew && application != kProjectApplicationId)
        return Error(ErrorCode::Storage, path + " is a database, but not a Symbiont project");
    if (version > std::int64_t(newest))
        return Error(ErrorCode::Storage, path + " was written by a newer Symbiont (schema "
                                             + std::to_string(version) + ", this one knows "
                                             + std::to_string(newest)
                                             + "): open it with that version");
    return version;
}

/// The path as an SQL string.
std::string quoted(const std::string& text)
{
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
    return out + "'";
}

}  // namespace

std::span<const char* const> projectSchemas()
{
    return kSchemas;
}

Status migrate(SqliteConnection& connection, const std::string& path,
               std::span<const char* const> schemas)
{
    SYM_TRY(const std::int64_t version, projectVersion(connection, path, schemas.size()));
    if (version == std::int64_t(schemas.size())) return {};
    if (version > 0) {
        const std::string backup = path + ".v" + std::to_string(version) + ".backup";
        if (const Status copied = connection.execute("VACUUM INTO " + quoted(backup)); !copied)
            return copied.error().within("backing up to " + backup + " before the schema changes");
    }
    SYM_TRY(SqlTransaction transaction, SqlTransaction::begin(connection));
    // Another process may have migrated while this one waited for the lock.
    SYM_TRY(const std::int64_t current, projectVersion(connection, path, schemas.size()));
    for (std::size_t i = std::size_t(current); i < schemas.size(); ++i)
        SYM_CHECK(connection.execute(schemas[i]));
    SYM_CHECK(
        connection.execute("PRAGMA application_id = " + std::to_string(kProjectApplicationId)));
    SYM_CHECK(connection.execute("PRAGMA user_version = " + std::to_string(schemas.size())));
    return transaction.commit();
}

Status checkSchema(SqliteConnection& connection, const std::string& path,
                   std::span<const char* const> schemas)
{
    SYM_TRY(const std::int64_t version, projectVersion(connection, path, schemas.size()));
    if (version != std::int64_t(schemas.size()))
        return Error(ErrorCode::Storage, path + " has schema " + std::to_string(version)
                                             + ": open it once for writing to bring it up to date");
    return {};
}

}  // namespace sym
