// Texts on which tokenizers must agree. Everything is made here: no file, no clock, no network.

/** A small seeded generator (mulberry32), so that a failure can be run again. */
export function random(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
}

// First letter of scripts whose blocks hold letters for some way on.
const scripts = {
    latin: 0x41, latinExtended: 0x100, greek: 0x391, cyrillic: 0x410, armenian: 0x531, hebrew: 0x5d0,
    arabic: 0x621, syriac: 0x710, thaana: 0x780, nko: 0x7ca, devanagari: 0x905, bengali: 0x985,
    gurmukhi: 0xa05, gujarati: 0xa85, oriya: 0xb05, tamil: 0xb85, telugu: 0xc05, kannada: 0xc85,
    malayalam: 0xd05, sinhala: 0xd85, thai: 0xe01, lao: 0xe81, tibetan: 0xf40, myanmar: 0x1000,
    georgian: 0x10d0, hangulJamo: 0x1100, ethiopic: 0x1200, cherokee: 0x13a0, canadian: 0x1401,
    ogham: 0x1681, runic: 0x16a0, khmer: 0x1780, mongolian: 0x1820, balinese: 0x1b05, tifinagh: 0x2d30,
    hiragana: 0x3041, katakana: 0x30a1, bopomofo: 0x3105, cjk: 0x4e00, yi: 0xa000, hangul: 0xac00,
    gothic: 0x10330, deseret: 0x10400, cuneiform: 0x12000, mathematical: 0x1d400, cjkB: 0x20000,
};

const page = `RootWebArea 'One Stop Market' [url: http://127.0.0.1:7770/]
\tlink [12] 'My Account'
\tlink [14] 'My Wish List 3 items'
\tgroup 'Search'
\t\tcombobox [77] 'Search' [required: False; expanded: False]
\t\tbutton [999] 'Search' [disabled: True]
\ttable 'Items'
\t\trow '1 "HD" Camera $1,299.00 4.5★ (12 Reviews) Add to Cart'
\t\trow '2 Lampe à pétrole €19,99 – épuisé'
`;

const fixed = [
    '', ' ', '  ', '\n', '\r\n', '\t', '\u00a0', 'a', 'A', '1', '.', 'Hello, world!', ' Hello', 'Hello ',
    "I'm you're WE'LL they'D he'S it's 'tis o'clock can't CAN'T 'S 'ſ K'd",
    'a  b   c    d     e', 'x\n\n\ny', 'x \n \n y', 'x\r\n\r\ny\r\rz', '   leading', 'trailing   ', ' \n', '\n ',
    '\t\tindented\n\t\t\tmore', 'tab\tand  \t mixed \n\t end', ' '.repeat(83) + 'x', '\n'.repeat(40), ' '.repeat(200),
    '\t'.repeat(31) + 'q', 'a\u00a0\u00a0b\u2003c\u3000d\u2028e\u2029f', 'x\u0085y\ufeffz\u180ew\u200bv\u200cu\u200dt',
    '0', '12', '123', '1234', '1234567890', '3.14159', '1,299.00', '2024-07-26T10:00:00Z', '9'.repeat(301),
    '٠١٢٣٤٥٦٧٨٩', '½ ⅔ ² ³ ① Ⅷ 万', '१२३ ১২৩ 𝟘𝟙𝟚 𒐀', '192.168.0.1:8080',
    'don’t “quote” «guillemets» „low“ —dash– …', '!!! ??? !?!? ... ,,, ;;; ::: ---- ____ ==== ****', '(((((())))))', '#'.repeat(99),
    '.'.repeat(2000), 'a'.repeat(3000), 'ab'.repeat(900), 'é'.repeat(500), '日'.repeat(700), 'A'.repeat(257),
    'antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis', 'Donaudampfschifffahrtsgesellschaftskapitän',
    'naïve café résumé', 'cafe\u0301 re\u0301sume\u0301 n\u0303', 'A\u030a \u212b \u00c5', 'o\u0302\u0323 o\u0323\u0302 \u1ed9', 'q\u0307\u0323 q\u0323\u0307',
    '\u1100\u1161\u11a8 각 \uac00\u11a8', '\u0958 \u0915\u093c \u0929 \u0928\u093c', '\ufb01 \ufb03 \u1e9b\u0323', '\u0344 \u0387 \u037e \u2126 \u2000\u2001 \u2329\u232a', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!',
    '\u0301leading mark', 'a\u0301\u0301\u0301b', '\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd', 'ึกำ้', '\u0f71\u0f72\u0f74\u0f80', '\u09c7\u09be \u0b47\u0b56 \u0dd9\u0dca\u0dcf', '\u3099か\u3099 は\u309a',
    '😀', '😀😃😄', '👩‍👩‍👧‍👦', '👍🏽👍🏿', '🏳️‍🌈🏴‍☠️', '🇩🇪🇫🇷🇯🇵', '1️⃣2️⃣#️⃣', '☺️☺', '🧑🏻‍🚀 in 🚀', 'a😀b c😀 😀d', '🫠🫨🩷',
    '日本語のテキスト、句読点。「引用」', '简体中文测试，包括标点符号！', '繁體中文測試', '한국어 텍스트 입니다.', 'ภาษาไทยไม่มีช่องว่าง', 'مرحبا بالعالم، كيف حالك؟', 'שלום עולם', 'नमस्ते दुनिया', 'Привет, мир! Ёлка', 'Γειά σου Κόσμε', 'ქართული ენა', 'አማርኛ', 'မြန်မာစာ', 'ខ្មែរ',
    'mixed日本語and한국어with العربية and עברית', 'ＦＵＬＬ　ｗｉｄｔｈ １２３', 'ⓐⓑⓒ ℌ𝔢𝔩𝔩𝔬 𝓦𝓸𝓻𝓵𝓭', 'İstanbul ıI ßẞ ǅ ǆ ﬀ', 'ſtop K Å',
    '\u0000', 'a\u0000b', '\u0001\u0002\u001b[31mred\u001b[0m', '\u007f\u0080\u009f', '\u001c\u001d\u001e\u001f', '\ufffd\ufffe\uffff', '\ue000\uf8ff', '\u{10ffff}', '\u202eright to left\u202c', '\u2066isolate\u2069', '\u00ad soft\u00adhyphen',
    'function f(x) {\n    return x ** 2; // square\n}\n', 'def f(a, *, b=None):\n\tif a:\n\t\treturn {"k": [1, 2, 3]}\n', '#include <vector>\nstd::vector<int> v{1,2,3};', 'SELECT * FROM t WHERE a=\'b\' AND c<>"d";',
    '<html><body class="a b">&amp;&nbsp;<!-- c --><br/></body></html>', '{"a":[1,2,{"b":null}],"c":"\\u00e9\\n"}', 'https://example.com/path?query=a+b&c=%20d#frag', 'user.name+tag@example.co.uk', '/usr/local/bin:/usr/bin $HOME `ls -la` && echo "$?"', '\\alpha \\frac{1}{2} $x^2$ \\\\', 'C:\\Users\\x\\n', 'camelCaseIdentifier snake_case_identifier SCREAMING_CASE kebab-case-id HTTPServer2Go',
    page, page.repeat(5), page.replaceAll('\n', '\r\n'),
    'click [12]', 'type [77] [red lamp] [1]', 'stop [$19.99]', 'scroll [down]', 'goto [http://127.0.0.1:7770/catalog?page=2]', '[0][1][999][1000] [ 5 ] [05] [5]]',
    '<|begin_of_text|>', 'a<|begin_of_text|>b', '<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>', '<|im_start|>user\nHi<|im_end|>\n', '<|endoftext|><|endoftext|>', '<|im_start|', '<|im_start|><', '< |im_start|>', '<<|im_end|>>', '<think>\nhm\n</think>\n\nok', '<tool_call>{"a":1}</tool_call>', '<s>a</s> <unk> <0x0A>', '<｜begin▁of▁sentence｜><｜User｜>Hi<｜Assistant｜>', '<|reserved_special_token_0|> <|reserved_special_token_250|>', ' <|eot_id|> \n<|eot_id|>  ', '<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>', 'Ġ Ċ ▁ ▁▁a Ġthe ÃŃ',
    '▁', '▁▁', ' ▁ ', '<0x41>', '<unk>', '</s', '<|', '|>',
];

