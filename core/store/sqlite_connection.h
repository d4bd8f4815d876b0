#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace sym {

/// Bytes to bind as BLOB rather than as TEXT.
struct BlobView {
    std::string_view bytes;
};

using SqlValue = std::variant<std::int64_t, double, std::string_view, BlobView>;

/// The current row of a query; columns count from 0. Views end with the next row.
class SqlRow {
public:
    explicit SqlRow(sqlite3_stmt* statement) : m_statement(statement) {}
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string text(int column) const;
    std::string_view bytes(int column) const;

private:
    sqlite3_stmt* m_statement;
};

/// One SQLite connection; used by one thread at a time. Errors are Storage and name the file, what
/// SQLite said and the remedy. Prepared statements are kept for the connection's life.
class SqliteConnection {
public:
    enum class Mode { ReadOnly, ReadWrite, ReadWriteCreate };

    static Result<std::unique_ptr<SqliteConnection>> open(const std::string& path, Mode mode);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    /// Runs statements without parameters, separated by semicolons.
    Status execute(const std::string& sql);

    /// Runs one statement that gives no rows.
    Status run(const std::string& sql, const std::vector<SqlValue>& values);

    /// Runs one query; `onRow` returns false to stop early.
    Status query(const std::string& sql, const std::vector<SqlValue>& values,
                 const std::function<bool(const SqlRow&)>& onRow);

    Result<std::int64_t> integer(const std::string& sql);  ///< first column of the first row
    std::int64_t lastInsertId() const;

private:
    SqliteConnection(std::string path, sqlite3* handle) : m_path(std::move(path)), m_handle(handle)
    {
    }
    Result<sqlite3_stmt*> prepared(const std::string& sql, const std::vector<SqlValue>& values);
    Error failure(const std::string& during) const;

    std::string m_path;
    sqlite3* m_handle;
    std::vector<std::pair<std::string, sqlite3_stmt*>> m_statements;
};

/// BEGIN IMMEDIATE now, ROLLBACK at the end of the scope unless commit() came first.
class SqlTransaction {
public:
    static Result<SqlTransaction> begin(SqliteConnection& connection);
    SqlTransaction(SqlTransaction&& other) noexcept
        : m_connection(std::exchange(other.m_connection, nullptr))
    {
    }
    ~SqlTransaction();
    Status commit();

private:
    explicit SqlTransaction(SqliteConnection& connection) : m_connection(&connection) {}
    SqliteConnection* m_connection;
};

}  // namespace sym
