#include <algorithm>
#include <cstdio>
#include <ctime>

#include "core/model/json_file.h"
#include "core/model/tokenizer.h"

using namespace sym;

/// Megabytes a second of processor time that a tokenizer reads, run by hand:
///   bench_tokenizer tokenizer.json text.txt
/// The peer's figure: node tests/core/model/oracle/speed.mjs NODE_MODULES tokenizer.json text.txt
int main(int count, char** arguments)
{
    if (count != 3) {
        std::fprintf(stderr, "usage: %s TOKENIZER_JSON TEXT\n", arguments[0]);
        return 2;
    }
    // Processor time: other programs on the machine do not count.
    const auto seconds = [](std::clock_t since) {
        return double(std::clock() - since) / CLOCKS_PER_SEC;
    };
    std::clock_t start = std::clock();
    const auto tokenizer = Tokenizer::open(arguments[1]);
    const auto text = readWholeFile(arguments[2]);
    if (!tokenizer || !text) {
        const Error& error = tokenizer ? text.error() : tokenizer.error();
        std::fprintf(stderr, "%s\n", error.message().c_str());
        return 1;
    }
    std::printf("opened in %.2f s\n", seconds(start));

    double best = 0;
    std::size_t tokens = 0;
    for (int run = 0; run < 7; ++run) {
        start = std::clock();
        tokens = (*tokenizer)->encode(*text).size();
        best = std::max(best, double(text->size()) / seconds(start) / 1e6);
    }
    std::printf("%zu tokens, %.1f MB/s at best of 7\n", tokens, best);
    return 0;
}