/** Pieces of everything above in random order: boundaries between kinds of text are where rules differ. */
function mixtures(count, seed) {
    const next = random(seed);
    const pick = (list) => list[Math.floor(next() * list.length)];
    const spaces = [' ', '  ', '   ', '\n', '\n\n', '\r\n', '\t', '\u00a0', '\u3000', ' \n', '\n ', ''];
    const symbols = [...'.,;:!?-_()[]{}<>/\\|@#$%^&*+=~`"\'«»“”’…—★€§±×÷∑√∞→■●'];
    const blocks = Object.values(scripts);
    const word = () => {
        const first = pick(blocks);
        return Array.from({length: 1 + Math.floor(next() * 7)}, () =>
            String.fromCodePoint(first + Math.floor(next() * 26))).join('');
    };
    const ascii = () => Array.from({length: 1 + Math.floor(next() * 9)}, () =>
        String.fromCharCode(97 + Math.floor(next() * 26) - (next() < 0.2 ? 32 : 0))).join('');
    const parts = [
        () => ascii(), () => ascii(), () => word(), () => pick(spaces), () => pick(spaces), () => pick(symbols),
        () => String(Math.floor(next() * 10 ** Math.floor(next() * 9))), () => pick(["'s", "'T", "'re", "'LL", "'"]),
        () => pick(['\u0301', '\u0323', '\u0302', '\u3099', '\u200d', '\ufe0f', '\u093c', '\u05b8']),
        () => pick(['😀', '👩‍👧', '🇩🇪', '👍🏽', '❤️']), () => pick(['<|im_end|>', '<|eot_id|>', '[12]', '<think>', '<s>', '▁', '<0x0A>']),
        () => [...pick(fixed).slice(0, 24)].slice(0, 12).join('').replace(/[\ud800-\udfff]/gu, ''),
    ];
    return Array.from({length: count}, () =>
        Array.from({length: 2 + Math.floor(next() * 24)}, () => pick(parts)()).join(''));
}

/** Letters of every script above, run together and apart. */
function everyBlock() {
    const texts = [];
    for (const [, first] of Object.entries(scripts)) {
        const letters = Array.from({length: 48}, (_, i) => String.fromCodePoint(first + i))
            .filter((c) => !/\p{Cn}/u.test(c));
        texts.push(letters.join(''), letters.join(' '), ' ' + letters.slice(0, 8).join('') + '1' + letters.slice(8, 12).join("'"));
    }
    return texts;
}

export function corpus(mixtureCount = 1500, seed = 7) {
    return [...fixed, ...everyBlock(), ...mixtures(mixtureCount, seed)];
}
