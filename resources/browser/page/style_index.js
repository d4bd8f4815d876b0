// Which elements' style must be asked for: the others are known to be plain.

// Asking the browser for computed styles is most of the work, and most elements have none but the
// defaults of their tag. So the style sheets are read first, once each: the class, id, tag or
// attribute at the end of every selector whose rule sets a property that matters here. An element
// that none of them names has its tag's display and inherits the rest. A sheet that cannot be read,
// or a selector that names none of these, makes every element one to ask.
const INTEREST = words('display position float visibility white-space text-transform opacity overflow '
    + 'overflow-x overflow-y transform filter list-style-type list-style-image cursor z-index all '
    + 'mix-blend-mode perspective clip-path isolation -webkit-mask-image transform-style '
    + 'backface-visibility backdrop-filter translate rotate scale column-count column-width will-change '
    + 'contain');

class StyleIndex {
    constructor() {
        this.every = 0;               // what holds for all elements
        this.classes = new Map();     // name -> bits
        this.ids = new Map();
        this.tags = new Map([['q', BEFORE_AFTER]]);
        this.attributes = new Map();
        this.rare = new Set();        // properties of RARE_LAYERS that some rule sets
    }
    addAll(other) {
        this.every |= other.every;
        for (const part of ['classes', 'ids', 'tags', 'attributes'])
            for (const [name, bits] of other[part]) this[part].set(name, this[part].get(name) | bits);
        for (const name of other.rare) this.rare.add(name);
    }
    addSelector(selector, bits) {
        if (/::(slotted|part|cue)|:host/i.test(selector)) {
            this.every |= bits;
            return;
        }
        const compound = lastCompound(selector);
        const plain = /^[^:([]*/.exec(compound)[0];
        const named = /\.((?:[\w-]|[^\x00-\x7f]|\\.)+)/.exec(compound.startsWith('.') || plain.includes('.') ? plainPart(compound) : plain);
        const id = /#((?:[\w-]|[^\x00-\x7f]|\\.)+)/.exec(plain);
        const attribute = /^[^:(]*?\[\s*([\w-]+)/.exec(compound);
        const tag = /^[a-z][\w-]*/i.exec(compound);
        const put = (map, name) => map.set(name, map.get(name) | bits);
        if (named) put(this.classes, named[1].replace(/\\/g, ''));
        else if (id) put(this.ids, id[1].replace(/\\/g, ''));
        else if (tag) put(this.tags, tag[0].toLowerCase());
        else if (attribute) put(this.attributes, attribute[1].toLowerCase());
        else this.every |= bits;
    }
    /// STYLED and BEFORE_AFTER, as far as rules may say so. @param has  the element's attributes
    bitsOf(el, has) {
        let bits = this.every | this.tags.get(el.localName);
        if (bits === (STYLED | BEFORE_AFTER)) return bits;
        if ((has & HAS_CLASS) !== 0) {
            const list = el.getAttribute('class');
            if (/\s/.test(list)) for (const name of list.split(/\s+/)) bits |= this.classes.get(name);
            else bits |= this.classes.get(list);
        }
        if ((has & HAS_ID) !== 0) bits |= this.ids.get(el.id);
        if (this.attributes.size > 0 && has !== 0)
            for (const [name, more] of this.attributes) if (el.hasAttribute(name)) bits |= more;
        return bits;
    }
}

/// A compound selector up to its first pseudo class, attributes left out.
function plainPart(compound) {
    return compound.replace(/\[[^\]]*\]/g, '').replace(/:.*$/, '');
}

function lastCompound(selector) {
    let depth = 0;
    for (let i = selector.length - 1; i >= 0; --i) {
        const c = selector[i];
        if (c === ')' || c === ']') ++depth;
        else if (c === '(' || c === '[') --depth;
        else if (depth === 0 && (c === ' ' || c === '>' || c === '+' || c === '~') && selector[i - 1] !== '\\')
            return selector.slice(i + 1);
    }
    return selector;
}

const sheetIndexes = new WeakMap();  // style sheet -> {count of rules, index}
const rootIndexes = new WeakMap();   // document or shadow root -> {parts, index}

function indexOfSheet(sheet) {
    let rules;
    try { rules = sheet.cssRules; } catch { rules = null; }
    const count = rules === null ? -1 : rules.length;
    const known = sheetIndexes.get(sheet);
    if (known && known.count === count) return known.index;
    const index = new StyleIndex();
    if (rules === null) {
        index.every = STYLED | BEFORE_AFTER;
        for (const name of INTEREST) index.rare.add(name);
    } else {
        indexRules(rules, index);
    }
    sheetIndexes.set(sheet, {count, index});
    return index;
}

function indexRules(rules, index) {
    for (const rule of rules) {
        const selector = rule.selectorText;
        if (selector !== undefined) {
            indexRule(rule.style, selector, index);
        } else if (rule.styleSheet) {
            index.addAll(indexOfSheet(rule.styleSheet));
        } else if (rule.cssRules && rule.type !== 7) {
            indexRules(rule.cssRules, index);
        }
    }
}

function indexRule(style, selector, index) {
    const generates = /:(before|after)/i.test(selector) && style.content !== '' && style.content !== 'none'
        && style.content !== 'normal';
    let matters = false;
    for (let i = style.length - 1; i >= 0; --i) {
        const name = style[i];
        if (!INTEREST.has(name)) continue;
        matters = true;
        index.rare.add(name);
    }
    if (!generates && !matters) return;
    for (const one of splitSelectors(selector)) {
        const pseudo = /::?(before|after)$/i.exec(one);
        if (pseudo) {
            if (generates) index.addSelector(one.slice(0, pseudo.index), BEFORE_AFTER);
        } else if (matters && !/::(?!slotted|part)/.test(one)) {
            index.addSelector(one, STYLED);
        }
    }
}

function styleIndexOf(root) {
    const parts = [];
    for (const sheet of root.styleSheets ?? NONE) if (!sheet.disabled) parts.push(indexOfSheet(sheet));
    for (const sheet of root.adoptedStyleSheets ?? NONE) parts.push(indexOfSheet(sheet));
    const known = rootIndexes.get(root);
    if (known && known.parts.length === parts.length && known.parts.every((one, i) => one === parts[i])) return known.index;
    const index = new StyleIndex();
    for (const one of parts) index.addAll(one);
    rootIndexes.set(root, {parts, index});
    return index;
}

function splitSelectors(text) {
    if (!text.includes(',')) return [text.trim()];
    const parts = [];
    let depth = 0;
    let start = 0;
    for (let i = 0; i < text.length; ++i) {
        const c = text[i];
        if (c === '(' || c === '[') ++depth;
        else if (c === ')' || c === ']') --depth;
        else if (c === ',' && depth === 0) {
            parts.push(text.slice(start, i).trim());
            start = i + 1;
        }
    }
    parts.push(text.slice(start).trim());
    return parts;
}

const DISPLAYS = {
    TABLE: 'table', THEAD: 'table-header-group', TBODY: 'table-row-group', TFOOT: 'table-footer-group',
    TR: 'table-row', TD: 'table-cell', TH: 'table-cell', CAPTION: 'table-caption', LI: 'list-item',
    INPUT: 'inline-block', BUTTON: 'inline-block', SELECT: 'inline-block', TEXTAREA: 'inline-block',
    METER: 'inline-block', PROGRESS: 'inline-block', SLOT: 'contents', RUBY: 'ruby', RT: 'ruby-text', RP: 'none',
};
for (const tag of words('HTML BODY ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DD DETAILS DIR DIV DL DT FIELDSET '
    + 'FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LAYER LEGEND MAIN MENU NAV OL P '
    + 'SECTION UL')) DISPLAYS[tag] = 'block';
// Tags whose style is asked for in any case, because the browser's own sheet says more about them.
const ALWAYS_ASKED = words('PRE XMP LISTING PLAINTEXT NOBR DIALOG SUMMARY AUDIO VIDEO MARQUEE FRAMESET FRAME '
    + 'OPTGROUP OPTION SLOT OBJECT EMBED CANVAS IFRAME RUBY RT RP');
const RESETS_TRANSFORM = words('BUTTON INPUT SELECT TEXTAREA');

function styleOf(item) {
    return item.style ??= getComputedStyle(item.node);
}

/// Whether the tag's defaults are all there is to know.
function isPlain(el, item, box, parent) {
    if ((item.bits & STYLED) !== 0 || (item.has & HAS_LOOK) !== 0 || ALWAYS_ASKED.has(item.tag)) return false;
    if (el.namespaceURI !== HTML || el.shadowRoot !== null) return false;
    if (/flex|grid/.test(box.display) || parent.tag !== '' && parent.node.shadowRoot) return false;
    return animated === null || !animated.has(el);
}
