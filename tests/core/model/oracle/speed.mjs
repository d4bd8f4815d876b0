// Megabytes a second of processor time of Hugging Face's tokenizers, the peer of tests/bench/bench_tokenizer:
//   node speed.mjs NODE_MODULES TOKENIZER_JSON TEXT
// Its Rust library is measured too where npm's `tokenizers` is installed.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';

const [modules, tokenizerFile, textFile] = process.argv.slice(2);
const text = readFileSync(textFile, 'utf8');
const bytes = Buffer.byteLength(text);

async function measure(name, encode) {
    let best = 0, tokens = 0;
    for (let run = 0; run < 5; ++run) {
        const start = process.cpuUsage();
        tokens = await encode();
        const {user, system} = process.cpuUsage(start);  // microseconds
        best = Math.max(best, bytes / (user + system));
    }
    console.log(`${name}: ${tokens} tokens, ${best.toFixed(1)} MB/s at best of 5`);
}

const {Tokenizer} = await import(pathToFileURL(`${modules}/@huggingface/tokenizers/dist/tokenizers.mjs`));
const script = new Tokenizer(JSON.parse(readFileSync(tokenizerFile, 'utf8')), {});
await measure('JavaScript', () => script.encode(text, {add_special_tokens: false}).ids.length);
try {
    const native = createRequire(`${modules}/x.js`)('tokenizers').Tokenizer.fromFile(tokenizerFile);
    await measure('Rust', async () => (await native.encode(text, null, {addSpecialTokens: false})).getIds().length);
} catch (error) {
    console.log(`Rust: not measured (${error.code ?? error})`);
}
