// Text that style sheets add: ::before and ::after, counters, quotes, list markers.

function part(owner, parent, name, role) {
    const item = new Item(PART, owner, parent);
    inherit(item, parent);
    item.part = name;
    item.visible = parent.visible;
    item.role = item.nativeRole = role;
    item.ignored = item.blocked || !item.visible;
    parent.add(item);
    return item;
}

function textPart(owner, parent, name, text) {
    const item = part(owner, parent, name, 'StaticText');
    item.text = item.raw = text;
    item.inline = true;
    return item;
}

function addPseudo(el, item, pseudo, box, block, flow) {
    const style = getComputedStyle(el, pseudo);
    const content = style.content;
    if (content === 'none' || content === 'normal' || content === '') return;
    const display = style.display;
    if (display === 'none') return;
    const whole = new Item(PART, el, item);
    inherit(whole, item);
    whole.part = pseudo;
    whole.style = style;
    whole.display = display;
    whole.visible = style.visibility === 'visible';
    item.add(whole);
    const outside = placeBox(el, whole, display, style, box, block, flow);
    const inlineInside = display === 'inline';
    const inner = inlineInside ? flow : new Flow(whole.atomic && !outside ? flow.run : {});
    const holder = inlineInside ? block : whole;
    let count = 0;
    for (const [kind, piece] of contentPieces(el, content)) {
        if (kind === 'image') {
            const image = part(el, whole, pseudo + count++, 'Image');
            image.inline = true;
            image.run = inner.run;
            image.nodeless = true;
            image.ignored = whole.blocked || !whole.visible;
            inner.atom();
            holder.hasContent = true;
            continue;
        }
        if (piece === '') continue;
        const text = part(el, whole, pseudo + count++, 'StaticText');
        text.isCounter = kind === 'counter';
        text.inline = true;
        text.nodeless = true;
        const look = textStyle(whole);
        placeText(text, transformed(piece, look.transform), look.whiteSpace, inner, holder);
        text.run = inner.run;
        text.visible = whole.visible;
        text.ignored = whole.blocked || !whole.visible || text.text === '';
    }
    if (!inlineInside) inner.cut();
    whole.ignored = ignoredByLayout(null, whole, false);
    if (whole.blocked || !whole.visible) whole.ignored = true;
}

/// The pieces of a computed `content`: [text, counter or image, its string]. Text after a slash
/// stands for all of them where it is read aloud.
function contentPieces(el, content) {
    let pieces = [];
    let drawn = null;
    const pattern = /"((?:[^"\\]|\\.)*)"|(url|image-set|linear-gradient|radial-gradient|-webkit-[a-z-]+)\((?:[^()"]|"[^"]*"|\([^()]*\))*\)|attr\(([^)]*)\)|(counters?)\(([^)]*)\)|(open-quote|close-quote|no-open-quote|no-close-quote)|(\/)/g;
    let match;
    while ((match = pattern.exec(content)) !== null) {
        if (match[1] !== undefined) pieces.push(['text', match[1].replace(/\\([0-9a-f]{1,6} ?|.)/gi, unescapeCss)]);
        else if (match[2] !== undefined) pieces.push(['image', '']);
        else if (match[3] !== undefined) pieces.push(['text', el.getAttribute(match[3].trim()) ?? '']);
        else if (match[4] !== undefined) pieces.push(['counter', counterText(el, match[4], match[5])]);
        else if (/^(open|close)-quote$/.test(match[6])) pieces.push(['text', quoteOf(el, match[6])]);
        else if (match[7] !== undefined) [drawn, pieces] = [pieces, []];
    }
    if (drawn === null) return pieces;
    return drawn.length === 0 ? [] : [['text', pieces.map(([, text]) => text).join('')]];
}

function unescapeCss(whole, code) {
    return /^[0-9a-f]/i.test(code) ? String.fromCodePoint(parseInt(code, 16)) : code;
}

function quoteOf(el, which) {
    let depth = 0;
    for (let above = el.parentElement; above; above = above.parentElement)
        if (above.tagName === 'Q') ++depth;
    const language = el.closest('[lang]')?.getAttribute('lang').toLowerCase().split('-')[0] ?? '';
    const quotes = (QUOTES[language] ?? QUOTES['']).slice(depth % 2 * 2);
    return which === 'open-quote' ? quotes[0] : quotes[1];
}

const QUOTES = {
    '': '""\'\'', en: '“”‘’', de: '„“‚‘', fr: '«»«»', es: '«»“”', it: '«»“”', ru: '«»„“', pt: '“”‘’',
    nl: '“”‘’', sv: '””’’', fi: '””’’', pl: '„”«»', cs: '„“‚‘', ja: '「」『』', zh: '“”‘’', ko: '“”‘’',
};

/// Counters are followed in document order only when a page uses them.
function counterText(el, kind, argument) {
    const parts = argument.split(',').map(one => one.trim());
    const name = parts[0];
    const values = counterValues(el, name);
    const look = (kind === 'counter' ? parts[1] : parts[2]) ?? 'decimal';
    if (kind === 'counter') return markerNumber(values[values.length - 1], look);
    return values.map(value => markerNumber(value, look)).join(parts[1].replace(/^"|"$/g, ''));
}

