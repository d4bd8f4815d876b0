#include "core/training/loop/process_group.h"

#include <torch/torch.h>
#ifdef SYM_HAS_GLOO
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#endif
#ifdef SYM_HAS_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

#include <chrono>
#include <cstdlib>
#include <thread>

namespace sym {

namespace {

/// One process, nothing to add.
class LoneProcess final : public ProcessGroup {
public:
    int rank() const override { return 0; }
    int size() const override { return 1; }
    Status add(std::span<float>) override { return {}; }
    Status addTensor(void*) override { return {}; }
};

std::string environment(const char* name, const char* other = nullptr)
{
    const char* value = std::getenv(name);
    if (!value && other) value = std::getenv(other);
    return value ? value : "";
}

/// Where a run's processes meet.
struct Meeting {
    int rank = 0;
    int size = 1;
    std::string address;
    int port = 0;
    bool isHostedElsewhere = false;  ///< by torchrun's agent
    std::string attempt;             ///< of torchrun, which starts lost processes again
};

Result<Meeting> readMeeting()
{
    Meeting meeting;
    const std::string size = environment("WORLD_SIZE", "SLURM_NTASKS");
    meeting.address = environment("MASTER_ADDR");
    if (size.empty() || (meeting.address.empty() && environment("WORLD_SIZE").empty()))
        return meeting;
    const std::string rank = environment("RANK", "SLURM_PROCID");
    const std::string port = environment("MASTER_PORT");
    meeting.size = std::atoi(size.c_str());
    meeting.rank = std::atoi(rank.c_str());
    meeting.port = std::atoi(port.c_str());
    if (meeting.size == 1) return meeting;
    if (meeting.size < 1 || rank.empty() || meeting.rank < 0 || meeting.rank >= meeting.size
        || meeting.address.empty() || meeting.port < 1 || meeting.port > 65535)
        return Error(ErrorCode::InvalidInput, "WORLD_SIZE \"" + size + "\", RANK \"" + rank
                                                  + "\", MASTER_ADDR \"" + meeting.address
                                                  + "\" and MASTER_PORT \"" + port
                                                  + "\" name no group of processes");
    meeting.isHostedElsewhere = environment("TORCHELASTIC_USE_AGENT_STORE") == "True";
    meeting.attempt = environment("TORCHELASTIC_RESTART_COUNT");
    return meeting;
}

#ifdef SYM_HAS_GLOO

constexpr std::chrono::minutes kJoinLimit(5);
constexpr std::chrono::minutes kAnswerLimit(30);  // an evaluation, or writing a large checkpoint
constexpr std::chrono::seconds kRollCallLimit(5);

class GlooGroup final : public ProcessGroup {
public:
    Status open(const Meeting& meeting)
    {
        m_meeting = meeting;
        try {
            c10d::TCPStoreOptions options;
            options.port = std::uint16_t(meeting.port);
            options.isServer = meeting.rank == 0 && !meeting.isHostedElsewhere;
            options.waitWorkers = false;
            options.timeout = kJoinLimit;
            m_store = c10::make_intrusive<c10d::PrefixStore>(
                "symbiont/" + meeting.attempt,
                c10::make_intrusive<c10d::TCPStore>(meeting.address, options));
            const auto gloo = c10d::ProcessGroupGloo::Options::create();
            const bool isLocal =
                meeting.address == "localhost" || meeting.address.rfind("127.", 0) == 0;
            gloo->devices.push_back(
                isLocal ? c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1")
                        : c10d::ProcessGroupGloo::createDefaultDevice());
            gloo->timeout = kAnswerLimit;
            m_group = c10::make_intrusive<c10d::ProcessGroupGloo>(m_store, meeting.rank,
                                                                  meeting.size, gloo);
        } catch (const std::exception& error) {
            return Error(ErrorCode::Network,
                         "process " + std::to_string(meeting.rank)
                             + " could not join the others: " + firstLine(error.what()));
        }
        return {};
    }

    int rank() const override { return m_meeting.rank; }
    int size() const override { return m_meeting.size; }

    Status add(std::span<float> values) override
    {
        try {
            std::vector<at::Tensor> tensors{
                torch::from_blob(values.data(), {std::int64_t(values.size())}, torch::kFloat32)};
            m_group->allreduce(tensors)->wait();
        } catch (const std::exception& error) {
            return Error(ErrorCode::Network, missing() + " (" + firstLine(error.what()) + ")");
        }
        return {};
    }

    Status addTensor(void* tensor) override
    {
        auto& sum = *static_cast<at::Tensor*>(tensor);
        at::Tensor values = sum.to(torch::kCPU, torch::kFloat32).contiguous();
        SYM_CHECK(add(std::span(values.data_ptr<float>(), std::size_t(values.numel()))));
        sum.copy_(values);
        return {};
    }

private:
    static std::string firstLine(const std::string& text)
    {
        return text.substr(0, text.find('\n'));
    }

    /// A broken connection does not say whose end broke: those still here sign a list.
    std::string missing()
    {
        const std::string all = " of " + std::to_string(m_meeting.size);
        try {
            const std::string list = "left/" + std::to_string(m_rollCalls++) + "/";
            const std::vector<std::uint8_t> here{1};
            m_store->set(list + std::to_string(m_meeting.rank), here);
            const auto end = std::chrono::steady_clock::now() + kRollCallLimit;
            std::vector<int> gone;
            do {
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
                gone.clear();
                for (int rank = 0; rank < m_meeting.size; ++rank)
                    if (!m_store->check({list + std::to_string(rank)})) gone.push_back(rank);
            } while (!gone.empty() && std::chrono::steady_clock::now() < end);
            if (gone.empty()) return "the connection between the processes broke";
            std::string names;
            for (const int rank : gone) names += (names.empty() ? "" : ", ") + std::to_string(rank);
            return "lost process " + names + all;
        } catch (const std::exception&) {
            return "lost process 0" + all;  // which holds the list
        }
    }

    Meeting m_meeting;
    int m_rollCalls = 0;
    c10::intrusive_ptr<c10d::Store> m_store;
    c10::intrusive_ptr<c10d::ProcessGroupGloo> m_group;
};

#endif

}  // namespace

Result<std::unique_ptr<ProcessGroup>> ProcessGroup::join()
{
    SYM_TRY(const Meeting meeting, readMeeting());
    if (meeting.size == 1) return std::unique_ptr<ProcessGroup>(std::make_unique<LoneProcess>());
#ifdef SYM_HAS_GLOO
    auto group = std::make_unique<GlooGroup>();
    SYM_CHECK(group->open(meeting));
    return std::unique_ptr<ProcessGroup>(std::move(group));
#else
    return Error(ErrorCode::InvalidInput,
                 "this program was built without Gloo and trains in one process only");
#endif
}

}  // namespace sym
