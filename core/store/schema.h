#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/base/result.h"
#include "core/store/sqlite_connection.h"

namespace sym {

/// "SymB" in the database header: what makes an SQLite file a project file.
inline constexpr std::int64_t kProjectApplicationId = 0x53796d42;

/// SQL that turns schema version i into i + 1, oldest first; entry 0 makes a new project.
/// A released entry is never edited. docs/formats/project-file.md describes the newest schema.
std::span<const char* const> projectSchemas();

/// Brings the database to version schemas.size() in one transaction; an older project is first
/// copied to "<path>.v<version>.backup".
/// @return Storage for a newer version, a foreign database or a failed write; then nothing changed
Status migrate(SqliteConnection& connection, const std::string& path,
               std::span<const char* const> schemas);

/// Refuses what is not a project of exactly the newest version (for read-only opening).
Status checkSchema(SqliteConnection& connection, const std::string& path,
                   std::span<const char* const> schemas);

}  // namespace sym
