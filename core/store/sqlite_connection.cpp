#include "core/store/sqlite_connection.h"

#include <sqlite3.h>

namespace sym {

namespace {

/// What a person can do about an SQLite error; empty when there is nothing general to say.
std::string remedy(int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL: return "free some disk space and try again; nothing already stored is lost";
    case SQLITE_IOERR: return "check the disk and its free space; nothing already stored is lost";
    case SQLITE_READONLY:
        return "the file or its folder cannot be written: change the permissions or copy it";
    case SQLITE_CANTOPEN: return "check that the folder exists and may be written";
    case SQLITE_NOTADB: return "this is not a Symbiont project file";
    case SQLITE_CORRUPT: return "the file is damaged: restore the backup beside it";
    case SQLITE_BUSY: return "another program holds the file: close it there and try again";
    default: return {};
    }
}

constexpr int kBusyMilliseconds = 10'000;

}  // namespace

std::int64_t SqlRow::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}
double SqlRow::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}
std::string SqlRow::text(int column) const
{
    return std::string(bytes(column));
}

std::string_view SqlRow::bytes(int column) const
{
    const void* data = sqlite3_column_blob(m_statement, column);
    const auto size = std::size_t(sqlite3_column_bytes(m_statement, column));
    return data ? std::string_view(static_cast<const char*>(data), size) : std::string_view();
}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const std::string& path, Mode mode)
{
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
    if (mode == Mode::ReadOnly)
        flags |= SQLITE_OPEN_READONLY;
    else
        flags |= SQLITE_OPEN_READWRITE | (mode == Mode::ReadWriteCreate ? SQLITE_OPEN_CREATE : 0);

    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(path, handle));
    if (code != SQLITE_OK) return connection->failure("opening");
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, kBusyMilliseconds);
    return connection;
}

SqliteConnection::~SqliteConnection()
{
    for (const auto& [sql, statement] : m_statements) sqlite3_finalize(statement);
    sqlite3_close(m_handle);
}

Error SqliteConnection::failure(const std::string& during) const
{
    const int code = m_handle ? sqlite3_extended_errcode(m_handle) : SQLITE_NOMEM;
    std::string message = during + " " + m_path
                          + " failed: " + (m_handle ? sqlite3_errmsg(m_handle) : "out of memory");
    if (const std::string advice = remedy(code); !advice.empty()) message += " (" + advice + ")";
    return {ErrorCode::Storage, std::move(message)};
}

Status SqliteConnection::execute(const std::string& sql)
{
    if (sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure("writing");
    return {};
}

Result<sqlite3_stmt*> SqliteConnection::prepared(const std::string& sql,
                                                 const std::vector<SqlValue>& values)
{
    sqlite3_stmt* statement = nullptr;
    for (const auto& [known, kept] : m_statements)
        if (known == sql) statement = kept;
    if (!statement) {
        if (sqlite3_prepare_v3(m_handle, sql.c_str(), int(sql.size()), SQLITE_PREPARE_PERSISTENT,
                               &statement, nullptr)
            != SQLITE_OK)
            return failure("reading");
        m_statements.emplace_back(sql, statement);
    }
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int column = int(i) + 1;
        if (const auto* whole = std::get_if<std::int64_t>(&values[i]))
            sqlite3_bind_int64(statement, column, *whole);
        else if (const auto* real = std::get_if<double>(&values[i]))
            sqlite3_bind_double(statement, column, *real);
        else if (const auto* text = std::get_if<std::string_view>(&values[i]))
            sqlite3_bind_text64(statement, column, text->data() ? text->data() : "", text->size(),
                                SQLITE_TRANSIENT, SQLITE_UTF8);
        else if (const auto* blob = std::get_if<BlobView>(&values[i]))
            sqlite3_bind_blob64(statement, column, blob->bytes.data() ? blob->bytes.data() : "",
                                blob->bytes.size(), SQLITE_TRANSIENT);
    }
    return statement;
}

Status SqliteConnection::run(const std::string& sql, const std::vector<SqlValue>& values)
{
    return query(sql, values, [](const SqlRow&) { return true; });
}

Status SqliteConnection::query(const std::string& sql, const std::vector<SqlValue>& values,
                               const std::function<bool(const SqlRow&)>& onRow)
{
    SYM_TRY(sqlite3_stmt * statement, prepared(sql, values));
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        if (!onRow(SqlRow(statement))) break;
    Status status;
    if (code != SQLITE_ROW && code != SQLITE_DONE) status = failure("using");
    sqlite3_reset(statement);
    return status;
}

Result<std::int64_t> SqliteConnection::integer(const std::string& sql)
{
    std::int64_t value = 0;
    SYM_CHECK(query(sql, {}, [&](const SqlRow& row) {
        value = row.integer(0);
        return false;
    }));
    return value;
}

std::int64_t SqliteConnection::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

Result<SqlTransaction> SqlTransaction::begin(SqliteConnection& connection)
{
    SYM_CHECK(connection.run("BEGIN IMMEDIATE", {}));
    return SqlTransaction(connection);
}

SqlTransaction::~SqlTransaction()
{
    if (m_connection) (void)m_connection->run("ROLLBACK", {});
}

Status SqlTransaction::commit()
{
    SYM_CHECK(m_connection->run("COMMIT", {}));
    m_connection = nullptr;
    return {};
}

}  // namespace sym
