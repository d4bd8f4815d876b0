#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/store/sqlite_connection.h"

namespace sym {

/// The connections to one project file: one that writes, one transaction at a time, and as many
/// that read as there are threads reading at once. Thread-safe.
class StoreConnections {
public:
    /// @param readUri what readers open: the path, or a URI that says how
    /// @param writer null: the project is open read-only
    StoreConnections(std::string path, std::string readUri,
                     std::unique_ptr<SqliteConnection> writer)
        : m_path(std::move(path)), m_readUri(std::move(readUri)), m_writer(std::move(writer))
    {
    }

    const std::string& path() const { return m_path; }

    /// Runs `work(SqliteConnection&) -> Result<T>` in a transaction of the one writer; it is on
    /// disk when this returns, or nothing is. @return Storage when the project is open read-only
    template <typename T, typename Work>
    Result<T> write(Work work)
    {
        if (!m_writer)
            return Error(ErrorCode::Storage,
                         m_path + " is open read-only: open it for writing first");
        const std::lock_guard lock(m_writerMutex);
        SYM_TRY(SqlTransaction transaction, SqlTransaction::begin(*m_writer));
        SYM_TRY(T value, work(*m_writer));
        SYM_CHECK(transaction.commit());
        return value;
    }

    /// The same for `work(SqliteConnection&) -> Status`.
    template <typename Work>
    Status writeOnly(Work work)
    {
        const Result<bool> done = write<bool>([&](SqliteConnection& db) -> Result<bool> {
            SYM_CHECK(work(db));
            return true;
        });
        return done ? Status() : Status(done.error());
    }

    /// Runs `work(SqliteConnection&) -> Result<T>` on a reader connection of its own.
    template <typename T, typename Work>
    Result<T> read(Work work)
    {
        SYM_TRY(std::unique_ptr<SqliteConnection> reader, takeReader());
        Result<T> result = work(*reader);
        const std::lock_guard lock(m_readersMutex);
        m_readers.push_back(std::move(reader));
        return result;
    }

private:
    Result<std::unique_ptr<SqliteConnection>> takeReader();

    std::string m_path;
    std::string m_readUri;
    std::mutex m_writerMutex;
    std::unique_ptr<SqliteConnection> m_writer;
    std::mutex m_readersMutex;
    std::vector<std::unique_ptr<SqliteConnection>> m_readers;
};

}  // namespace sym
