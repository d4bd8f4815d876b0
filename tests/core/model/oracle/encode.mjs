// Writes what Hugging Face's tokenizers make of the corpus:
//   node encode.mjs NODE_MODULES TOKENIZER_JSON OUT_JSON [MIXTURES]
import {readFileSync, writeFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
import {corpus} from './corpus.mjs';

const [modules, tokenizerFile, out, mixtures] = process.argv.slice(2);
const library = `${modules}/@huggingface/tokenizers/dist/tokenizers.mjs`;
const {Tokenizer} = await import(pathToFileURL(library));
const tokenizer = new Tokenizer(JSON.parse(readFileSync(tokenizerFile, 'utf8')),
    {clean_up_tokenization_spaces: false});

const cases = corpus(mixtures ? Number(mixtures) : undefined).map((text) => {
    const ids = tokenizer.encode(text, {add_special_tokens: false}).ids;
    const special = tokenizer.encode(text, {add_special_tokens: true}).ids;
    return {text, ids, special, decoded: ids.length > 0 ? tokenizer.decode(ids) : ''};
});
writeFileSync(out, JSON.stringify(cases));
console.log(`${cases.length} texts`);
