#include "core/store/store_connections.h"

namespace sym {

Result<std::unique_ptr<SqliteConnection>> StoreConnections::takeReader()
{
    {
        const std::lock_guard lock(m_readersMutex);
        if (!m_readers.empty()) {
            std::unique_ptr<SqliteConnection> reader = std::move(m_readers.back());
            m_readers.pop_back();
            return reader;
        }
    }
    return SqliteConnection::open(m_readUri, SqliteConnection::Mode::ReadOnly);
}

}  // namespace sym
