// Makes the tokenizers and the expected ids in tests/data/model anew, from a tokenizer.json that
// trainTokenizer() wrote, with Hugging Face's own library (npm tokenizers 0.23.2, its Rust code):
//   node fixture.mjs NODE_MODULES TOKENIZER_JSON OUT_FOLDER
import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {corpus} from './corpus.mjs';

const [modules, trainedFile, folder] = process.argv.slice(2);
const {Tokenizer} = createRequire(`${modules}/x.js`)('tokenizers');
const trained = JSON.parse(readFileSync(trainedFile, 'utf8'));
const copy = () => structuredClone(trained);

/** NFC, several patterns, digits, a template, merges as pairs, and added tokens of every kind. */
function sequence() {
    const t = copy();
    t.normalizer = {type: 'Sequence', normalizers: [{type: 'NFC'}]};
    const split = (Regex, behavior, invert = false) => ({type: 'Split', pattern: {Regex}, behavior, invert});
    t.pre_tokenizer = {type: 'Sequence', pretokenizers: [
        split('[\r\n]', 'Isolated'), split('\\s?\\p{L}+', 'Isolated'), split('[一-龥ぁ-ゟ]+', 'Contiguous'),
        split('\\s+$', 'Isolated'), {type: 'Digits', individual_digits: true}, {type: 'Punctuation', behavior: 'MergedWithNext'},
        {type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false}]};
    t.model.merges = t.model.merges.map((pair) => pair.split(' '));
    t.model.ignore_merges = true;
    let id = Object.keys(t.model.vocab).length;
    const token = (content, options) => ({id: id++, content, single_word: false, lstrip: false, rstrip: false,
        normalized: false, special: false, ...options});
    t.added_tokens = [
        token('<s>', {special: true}), token('</s>', {special: true}), token('<|im_end|>', {special: true, rstrip: true}),
        token('<|eot_id|>', {special: true, lstrip: true}), token('<think>', {lstrip: true, rstrip: true}),
        token('the', {single_word: true}), token('[12]', {}), token('[1', {}), token('cafe\u0301', {normalized: true}),
        token('re\u0301sume\u0301', {}), token('日本', {normalized: true, single_word: true}),
    ];
    const special = (content) => ({id: content, ids: [t.added_tokens.find((x) => x.content === content).id], tokens: [content]});
    t.post_processor = {type: 'Sequence', processors: [
        {type: 'ByteLevel', add_prefix_space: true, trim_offsets: false, use_regex: true},
        {type: 'TemplateProcessing', single: [{SpecialToken: {id: '<s>', type_id: 0}}, {Sequence: {id: 'A', type_id: 0}},
            {SpecialToken: {id: '</s>', type_id: 0}}], pair: [{Sequence: {id: 'A', type_id: 0}}, {Sequence: {id: 'B', type_id: 1}}],
        special_tokens: {'<s>': special('<s>'), '</s>': special('</s>')}}]};
    return t;
}

/** GPT-2's own words with a space in front. */
function plain() {
    const t = copy();
    t.added_tokens = [];
    t.pre_tokenizer = {type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true};
    return t;
}

