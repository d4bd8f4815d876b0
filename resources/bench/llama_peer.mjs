// The peer of "symbiont bench model" and the oracle of the network's tests: llama.cpp through
// node-llama-cpp's prebuilt CPU binary. Reads one JSON object a line, answers each with one.
//   {"load": path, "threads": n, "sequences": n, "positions": n, "exact": bool} -> {"loaded": true}
//       exact: float32 cache and no flash attention, for logits; otherwise the program's defaults
//   {"logits": [token, ...]}                  -> {"logits": [[...], ...]}, a row a token
//   {"prompt": [token, ...]}                  -> {"milliseconds"}
//   {"decode": n, "prompts": [[token], ...]}  -> {"milliseconds"}: n tokens of every sequence
//   {"quit": true}
// The first line it writes says what it is: {"nodeLlamaCpp", "llamaCpp"} or {"missing": reason}.
import {createRequire} from 'node:module';
import {createInterface} from 'node:readline';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const say = object => process.stdout.write(JSON.stringify(object) + '\n');
const kBatch = 512;

async function loadLibrary() {
    for (const folder of [process.env.SYMBIONT_NODE_MODULES, process.cwd()].filter(Boolean)) {
        for (const base of [join(folder, 'x.js'), join(folder, 'node_modules', 'x.js')]) {
            try {
                const require = createRequire(base);
                const library = await import(pathToFileURL(require.resolve('node-llama-cpp')).href);
                let version = '';
                for (const path of require.resolve.paths('node-llama-cpp')) {
                    try { version ||= require(join(path, 'node-llama-cpp', 'package.json')).version; } catch { /* elsewhere */ }
                }
                return {...library, version};
            } catch { /* looked for elsewhere */ }
        }
    }
    return null;
}

class Peer {
    constructor(library, llama) {
        this.library = library;
        this.llama = llama;
    }

    async load(wish) {
        await this.context?.dispose();
        await this.model?.dispose();
        this.model = await this.llama.loadModel({modelPath: wish.load, gpuLayers: 0});
        const exact = {flashAttention: false, experimentalKvCacheKeyType: 'F32', experimentalKvCacheValueType: 'F32'};
        this.context = await this.model.createContext({
            sequences: wish.sequences, contextSize: wish.positions, batchSize: kBatch,
            threads: {ideal: wish.threads, min: wish.threads},
            ...(wish.exact ? exact : {}), failedCreationRemedy: false, ignoreMemorySafetyChecks: true,
        });
        this.sequences = [];
        for (let i = 0; i < wish.sequences; ++i) this.sequences.push(this.context.getSequence());
        return {loaded: true};
    }

    async logits(tokens) {
        const [sequence] = this.sequences;
        await sequence.clearHistory();
        const asked = tokens.map(token => [token, {generateNext: {logits: true, token: true}}]);
        const answers = await sequence.controlledEvaluate(asked);
        return {logits: answers.map(answer => {
            const row = new Array(answer.next.logits.size).fill(0);
            for (const [token, logit] of answer.next.logits) row[token] = logit;
            return row;
        })};
    }

    async prompt(tokens) {
        const [sequence] = this.sequences;
        await sequence.clearHistory();
        const start = performance.now();
        await sequence.evaluateWithoutGeneratingNewTokens(tokens);
        return {milliseconds: performance.now() - start};
    }

    async decode(count, prompts) {
        for (const [i, tokens] of prompts.entries()) {
            await this.sequences[i].clearHistory();
            await this.sequences[i].evaluateWithoutGeneratingNewTokens(tokens.slice(0, -1));
        }
        const start = performance.now();
        await Promise.all(prompts.map(async (tokens, i) => {
            let left = count;
            const options = {temperature: 0, yieldEogToken: true};
            for await (const token of this.sequences[i].evaluate(tokens.slice(-1), options))
                if (--left <= 0) break;
        }));
        return {milliseconds: performance.now() - start};
    }
}

async function main() {
    const library = await loadLibrary();
    if (!library) {
        say({missing: 'node-llama-cpp is not installed: npm install --ignore-scripts --omit=optional '
            + 'node-llama-cpp@3.22.1 @node-llama-cpp/linux-x64@3.22.1, and set SYMBIONT_NODE_MODULES to its folder'});
        return;
    }
    // the library tries its binary in a fork, which would run this script again
    process.execArgv = [];
    let llama;
    try {
        llama = await library.getLlama({gpu: false, build: 'never', skipDownload: true, maxThreads: 0,
            progressLogs: false, logLevel: library.LlamaLogLevel.error, logger: () => {}});
    } catch (error) {
        say({missing: 'llama.cpp cannot be loaded: ' + String(error.message).split('\n')[0]});
        return;
    }
    say({nodeLlamaCpp: library.version, llamaCpp: String(llama.llamaCppRelease?.release ?? '')});
    const peer = new Peer(library, llama);
    for await (const line of createInterface({input: process.stdin})) {
        const wish = JSON.parse(line);
        try {
            if (wish.load) say(await peer.load(wish));
            else if (wish.logits) say(await peer.logits(wish.logits));
            else if (wish.prompt) say(await peer.prompt(wish.prompt));
            else if (wish.decode) say(await peer.decode(wish.decode, wish.prompts));
            else if (wish.quit) break;
        } catch (error) {
            say({error: String(error.message).split('\n')[0]});
        }
    }
}

await main();
process.exit(0);