let counterCache = null;
function counterValues(el, name) {
    counterCache ??= new Map();
    if (!counterCache.has(name)) counterCache.set(name, walkCounter(el.ownerDocument, name));
    const values = counterCache.get(name).get(el);
    return values && values.length > 0 ? values : [0];
}

function walkCounter(document, name) {
    const found = new Map();
    const scopes = [];
    const change = (text, fallback) => {
        if (!text || text === 'none') return null;
        const list = text.split(' ');
        for (let i = 0; i < list.length; ++i)
            if (list[i] === name) return list[i + 1] !== undefined ? Number(list[i + 1]) : fallback;
        return null;
    };
    const visit = el => {
        const style = getComputedStyle(el);
        if (style.display === 'none') return;
        const reset = change(style.counterReset, 0);
        if (reset !== null) {
            if (scopes.length > 0 && scopes[scopes.length - 1].parent === el.parentNode) scopes.pop();
            scopes.push({parent: el.parentNode, value: reset});
        }
        const increment = change(style.counterIncrement, 1);
        if (increment !== null) {
            if (scopes.length === 0) scopes.push({parent: el.parentNode, value: 0});
            scopes[scopes.length - 1].value += increment;
        }
        const beforeStep = change(getComputedStyle(el, '::before').counterIncrement, 1);
        if (beforeStep !== null) {
            if (scopes.length === 0) scopes.push({parent: el, value: 0});
            scopes[scopes.length - 1].value += beforeStep;
        }
        found.set(el, scopes.map(scope => scope.value));
        for (let child = el.firstElementChild; child; child = child.nextElementSibling) visit(child);
        while (scopes.length > 0 && scopes[scopes.length - 1].parent === el) scopes.pop();
    };
    if (document.documentElement) visit(document.documentElement);
    return found;
}

const SYMBOLS = {disc: '•', circle: '◦', square: '■', 'disclosure-open': '▾', 'disclosure-closed': '▸'};

/// Inherited from the list, so asked once for all entries that have no style of their own.
function listStyleFor(el, item) {
    const list = item.parent;
    if (list.listStyle === '') {
        const style = getComputedStyle(el);
        list.listStyle = style.listStyleType === 'none' && style.listStyleImage !== 'none' ? 'disc' : style.listStyleType;
    }
    return list.listStyle;
}

function addMarker(el, item) {
    const type = item.style === null ? listStyleFor(el, item) : item.style.listStyleType;
    if (type === 'none' && (item.style === null || item.style.listStyleImage === 'none')) return;
    if (item.tag === 'SUMMARY') return;
    let text;
    if (type[0] === '"') text = type.slice(1, -1);
    else text = SYMBOLS[type] ?? markerNumber(ordinal(el), type) + '.';
    item.marker = text;
}

/// Markers are nodes of their own in list items, loose text anywhere else.
function finishMarker(el, item) {
    if (item.marker === undefined) return;
    const text = item.marker;
    if (item.role === 'listitem' && item.ignored === false) {
        const marker = part(el, item, '::marker', 'ListMarker');
        marker.fixedName = simplify(text);
        marker.editable = '';
        item.children.unshift(item.children.pop());
    } else if (text !== '') {
        const loose = textPart(el, item, '::marker', text);
        loose.nodeless = true;
        loose.markerText = true;
        item.children.unshift(item.children.pop());
    }
}

function ordinal(el) {
    if (el.tagName !== 'LI') return 0;
    const list = el.closest('ol,ul,menu');
    const entries = list ? [...list.querySelectorAll('li')].filter(one => one.closest('ol,ul,menu') === list) : [el];
    const reversed = list?.tagName === 'OL' && list.reversed;
    let value = list?.tagName === 'OL' && list.hasAttribute('start') ? list.start : reversed ? entries.length : 1;
    for (const one of entries) {
        if (one.hasAttribute('value')) value = one.value;
        if (one === el) return value;
        value += reversed ? -1 : 1;
    }
    return value;
}

const ROMAN = [['m', 1000], ['cm', 900], ['d', 500], ['cd', 400], ['c', 100], ['xc', 90], ['l', 50],
    ['xl', 40], ['x', 10], ['ix', 9], ['v', 5], ['iv', 4], ['i', 1]];

function markerNumber(value, type) {
    if (SYMBOLS[type]) return SYMBOLS[type];
    const upper = type.startsWith('upper');
    if (/alpha|latin/.test(type) && value > 0) {
        let text = '';
        for (let rest = value; rest > 0; rest = Math.floor((rest - 1) / 26))
            text = String.fromCharCode(97 + (rest - 1) % 26) + text;
        return upper ? text.toUpperCase() : text;
    }
    if (/roman/.test(type) && value > 0 && value < 4000) {
        let text = '';
        let rest = value;
        for (const [letters, worth] of ROMAN)
            while (rest >= worth) {
                text += letters;
                rest -= worth;
            }
        return upper ? text.toUpperCase() : text;
    }
    if (type === 'decimal-leading-zero' && value >= 0 && value < 10) return '0' + value;
    if (type === 'none') return '';
    return String(value);
}
