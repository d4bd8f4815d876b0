#pragma once

#include <functional>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/model/model_config.h"

namespace sym {

/// One token to be read by the network: it goes to a position of a slot whose earlier positions
/// have been read before, or come before it in the same batch.
struct BatchToken {
    int token = 0;
    int slot = 0;
    int position = 0;
    bool wantsLogits = false;
};

/// The network with its cache of keys and values: what generation needs of an engine. The native
/// and the torch engine are two of these; everything above is the same for both.
/// One thread at a time.
class Decoder {
public:
    virtual ~Decoder() = default;
    virtual const ModelConfig& config() const = 0;
    virtual int slots() const = 0;
    virtual int maxPositions() const = 0;  ///< of one slot
    virtual int maxBatch() const = 0;      ///< tokens of one forward()

    /// Reads tokens: those of one slot follow each other without a gap. Positions beyond those
    /// written earlier are overwritten, so that a sequence is cut by writing at an earlier place.
    /// @param logits resized: vocabularySize numbers for each token that wants them, in order
    /// @param shouldStop polled every few milliseconds, from any thread; may be empty
    /// @return Cancelled when stopped (the positions of the batch are then undefined), Numeric
    virtual Status forward(std::span<const BatchToken> batch, std::vector<float>& logits,
                           const std::function<bool()>& shouldStop) = 0;

    /// Copies the keys and values of positions 0...count - 1 to another slot.
    virtual void copyPositions(int fromSlot, int toSlot, int count) = 0;
};

}  // namespace sym
