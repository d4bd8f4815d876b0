#pragma once

#include <cstddef>
#include <cstdint>

namespace sym {

/// A product of matrices, C = scale * A B + addend, of one thread. Elements are float32, or
/// bfloat16 taken in pairs along the inner dimension: a "word" is 4 bytes, one float32 or one such
/// pair.
struct ProductArgs {
    const void* a = nullptr;
    std::ptrdiff_t aRow = 0;   ///< words from a row of A to the next
    std::ptrdiff_t aStep = 1;  ///< words from a word of a row to the next
    /// 0, or the words from a tile of tileRows rows to the next when A is packed (packTiles)
    std::ptrdiff_t aTile = 0;
    const void* b = nullptr;    ///< panels of kPanelColumns columns (packColumns, packTransposed)
    std::ptrdiff_t bPanel = 0;  ///< words from a panel to the next
    int m = 0;
    int n = 0;
    int words = 0;  ///< of the inner dimension
    void* c = nullptr;
    std::ptrdiff_t cRow = 0;       ///< elements from a row of C to the next
    const void* addend = nullptr;  ///< added when not null, type and layout of C; may be C
    float scale = 1;
};

/// Where an attention head's rows are; strides in elements.
struct AttentionArgs {
    const void* q = nullptr;  ///< first query head of the group, rotated
    const void* k = nullptr;
    const void* v = nullptr;
    std::ptrdiff_t row = 0;  ///< from a position to the next, of q, k, v and their gradients
    void* out = nullptr;     ///< outputs of the group's heads
    std::ptrdiff_t outRow = 0;
    float* logSums = nullptr;  ///< one a position and head: log of the sum of exponentials
    std::ptrdiff_t logRow = 0;
    int length = 0;    ///< positions
    int headSize = 0;  ///< even
    int heads = 0;     ///< query heads of the group; they lie side by side
    float scale = 1;   ///< of the scores
    // Backward only
    const void* outGradient = nullptr;  ///< laid out like out
    void* qGradient = nullptr;
    void* kGradient = nullptr;
    void* vGradient = nullptr;
    void* scratch = nullptr;  ///< attentionScratch() bytes, aligned to 64
};

/// One update of AdamW on a range of weights.
struct AdamArgs {
    float* weights = nullptr;
    const float* gradients = nullptr;
    float* means = nullptr;
    float* squares = nullptr;
    std::uint16_t* halves = nullptr;  ///< bfloat16 copy of the weights to write; may be null
    std::int64_t count = 0;
    float gradientScale = 1;  ///< of clipping
    float rate = 0;
    float beta1 = 0;
    float beta2 = 0;
    float epsilon = 0;
    float decay = 0;
    float correction1 = 1;  ///< 1 / (1 - beta1^t)
    float correction2 = 1;
};

/// What the head says of one position.
struct HeadRow {
    float loss = 0;  ///< nats, unweighted
    bool right = false;
};

inline constexpr int kPanelColumns = 32;

/// Kernels for one element type, for one thread; no state, any thread. Matrices are row-major.
struct TypedKernels {
    int elementSize;  ///< bytes
    int perWord;      ///< elements of a word: 1 or 2

    void (*productToFloat)(const ProductArgs&);
    void (*product)(const ProductArgs&);  ///< C of the element type

    /// B(k, n) = from[k * row + n]: panels in which the inner dimension runs first. Inner rows
    /// missing in the last word and columns missing in the last panel are zero.
    void (*packColumns)(const void* from, std::ptrdiff_t row, int inner, int columns, void* to);
    /// B(k, n) = from[n * row + k].
    void (*packTransposed)(const void* from, std::ptrdiff_t row, int inner, int columns, void* to);
    /// The left operand A(m, k) = from[k * row + m], in tiles of tileRows rows.
    void (*packTiles)(const void* from, std::ptrdiff_t row, int inner, int rows, void* to);

    void (*fromFloat)(const float* from, void* to, std::int64_t count);
    void (*toFloat)(const void* from, float* to, std::int64_t count);
    void (*addToFloat)(const void* from, float* to, std::int64_t count);
    void (*add)(const void* from, void* to, std::int64_t count);
    /// Keeps each element with probability `keep`, scaled by 1 / keep; which ones depends on the
    /// key and the element's place alone. In place when to is from.
    void (*dropOut)(const void* from, void* to, std::int64_t count, std::uint64_t key, double keep);
    /// out = x / rms(x) * weight; gives 1 / rms.
    float (*normForward)(const float* x, const float* weight, void* out, int width, float epsilon);
    /// Adds to xGradient, and to weightGradient unless null. @param inverse 1 / rms of x
    void (*normBackward)(const float* x, const float* weight, float inverse,
                         const float* outGradient, float* xGradient, float* weightGradient,
                         int width);
    /// Rotates one head by its position's cosines and sines; direction -1 turns back.
    void (*rotate)(void* head, const float* cosines, const float* sines, int headSize,
                   float direction);
    /// out = silu(gate) * up; gate and up lie side by side.
    void (*gateForward)(const void* gateUp, void* out, int width);
    /// Replaces gate and up by their gradients, and writes the output again.
    void (*gateBackward)(void* gateUp, const void* outGradient, void* out, int width);
    /// Softmax cross-entropy of one row of logits. @param gradient null, or where
    /// weight * (softmax - one-hot) goes
    HeadRow (*headRow)(const float* logits, int vocabulary, int target, float weight,
                       void* gradient);

    std::size_t (*attentionScratch)(int length, int headSize);  ///< bytes
    void (*attentionForward)(const AttentionArgs&);
    void (*attentionBackward)(const AttentionArgs&);
    /// One query against `length` kept keys and values, `row` elements apart; scores is room for
    /// `length` floats.
    void (*attendOne)(const void* q, const void* k, const void* v, std::ptrdiff_t row, int length,
                      int headSize, float scale, float* scores, void* out);
};

/// The kernels of an instruction set.
struct NetKernels {
    const char* name;  ///< "avx512bf16", "avx512", "avx2" or "portable"
    int tileRows;      ///< rows packTiles puts together
    TypedKernels float32;
    TypedKernels bfloat16;
    void (*adam)(const AdamArgs&);
    double (*sumSquares)(const float* values, std::int64_t count);
};

/// The fastest this processor runs. @param limit name of a set to stay below or at, for tests
const NetKernels& netKernels(const char* limit = nullptr);

}  // namespace sym
