#include "core/store/project_store.h"

#include <QtTest/QtTest>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "core/base/random.h"

using namespace sym;

namespace {

constexpr int kRuns = 50;

/// Appends steps for ever, saying each number once the store has taken it.
[[noreturn]] void appendForEver(const std::string& path, int pipe)
{
    auto store = ProjectStore::open(path, ProjectStore::Access::ReadWrite);
    if (!store) _exit(1);
    RunRecord run;
    const auto runId = (*store)->addRun(run);
    EpisodeRecord episode;
    episode.run = *runId;
    const auto id = (*store)->beginEpisode(episode);
    for (int i = 0;; ++i) {
        Step step;
        step.index = i;
        step.page.observation = std::string(2000, char('a' + i % 26));
        step.screenshotBefore = (*store)->putBlob("picture " + std::to_string(i)).valueOr("");
        if (!(*store)->appendStep(*id, step)) _exit(2);
        if (::write(pipe, &i, sizeof i) != sizeof i) _exit(3);
    }
}

}  // namespace

class TestKill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void losesNoFinishedStep()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("kill.symbiont")).toStdString();
        Random random(7);
        int stepsSeen = 0;
        for (int run = 0; run < kRuns; ++run) {
            int ends[2];
            QCOMPARE(::pipe(ends), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                ::close(ends[0]);
                appendForEver(path, ends[1]);
            }
            ::close(ends[1]);
            int last = -1;
            QVERIFY(::read(ends[0], &last, sizeof last) == sizeof last);
            ::usleep(useconds_t(random.between(0, 30'000)));
            ::kill(child, SIGKILL);
            for (int next = 0; ::read(ends[0], &next, sizeof next) == sizeof next;) last = next;
            ::close(ends[0]);
            ::waitpid(child, nullptr, 0);

            const auto store = ProjectStore::open(path, ProjectStore::Access::ReadWrite);
            QVERIFY2(bool(store), store ? "" : store.error().message().c_str());
            const auto episodes = (*store)->episodes({});
            QCOMPARE(int(episodes->size()), run + 1);
            const auto trajectory = (*store)->trajectory(episodes->back().id);
            QVERIFY2(bool(trajectory), trajectory ? "" : trajectory.error().message().c_str());
            QVERIFY(int(trajectory->steps.size()) > last);
            for (const Step& step : trajectory->steps) {
                QCOMPARE((*store)->blob(step.screenshotBefore).valueOr(""),
                         "picture " + std::to_string(step.index));
            }
            stepsSeen += int(trajectory->steps.size());
        }
        QVERIFY(stepsSeen > kRuns);
    }
};

QTEST_APPLESS_MAIN(TestKill)
#include "tst_kill.moc"
