#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace sym {

/// symbiont-train beside this program, or what SYMBIONT_TRAINER names.
/// @return NotFound, with where it was looked for
Result<std::string> trainerProgram();

/// Where a base model lies: "nano" is the one that ships, in the folder SYMBIONT_MODELS names,
/// beside the program where it was installed, or in the source tree it was built from, as the
/// trainer looks for it; anything else is its own folder.
std::string findBaseModel(const std::string& name);

/// Starts the trainer in a session of its own, so that neither closing a terminal nor the window
/// ends it. @return its process id; NotFound or Io
Result<std::int64_t> startDetachedTrainer(const std::vector<std::string>& arguments,
                                          const std::string& outputFile);

/// A trainer that this program waits for. It is in a session of its own, so that Ctrl+C in the
/// terminal reaches it only as the command to stop and save. One thread.
class TrainerProcess {
public:
    /// @param outputFile what it prints is appended to it
    static Result<std::unique_ptr<TrainerProcess>> start(const std::vector<std::string>& arguments,
                                                         const std::string& outputFile);
    virtual ~TrainerProcess() = default;

    /// @return whether it has ended
    virtual bool waitFor(std::chrono::milliseconds time) = 0;
    virtual void terminate() = 0;
    virtual std::string lastOutput() const = 0;  ///< the end of what it printed
};

}  // namespace sym