/** Characters instead of bytes, as Llama 2 and Mistral have them: marks for spaces, byte tokens. */
function fallback(change) {
    const t = copy();
    const isLetters = (content) => /^[Ġ!-~]+$/u.test(content);
    const marked = (content) => content.replaceAll('Ġ', '▁');
    const vocab = {'<unk>': 0, '<s>': 1, '</s>': 2};
    for (let byte = 0; byte < 256; ++byte)
        vocab[`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`] = 3 + byte;
    for (const content of Object.keys(t.model.vocab))
        if (isLetters(content)) vocab[marked(content)] = Object.keys(vocab).length;
    for (const letter of 'éüßди日') vocab[letter] = Object.keys(vocab).length;
    const merges = t.model.merges.filter((pair) => pair.split(' ').every(isLetters)).map(marked);
    t.model = {...t.model, vocab, merges, unk_token: '<unk>', fuse_unk: true, byte_fallback: true};
    t.added_tokens = ['<unk>', '<s>', '</s>'].map((content, id) => ({id, content, single_word: false,
        lstrip: false, rstrip: false, normalized: false, special: true}));
    t.normalizer = {type: 'Sequence', normalizers: [{type: 'Prepend', prepend: '▁'},
        {type: 'Replace', pattern: {String: ' '}, content: '▁'}]};
    t.pre_tokenizer = null;
    t.post_processor = {type: 'TemplateProcessing', single: [{SpecialToken: {id: '<s>', type_id: 0}}, {Sequence: {id: 'A', type_id: 0}}],
        pair: [{Sequence: {id: 'A', type_id: 0}}, {Sequence: {id: 'B', type_id: 1}}], special_tokens: {'<s>': {id: '<s>', ids: [1], tokens: ['<s>']}}};
    t.decoder = {type: 'Sequence', decoders: [{type: 'Replace', pattern: {String: '▁'}, content: ' '},
        {type: 'ByteFallback'}, {type: 'Fuse'}, {type: 'Strip', content: ' ', start: 1, stop: 0}]};
    change?.(t);
    return t;
}

const kinds = {
    bytes: trained,
    sequence: sequence(),
    plain: plain(),
    fallback: fallback(),
    metaspace: fallback((t) => {
        t.normalizer = {type: 'NFKC'};
        t.pre_tokenizer = {type: 'Metaspace', replacement: '▁', prepend_scheme: 'first', split: true};
        t.decoder = {type: 'Sequence', decoders: [{type: 'ByteFallback'}, {type: 'Metaspace', replacement: '▁', prepend_scheme: 'first', split: true}]};
        for (let byte = 0; byte < 256; byte += 2)  // a hole in the bytes: unknown tokens
            delete t.model.vocab[`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`];
    }),
};

/** The trained tables are in one file; the others say what they change. */
const texts = corpus(60, 11).filter((text) => text.length < 56);
const cases = {};
const variants = {};
for (const [name, kind] of Object.entries(kinds)) {
    const tokenizer = Tokenizer.fromString(JSON.stringify(kind));
    cases[name] = [];
    for (const text of texts) {
        const ids = (await tokenizer.encode(text, null, {addSpecialTokens: false})).getIds();
        const special = (await tokenizer.encode(text, null, {addSpecialTokens: true})).getIds();
        const extra = special.length - ids.length;
        cases[name].push({ids, ...(extra > 0 ? {special} : {}), decoded: await tokenizer.decode(ids, false)});
    }
    const {model, ...rest} = kind;
    const sharesTables = JSON.stringify(model.vocab) === JSON.stringify(trained.model.vocab);
    const {vocab, merges, ...settings} = model;
    variants[name] = {...rest, model: sharesTables
        ? {...settings, mergesAsPairs: Array.isArray(merges[0])} : model};
}
// Only decoded texts that differ are kept. Not compared are added tokens with accents: the library
// reads them as letters of the byte alphabet, which makes them invalid.
for (const list of Object.values(cases))
    list.forEach((entry, i) => {
        if (entry.decoded === texts[i]) delete entry.decoded;
        else if (entry.decoded.includes('\ufffd') && !texts[i].includes('\ufffd')) entry.decoded = null;
    });
writeFileSync(`${folder}/tokenizer.json`, JSON.stringify(trained));
writeFileSync(`${folder}/tokenizer_variants.json`, JSON.stringify(variants));
const lines = (list) => `[\n${list.map((entry) => JSON.stringify(entry)).join(",\n")}\n]`;
writeFileSync(`${folder}/tokenizer_cases.json`, `{"texts": ${lines(texts)}, "cases": {${Object.entries(cases)
    .map(([name, list]) => `${JSON.stringify(name)}: ${lines(list)}`).join(",\n")}}}\n`);
console.log(`${texts.length} texts, ${Object.keys(kinds).length} tokenizers`);
