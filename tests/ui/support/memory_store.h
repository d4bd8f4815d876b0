#pragma once

#include <QtCore/QTemporaryDir>
#include <QtCore/QThread>

#include <map>
#include <mutex>

#include "core/store/knowledge_store.h"
#include "core/store/project_store.h"
#include "core/store/revision_store.h"
#include "core/store/schema.h"
#include "core/store/store_connections.h"
#include "core/store/symbiosis_store.h"

namespace sym {

/// A project that lives in memory, for tests of the window. As thread-safe as the real one; stops
/// the program when it is asked in the GUI thread, as the real one must never be.
class MemoryStore final : public ProjectStore {
public:
    explicit MemoryStore(std::string path = "memory.symbiont") : m_path(std::move(path)) {}

    const std::string& path() const override { return m_path; }
    Result<RunId> addRun(const RunRecord& run) override;
    Status finishRun(RunId run, const std::string& finishedAt) override;
    Result<std::vector<RunRecord>> runs() override;
    Result<RunRecord> run(RunId id) override;
    Result<EpisodeId> beginEpisode(const EpisodeRecord& episode) override;
    Status finishEpisode(const EpisodeRecord& episode) override;
    Result<std::vector<EpisodeRecord>> episodes(const EpisodeFilter& filter) override;
    Result<EpisodeRecord> episode(EpisodeId id) override;
    Result<StepId> appendStep(EpisodeId episode, const Step& step) override;
    Result<std::vector<StepSummary>> stepSummaries(EpisodeId episode, int first,
                                                   int count) override;
    Result<Step> step(EpisodeId episode, int index) override;
    Result<Trajectory> trajectory(EpisodeId episode) override;
    Result<BlobId> putBlob(std::string_view bytes) override;
    Result<std::string> blob(const BlobId& id) override;
    Result<std::vector<SearchHit>> search(const std::string& query, int limit) override;
    Result<std::string> setting(const std::string& key) override;
    Status setSetting(const std::string& key, const std::string& json) override;
    /// Every call of these fails: what needs them is tested on a project file.
    KnowledgeStore& knowledge() override { return m_knowledge; }
    SymbiosisStore& symbiosis() override { return m_symbiosis; }
    RevisionStore& revisions() override { return m_revisions; }

    /// From now on every read fails with this message; "" ends it.
    void failWith(std::string message);
    /// Calls made while filling a store in a test's own thread are fine.
    void setStrict(bool strict) { m_strict = strict; }
    int stepReads() const { return m_stepReads; }
    std::shared_ptr<MemoryStore> clone() const;

private:
    std::unique_lock<std::mutex> lock() const;

    std::string m_path;
    mutable std::mutex m_mutex;
    std::vector<RunRecord> m_runs;
    std::vector<EpisodeRecord> m_episodes;
    std::map<EpisodeId, std::vector<Step>> m_steps;
    std::map<BlobId, std::string> m_blobs;
    std::map<std::string, std::string> m_settings;
    std::string m_failure;
    bool m_strict = false;
    int m_stepReads = 0;
    /// Knowledge, rounds and revisions are tables: they have a file of their own, empty at first.
    static std::unique_ptr<SqliteConnection> newFile(const std::string& path)
    {
        auto file = SqliteConnection::open(path, SqliteConnection::Mode::ReadWriteCreate);
        if (!file || !migrate(**file, path, projectSchemas())) return nullptr;
        return *std::move(file);
    }

    QTemporaryDir m_folder;
    std::string m_file = m_folder.filePath(QStringLiteral("tables.symbiont")).toStdString();
    StoreConnections m_tables{m_file, m_file, newFile(m_file)};
    KnowledgeStore m_knowledge{m_tables};
    SymbiosisStore m_symbiosis{m_tables};
    RevisionStore m_revisions{m_tables};
};

/// A filled project: the made-up one, strict from then on. Made once, then copied.
std::shared_ptr<MemoryStore> makeDemoStore();

}  // namespace sym
