// Computes the accessibility tree of the document inside the page, in one pass, as Chromium 102
// gives it through Accessibility.getFullAXTree. Runs in the isolated world "symbiont".
//
//   __symbiont.snapshot({rectangles, texts, extras, base}) -> text, one line a node (see `write`)
//   __symbiont.node(id)     -> the DOM node of a line, the owner for generated content, or null
//   __symbiont.holds(id)    -> whether this registry gave out the id
//   __symbiont.offset(id)   -> [x, y] to add to a node's own rectangle for this document's viewport
//   __symbiont.base(wanted) -> the number above which ids lie; set once, 0 in the main frame
//   __symbiont.hear(name)   -> notes elements that the main world announces by mouse events `name`
//
// The order of work: build() walks the flat tree and lays out just enough to know what is
// rendered, which blocks hold text, and what collapsed text each text node shows; roles and
// "ignored" follow Blink's rules; names are computed when a node is written.
(() => {
'use strict';
const engine = globalThis.__symbiont ??= {};
if (engine.snapshot) return;

// ---------------------------------------------------------------- ids

let base = 0;
let last = 0;
const idOf = new WeakMap();
const partsOf = new WeakMap();
const nodeOf = new Map();

function newId(node) {
    const id = base + ++last;
    nodeOf.set(id, new WeakRef(node));
    return id;
}

function nodeId(node) {
    let id = idOf.get(node);
    if (id === undefined) idOf.set(node, id = newId(node));
    return id;
}

function partId(node, part) {
    let parts = partsOf.get(node);
    if (!parts) partsOf.set(node, parts = new Map());
    let id = parts.get(part);
    if (id === undefined) parts.set(part, id = newId(node));
    return id;
}

function forgetDeadNodes() {
    if (nodeOf.size < 60000) return;
    for (const [id, reference] of nodeOf) if (!reference.deref()) nodeOf.delete(id);
}

engine.node = id => {
    const node = nodeOf.get(id)?.deref();
    return node && node.isConnected ? node : null;
};
engine.holds = id => nodeOf.has(id);

/// Where the viewport of a node's document begins in this one's, through frames of one origin.
engine.offset = id => {
    let x = 0;
    let y = 0;
    const node = engine.node(id);
    let view = node && (node.nodeType === 9 ? node : node.ownerDocument).defaultView;
    while (view && view !== window && view.frameElement) {
        const box = view.frameElement.getBoundingClientRect();
        x += box.x + view.frameElement.clientLeft;
        y += box.y + view.frameElement.clientTop;
        view = view.parent;
    }
    return [x, y];
};

// ---------------------------------------------------------------- listeners

// The main world knows its listeners, this one does not: it announces elements by mouse events
// whose relatedTarget is the element and whose detail says what kinds of listeners there are.
const MOUSE_BUTTON = 1;
const OTHER_INPUT = 2;
let listeners = new WeakMap();
let heard = null;

engine.hear = name => {
    if (heard === name) return;
    heard = name;
    addEventListener(name, event => {
        event.stopImmediatePropagation();
        if (event.relatedTarget) listeners.set(event.relatedTarget, event.detail);
    }, true);
};
engine.forgetListeners = () => { listeners = new WeakMap(); };

// ---------------------------------------------------------------- small words

const words = text => new Set(text.split(' '));
const SPACES = /[ \t\n\f\r\v]+/g;
const isBlank = text => !/[^ \t\n\f\r\v]/.test(text);

function simplify(text) {
    if (text.length === 0) return text;
    return text.replace(/[ \t\n\f\r]+/g, ' ').replace(/^ | $/g, '');
}

function isTrue(value) {
    return value !== null && value !== '' && value.toLowerCase() !== 'false'
        && value.toLowerCase() !== 'undefined';
}

/// An ARIA boolean: null when absent, empty or "undefined".
function ariaBoolean(el, name) {
    const value = el.getAttribute(name);
    if (value === null || value === '') return null;
    const lower = value.toLowerCase();
    return lower === 'undefined' ? null : lower !== 'false';
}

function elementsOf(el, attribute) {
    const value = el.getAttribute(attribute);
    if (value === null) return null;
    const root = el.getRootNode();
    const found = [];
    for (const id of simplify(value).split(' ')) {
        const target = id && root.getElementById?.(id);
        if (target) found.push(target);
    }
    return found;
}

// ---------------------------------------------------------------- roles

// Internal role -> what the protocol prints, where the two differ.
const PRINTED = {
    TextField: 'textbox', TextFieldWithComboBox: 'combobox', ComboBoxMenuButton: 'combobox',
    ComboBoxGrouping: 'combobox', PopUpButton: 'combobox', ToggleButton: 'button',
    MenuListOption: 'menuitem', Header: 'banner', Footer: 'contentinfo', Image: 'img',
    Meter: 'meter', MathMLMath: 'math',
};

// ARIA role -> internal role; all others of these stand for themselves.
const ARIA_ROLES = Object.fromEntries((
    'alert alertdialog application article banner blockquote button caption checkbox code '
    + 'columnheader comment complementary contentinfo definition deletion dialog directory '
    + 'doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-backlink doc-biblioentry '
    + 'doc-bibliography doc-biblioref doc-chapter doc-colophon doc-conclusion doc-cover '
    + 'doc-credit doc-credits doc-dedication doc-endnote doc-endnotes doc-epigraph doc-epilogue '
    + 'doc-errata doc-example doc-footnote doc-foreword doc-glossary doc-glossref doc-index '
    + 'doc-introduction doc-noteref doc-notice doc-pagebreak doc-pagefooter doc-pageheader '
    + 'doc-pagelist doc-part doc-preface doc-prologue doc-pullquote doc-qna doc-subtitle doc-tip '
    + 'doc-toc document emphasis feed figure form generic graphics-document graphics-object '
    + 'graphics-symbol grid gridcell group heading insertion link list listbox listitem log main '
    + 'marquee math menu menubar menuitem menuitemcheckbox menuitemradio mark navigation '
    + 'none note option paragraph progressbar radio radiogroup region row rowgroup rowheader '
    + 'scrollbar search searchbox separator slider spinbutton status strong subscript suggestion '
    + 'superscript switch tab table tablist tabpanel term time timer toolbar tooltip tree '
    + 'treegrid treeitem').split(' ').map(role => [role, role]));
Object.assign(ARIA_ROLES, {
    cell: 'gridcell', combobox: 'ComboBoxGrouping', img: 'Image', image: 'Image',
    meter: 'Meter', presentation: 'none', text: 'generic', textbox: 'TextField',
});

const TAG_ROLES = {
    DETAILS: 'Details', METER: 'Meter', PROGRESS: 'progressbar', OUTPUT: 'status', P: 'paragraph',
    LABEL: 'LabelText', LEGEND: 'Legend', RUBY: 'Ruby', DL: 'DescriptionList', AUDIO: 'Audio',
    VIDEO: 'Video', DD: 'DescriptionListDetail', DT: 'DescriptionListTerm', RP: 'RubyAnnotation',
    RT: 'RubyAnnotation', ABBR: 'Abbr', ARTICLE: 'article', CODE: 'code', EM: 'emphasis',
    STRONG: 'strong', DEL: 'deletion', INS: 'insertion', SUB: 'subscript', SUP: 'superscript',
    MAIN: 'main', MARK: 'mark', NAV: 'navigation', ASIDE: 'complementary', PRE: 'Pre',
    DIALOG: 'dialog', IFRAME: 'Iframe', FRAME: 'Iframe', BLOCKQUOTE: 'blockquote',
    CAPTION: 'caption', FIGCAPTION: 'Figcaption', FIGURE: 'figure', TIME: 'time',
    EMBED: 'EmbeddedObject', OBJECT: 'PluginObject', HR: 'separator', FIELDSET: 'group',
    IMG: 'Image', UL: 'list', OL: 'list', MENU: 'list', TEXTAREA: 'TextField', CANVAS: 'Canvas',
    H1: 'heading', H2: 'heading', H3: 'heading', H4: 'heading', H5: 'heading', H6: 'heading',
};

const MATH_ROLES = {
    math: 'MathMLMath', mfrac: 'MathMLFraction', mi: 'MathMLIdentifier',
    mmultiscripts: 'MathMLMultiscripts', mn: 'MathMLNumber', mo: 'MathMLOperator',
    mover: 'MathMLOver', munder: 'MathMLUnder', munderover: 'MathMLUnderOver', mroot: 'MathMLRoot',
    mprescripts: 'MathMLPrescriptDelimiter', none: 'MathMLNoneScript', msqrt: 'MathMLSquareRoot',
    ms: 'MathMLStringLiteral', msub: 'MathMLSub', msubsup: 'MathMLSubSup', msup: 'MathMLSup',
    mtable: 'MathMLTable', mtd: 'MathMLTableCell', mtr: 'MathMLTableRow', mtext: 'MathMLText',
    annotation: 'MathMLText',
};
for (const tag of 'mrow annotation-xml maction merror mpadded mphantom mstyle semantics'.split(' '))
    MATH_ROLES[tag] = 'MathMLRow';

const TABLES = words('table LayoutTable grid treegrid');
const ROWS = words('row LayoutTableRow');
const CELLS = words('gridcell LayoutTableCell columnheader rowheader');
const LINKS = words('link doc-backlink doc-biblioref doc-glossref doc-noteref');
const NEUTRAL_IN_TABLE = words('group generic rowgroup');
const NO_LANDMARK_INSIDE =
    words('ARTICLE ASIDE NAV SECTION BLOCKQUOTE DETAILS FIELDSET FIGURE TD MAIN');
const FORM_CONTROLS = words('BUTTON FIELDSET INPUT OUTPUT SELECT TEXTAREA');
const LISTED = words('BUTTON FIELDSET INPUT OBJECT OUTPUT SELECT TEXTAREA');
const LABELABLE = words('BUTTON INPUT METER OUTPUT PROGRESS SELECT TEXTAREA');
const ARIA_CONTROLS = words('button ToggleButton ComboBoxMenuButton slider radio checkbox '
    + 'TextField switch searchbox TextFieldWithComboBox');
const ALWAYS_INCLUDED = words('Abbr application article banner blockquote complementary deletion '
    + 'contentinfo insertion DescriptionList DescriptionListDetail DescriptionListTerm Details '
    + 'dialog doc-acknowledgments doc-afterword doc-appendix doc-bibliography doc-chapter '
    + 'doc-conclusion doc-credits doc-endnotes doc-epilogue doc-errata doc-foreword doc-glossary '
    + 'doc-introduction doc-part doc-preface doc-prologue doc-toc Figcaption figure Footer form '
    + 'Header list listitem main mark math Meter navigation PluginObject progressbar region Ruby '
    + 'search Section separator subscript superscript time '
    + Object.values(MATH_ROLES).join(' '));
const NAME_FROM_CONTENT = words('button gridcell checkbox columnheader doc-backlink doc-biblioref '
    + 'doc-noteref doc-glossref DisclosureTriangle heading LayoutTableCell LineBreak link option '
    + 'menuitem menuitemcheckbox menuitemradio MenuListOption PopUpButton radio rowheader '
    + 'StaticText switch tab ToggleButton treeitem tooltip math');
// Contribute to the names of ancestors; have a name of their own only when focusable.
const NAME_TO_ANCESTOR = words('Abbr Canvas caption code deletion insertion definition '
    + 'DescriptionListDetail DescriptionList DescriptionListTerm Details emphasis Figcaption Footer '
    + 'FooterAsNonLandmark generic HeaderAsNonLandmark LabelText LayoutTable LayoutTableRow Legend '
    + 'list listitem ListMarker mark none paragraph Pre region row Ruby RubyAnnotation Section '
    + 'strong subscript superscript time suggestion comment '
    + Object.values(MATH_ROLES).filter(role => role !== 'MathMLMath').join(' '));
const CHILDLESS = words('checkbox option MenuListOption progressbar radio slider separator '
    + 'ToggleButton_');
const SVG = 'http://www.w3.org/2000/svg';
const HTML = 'http://www.w3.org/1999/xhtml';
const SVG_RENDERED = words('svg g a text tspan textPath foreignObject use image switch path rect circle '
    + 'ellipse line polyline polygon');
const MEDIA = words('IMG VIDEO CANVAS IFRAME EMBED OBJECT AUDIO FRAME');
const UNSEEN_TAGS = words('SCRIPT STYLE TEMPLATE HEAD LINK META TITLE BASE NOSCRIPT PARAM SOURCE '
    + 'TRACK COL COLGROUP AREA DATALIST NOFRAMES RP');
const BLOCK_FLOWS =
    words('block inline-block list-item flow-root table-cell table-caption inline-list-item');

// ---------------------------------------------------------------- the built tree

const ELEMENT = 0;
const TEXT = 1;
const PART = 2;  // generated content: pseudo elements, markers, the insides of controls

const STYLED = 1;
const BEFORE_AFTER = 2;

// Attributes, noted once for each element.
const HAS_CLASS = 1;
const HAS_ID = 2;
const HAS_ROLE = 4;
const HAS_ARIA = 8;
const HAS_LOOK = 16;      // attributes that change the style
const HAS_TABINDEX = 32;
const HAS_TITLE = 64;
const HAS_EDITABLE = 128;
const HAS_OTHER = 256;
const ATTRIBUTE_BITS = {
    class: HAS_CLASS, id: HAS_ID, role: HAS_ROLE, style: HAS_LOOK, hidden: HAS_LOOK, align: HAS_LOOK,
    nowrap: HAS_LOOK, part: HAS_LOOK, slot: HAS_LOOK, tabindex: HAS_TABINDEX, title: HAS_TITLE,
    contenteditable: HAS_EDITABLE,
};

function attributesOf(el) {
    if (!el.hasAttributes()) return 0;
    let has = 0;
    for (const name of el.getAttributeNames()) {
        const bit = ATTRIBUTE_BITS[name];
        if (bit !== undefined) has |= bit;
        else if (name.startsWith('aria-')) has |= HAS_ARIA;
        else has |= HAS_OTHER;
    }
    return has;
}

const NONE = Object.freeze([]);

/// What every node has; what few have lies on the prototype until it is set.
class Item {
    constructor(kind, node, parent) {
        this.kind = kind;
        this.node = node;
        this.parent = parent;
        this.children = NONE;
        this.tag = '';
        this.style = null;
        this.display = '';
        this.text = null;          // rendered text of a text item
        this.run = 0;              // the inline formatting run it stands in
        this.role = 'generic';
        this.nativeRole = 'generic';
        this.ariaRole = null;
        this.visible = true;
        this.ignored = true;
        this.inline = false;       // laid out inline
        this.focusable = false;
        // of boxes, while their children are built
        this.hasBlock = false;
        this.hasContent = false;
        this.previous = '';        // kind of the previous in-flow child
    }
    add(child) {
        if (this.children === NONE) this.children = [child];
        else this.children.push(child);
    }
}
Object.assign(Item.prototype, {
    part: null,
    rendered: true,
    contents: false,        // display: contents
    atomic: false,          // an inline box that text flows around as one piece
    dropped: false,         // not in the tree at all, nor in names
    blank: false,           // collapsible white space only
    raw: '',                // a text item's text before collapsing
    blocked: false,         // inert or aria-hidden
    ariaHidden: false,
    inert: false,
    disabledAbove: false,
    editable: '',           // '', 'plaintext' or 'richtext'
    live: false,            // the root of a live region
    fixedName: undefined,
    properties: null,       // fixed properties of generated content
    nodeless: false,        // no DOM node of its own
    isCounter: false,
    marker: undefined,      // text of a list item's marker
    markerText: false,
    inputType: '',
    inCanvas: false,
    area: false,
    has: HAS_CLASS | HAS_ID | HAS_ROLE | HAS_ARIA | HAS_TITLE | HAS_TABINDEX | HAS_EDITABLE | HAS_OTHER,
    bits: STYLED | BEFORE_AFTER,
    listStyle: '',
    modalBehind: false,
    script: false,
    whiteSpace: '',
    transform: '',
    previousText: '',
    edges: null,            // inline boxes that count as content if they have edges
    anonymous: null,
    childrenOf: null,       // where a hidden item's children are found
    owned: null,
    isOwned: false,
});

/// State of one inline formatting context while its text is collapsed.
class Flow {
    constructor(run) {
        this.run = run;
        this.atSpace = true;  // a collapsible space coming next disappears
        this.tail = null;     // item whose text ends with a collapsible space
        this.lastChar = '';
    }
    /// End of a line: a collapsible space before it goes.
    cut() {
        if (this.tail !== null) {
            this.tail.text = this.tail.text.slice(0, -1);
            this.tail = null;
        }
        this.atSpace = true;
        this.lastChar = '';
    }
    atom() {
        this.tail = null;
        this.atSpace = false;
        this.lastChar = '';
    }
}

// The state of one snapshot.
let options;
let items;          // DOM node -> Item
let hiddenItems;    // DOM node -> Item, outside of the rendered tree
let hasLabels;
let hasFieldsets;
let styleIndex;     // the StyleIndex of the tree that is being built
let animated;       // elements under script or CSS animations, or null
let modalDialog;
let activeOwners;
let runs = 0;
let focusedElement;

// ---------------------------------------------------------------- style of generated content

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

// ---------------------------------------------------------------- building

function* flatChildren(el) {
    if (el.shadowRoot) {
        for (let child = el.shadowRoot.firstChild; child; child = child.nextSibling) yield child;
        return;
    }
    if (el.localName === 'slot' && el.assignedNodes) {
        const assigned = el.assignedNodes();
        if (assigned.length > 0) {
            yield* assigned;
            return;
        }
    }
    for (let child = el.firstChild; child; child = child.nextSibling) yield child;
}

function buildChildren(el, item, box, block, flow) {
    if (el.shadowRoot) {
        const outer = styleIndex;
        if (!hasLabels && el.shadowRoot.querySelector('label')) hasLabels = true;
        if (!hasFieldsets && el.shadowRoot.querySelector('fieldset')) hasFieldsets = true;
        styleIndex = styleIndexOf(el.shadowRoot);
        for (const child of flatChildren(el)) buildNode(child, item, box, block, flow);
        styleIndex = outer;
        return;
    }
    if (el.localName === 'slot') {
        const inner = styleIndex;
        if (el.getRootNode() instanceof ShadowRoot) styleIndex = lightIndex(el);
        for (const child of flatChildren(el)) buildNode(child, item, box, block, flow);
        styleIndex = inner;
        return;
    }
    for (let child = el.firstChild; child !== null; child = child.nextSibling)
        buildNode(child, item, box, block, flow);
}

/// The index for what is slotted: the outer tree's rules apply to it, and ::slotted of the inner.
function lightIndex(slot) {
    const index = new StyleIndex();
    index.addAll(styleIndexOf(slot.getRootNode().host.getRootNode()));
    index.addAll(styleIndex);
    return index;
}

function buildNode(node, parent, box, block, flow) {
    const type = node.nodeType;
    if (type === 1) buildElement(node, parent, box, block, flow);
    else if (type === 3) buildText(node, parent, box, block, flow);
}

function inherit(item, parent) {
    if (parent.blocked) item.blocked = true;
    if (parent.ariaHidden) item.ariaHidden = true;
    if (parent.inert) item.inert = true;
    if (parent.disabledAbove) item.disabledAbove = true;
    if (parent.editable !== '') item.editable = parent.editable;
}

function textStyle(item) {
    if (item.whiteSpace !== '') return item;
    if (item.style === null) {
        const above = textStyle(item.parent);
        item.whiteSpace = above.whiteSpace;
        item.transform = RESETS_TRANSFORM.has(item.tag) ? 'none' : above.transform;
    } else {
        item.whiteSpace = item.style.whiteSpace;
        item.transform = item.style.textTransform;
    }
    return item;
}

function noBlankChildren(box) {
    const display = box.display;
    return display.includes('flex') || display.includes('grid')
        || (display.startsWith('table') && display !== 'table-cell' && display !== 'table-caption')
        || display === 'inline-table';
}

/// Whether white space alone gets a box: only after something inline.
function blankHasBox(box, whiteSpace) {
    if (noBlankChildren(box)) return false;
    if (whiteSpace !== 'normal' && whiteSpace !== 'nowrap') return true;
    if (box.previous === '') return box.inline && !box.atomic;
    if (box.previous === 'text') return !/[ \t\n\r\f]$/.test(box.previousText);
    return box.previous === 'inline';
}

function buildText(node, parent, box, block, flow) {
    let data = node.data;
    if (data.length === 0) return;
    const {whiteSpace, transform} = textStyle(parent);
    const blank = isBlank(data);
    if (blank && !blankHasBox(box, whiteSpace)) return;
    const item = new Item(TEXT, node, parent);
    inherit(item, parent);
    if (!parent.visible) item.visible = false;
    item.role = item.nativeRole = 'StaticText';
    item.inline = true;
    if (transform !== 'none') data = transformed(data, transform);
    if (noBlankChildren(box)) {
        if (box.previous !== 'text') box.anonymous = new Flow(++runs);
        flow = box.anonymous;
        placeText(item, data, whiteSpace, flow, box);
        flow.cut();
    } else {
        placeText(item, data, whiteSpace, flow, block);
    }
    item.run = flow.run;
    box.previous = 'text';
    box.previousText = data;
    if (blank && (whiteSpace === 'normal' || whiteSpace === 'nowrap')) item.blank = true;
    items.set(node, item);
    parent.add(item);
}

function transformed(text, transform) {
    if (transform.includes('uppercase')) return text.toUpperCase();
    if (transform.includes('lowercase')) return text.toLowerCase();
    if (transform.includes('capitalize'))
        return text.replace(/(^|[^\p{L}\p{N}\p{M}'’_])(\p{L})/gu, (_, before, c) => before + c.toUpperCase());
    return text;
}

/// Collapses white space as the inline formatting context does.
function placeText(item, data, whiteSpace, flow, block) {
    item.raw = data;
    if (whiteSpace === 'pre' || whiteSpace === 'pre-wrap' || whiteSpace === 'break-spaces') {
        item.text = data;
        if (data.length > 0) {
            if (data[0] === '\n') flow.cut();
            flow.tail = null;
            flow.atSpace = data[data.length - 1] === '\n';
            flow.lastChar = '';
            block.hasContent = true;
        }
        return;
    }
    let text;
    if (whiteSpace === 'pre-line') {
        text = data.replace(/[ \t\r]*\n[ \t\r]*/g, '\n').replace(/[ \t\r]+/g, ' ');
        if (text[0] === '\n') flow.cut();
    } else if (/[\t\n\r]|  /.test(data)) {
        text = data.replace(/[ \t\n\r]+/g, (space, at) => {
            if (!space.includes('\n')) return ' ';
            const before = at > 0 ? data[at - 1] : flow.lastChar;
            const after = data[at + space.length] ?? '';
            if (before === '\u200b' || after === '\u200b') return '';
            return ' ';
        });
    } else {
        text = data;
    }
    if (flow.atSpace && text[0] === ' ') text = text.slice(1);
    item.text = text;
    if (text.length === 0) return;
    block.hasContent = true;
    const end = text[text.length - 1];
    if (end === ' ') {
        flow.tail = item;
        flow.atSpace = true;
    } else {
        flow.tail = null;
        flow.atSpace = end === '\n';
    }
    flow.lastChar = end;
}

function buildElement(el, parent, box, block, flow) {
    const tag = el.tagName;
    if (UNSEEN_TAGS.has(tag)) return;
    if (el.namespaceURI === SVG && !SVG_RENDERED.has(tag)) return;
    if (tag === 'INPUT' && el.type === 'hidden') return;
    if (tag === 'EMBED' && !el.hasAttribute('src') && !el.hasAttribute('type')) return;
    const item = new Item(ELEMENT, el, parent);
    item.tag = tag;
    item.has = attributesOf(el);
    item.bits = styleIndex.bitsOf(el, item.has);
    let display;
    let style = null;
    if (isPlain(el, item, box, parent)) {
        display = DISPLAYS[tag] ?? 'inline';
        item.visible = parent.visible;
    } else {
        style = item.style = getComputedStyle(el);
        display = style.display;
        if (display === 'none') return;
        item.visible = style.visibility === 'visible';
    }
    inherit(item, parent);
    item.display = display;
    items.set(el, item);
    parent.add(item);
    readAncestry(el, item, parent);

    if (display === 'contents') {
        item.rendered = false;
        item.contents = true;
        settleRole(el, item);
        item.ignored = !(shouldInclude(el, item) === true) || isBlocked(item);
        buildInside(el, item, box, block, flow);
        return;
    }

    const outside = placeBox(el, item, display, style, box, block, flow);
    settleRole(el, item);

    if (BLOCK_FLOWS.has(display) || tag === 'BUTTON' || tag === 'FIELDSET') {
        const inner = new Flow(item.atomic && !outside ? flow.run : {});
        buildInside(el, item, item, item, inner);
        inner.cut();
    } else if (display === 'inline' || display.startsWith('ruby')) {
        if (tag === 'BR' || tag === 'WBR') { /* nothing inside */ }
        else if (item.atomic) buildInside(el, item, item, item, new Flow(flow.run));
        else if (tag === 'RT') buildInside(el, item, item, item, new Flow(++runs));
        else buildInside(el, item, item, block, flow);
    } else {
        const inner = new Flow(++runs);
        buildInside(el, item, item, item, inner);
        inner.cut();
    }
    item.ignored = isIgnored(el, item);
    if (item.role === 'SvgRoot' && item.ariaRole === null && !item.children.some(hasShown)) item.role = 'Image';
    if (tag === 'use') addSymbolTitle(el, item);
}

function hasShown(item) {
    return !item.ignored || item.children.some(hasShown);
}

/// A symbol's title stands at the place where the symbol is used.
function addSymbolTitle(el, item) {
    const target = el.ownerDocument.getElementById((el.getAttribute('href') ?? el.getAttribute('xlink:href') ?? '').replace('#', ''));
    if (!target || !hasSvgTitle(target)) return;
    const group = part(el, item, 'symbol', 'group');
    group.fixedName = simplify(target.querySelector(':scope > title')?.textContent ?? '');
}

/// Notes how the element stands among its siblings. @return whether it is out of the flow
function placeBox(el, item, display, style, box, block, flow) {
    const tag = item.tag;
    const inlineLevel = display.startsWith('inline') || display.startsWith('ruby');
    item.atomic = inlineLevel && (display !== 'inline' && !display.startsWith('ruby')
        || MEDIA.has(tag) || tag === 'svg' || tag === 'math'
        || tag === 'INPUT' || tag === 'TEXTAREA' || tag === 'SELECT' || tag === 'BUTTON'
        || tag === 'METER' || tag === 'PROGRESS');
    if (inlineLevel) {
        item.inline = true;
        item.run = flow.run;
        if (tag === 'BR') {
            flow.cut();
            block.hasContent = true;
            box.previous = 'br';
        } else if (item.atomic) {
            flow.atom();
            block.hasContent = true;
            box.previous = 'inline';
        } else {
            box.previous = 'inline';
            if (!block.hasContent) (block.edges ??= []).push(item);
        }
        return false;
    }
    if (style !== null) {
        const position = style.position;
        if (position === 'absolute' || position === 'fixed' || style.float !== 'none') {
            item.run = ++runs;
            return true;
        }
    }
    box.previous = 'block';
    box.hasBlock = true;
    if (block !== box) block.hasContent = true;
    flow.cut();
    flow.run = ++runs;
    item.run = ++runs;
    return false;
}

function hasInlineEdge(style) {
    return style.paddingLeft !== '0px' || style.paddingRight !== '0px'
        || style.borderLeftWidth !== '0px' || style.borderRightWidth !== '0px'
        || style.marginLeft !== '0px' || style.marginRight !== '0px';
}

/// Children, generated content included, or what a control shows inside.
function buildInside(el, item, box, block, flow) {
    if (item.display === 'list-item') addMarker(el, item);
    const inside = CONTROL_INSIDES[item.tag];
    if (inside) {
        inside(el, item, box, block, flow);
        return;
    }
    if (item.tag === 'TABLE' && buildTable(el, item, box, block, flow)) return;
    const generated = (item.bits & BEFORE_AFTER) !== 0;
    if (generated) addPseudo(el, item, '::before', box, block, flow);
    buildChildren(el, item, box, block, flow);
    if (generated) addPseudo(el, item, '::after', box, block, flow);
}

/// A table's parts in the order in which they are shown. @return false: not made as tables are
function buildTable(el, item, box, block, flow) {
    const ordered = [];
    let valid = item.display.endsWith('table');
    for (let child = el.firstElementChild; child && valid; child = child.nextElementSibling) {
        const tag = child.tagName;
        valid = tag === 'CAPTION' || tag === 'THEAD' || tag === 'TBODY' || tag === 'TFOOT'
            || tag === 'COLGROUP';
    }
    if (!valid) return false;
    if (el.caption) ordered.push(el.caption);
    if (el.tHead) ordered.push(el.tHead);
    ordered.push(...el.tBodies);
    if (el.tFoot) ordered.push(el.tFoot);
    for (const part of ordered) buildElement(part, item, box, block, flow);
    return true;
}

/// What an element's own attributes change for itself and what is below.
function readAncestry(el, item, parent) {
    if ((item.has & HAS_OTHER) !== 0 && el.hasAttribute('inert')) item.inert = true;
    if (modalDialog === el) item.inert = false;
    if ((item.has & HAS_ARIA) !== 0) {
        if (el.getAttribute('aria-hidden')?.toLowerCase() === 'true') item.ariaHidden = true;
        const disabled = ariaBoolean(el, 'aria-disabled');
        if (disabled !== null) item.disabledAbove = disabled;
    }
    if (item.inert || item.ariaHidden) item.blocked = true;
    else if (item.blocked) item.blocked = false;
    if ((item.has & HAS_EDITABLE) === 0) return;
    const editable = el.contentEditable;
    if (editable !== 'inherit')
        item.editable = editable === 'true' ? 'richtext' : editable === 'plaintext-only' ? 'plaintext' : '';
}

// ---------------------------------------------------------------- generated content

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

// ---------------------------------------------------------------- insides of controls

function editorInside(el, item, text) {
    const editor = part(el, item, 'editor', 'generic');
    editor.editable = isDisabled(item) || el.readOnly ? '' : 'plaintext';
    if (text === '') return;
    const lines = item.tag === 'TEXTAREA' && text.endsWith('\n');
    textPart(el, editor, 'value', text).editable = editor.editable;
    if (lines) {
        const end = part(el, editor, 'end', 'LineBreak');
        end.fixedName = '';
        end.editable = editor.editable;
    }
}

const NO_TEXT_INPUTS = words('checkbox radio range color file image button submit reset hidden date '
    + 'datetime-local month week time');

function inputInside(el, item) {
    const type = el.type;
    if (!NO_TEXT_INPUTS.has(type)) {
        editorInside(el, item, type === 'password' ? '•'.repeat(el.value.length) : el.value);
    } else if (type === 'submit' || type === 'reset' || type === 'button') {
        const label = buttonLabel(el);
        if (label !== '') textPart(el, item, 'label', label);
    } else if (type === 'image') {
        if (!el.complete || el.naturalWidth === 0 || !el.getAttribute('src')) {
            part(el, item, 'image', 'Image').fixedName = '';
            const alt = el.getAttribute('alt') ?? el.getAttribute('value') ?? el.getAttribute('title') ?? 'Submit';
            if (alt !== '') textPart(el, item, 'label', alt);
        }
    } else if (type === 'file') {
        const label = el.multiple ? 'Choose Files' : 'Choose File';
        const button = part(el, item, 'button', 'button');
        button.fixedName = label;
        button.properties = controlProperties(item, true);
        textPart(el, button, 'label', label);
    } else if (DATE_FIELDS[type]) {
        dateInside(el, item, type);
    }
}

function buttonLabel(el) {
    if (el.hasAttribute('value')) return el.value;
    return el.type === 'submit' ? 'Submit' : el.type === 'reset' ? 'Reset' : '';
}

/// Fixed properties of a control made by the browser inside another.
function controlProperties(item, isForm) {
    const list = [];
    if (isDisabled(item)) list.push(['disabled', true]);
    if (isForm) list.push(['invalid', 'false']);
    if (!isDisabled(item)) list.push(['focusable', true]);
    return list;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const pad = (value, size) => String(value).padStart(size, '0');
// field: [name, minimum, maximum, empty text]; a string is the text between two fields
const MONTH = ['Month', 1, 12, 'mm'];
const DAY = ['Day', 1, 31, 'dd'];
const YEAR = ['Year', 1, 275760, 'yyyy'];
const HOUR = ['Hours', 1, 12, '--'];
const MINUTE = ['Minutes', 0, 59, '--'];
const HALF = ['AM/PM', 1, 2, '--'];
const DATE_FIELDS = {
    date: [MONTH, '/', DAY, '/', YEAR],
    time: [HOUR, ':', MINUTE, '\u202f', HALF],
    'datetime-local': [MONTH, '/', DAY, '/', YEAR, ',', HOUR, ':', MINUTE, '\u202f', HALF],
    month: [['Month', 1, 12, '---------'], ' ', ['Year', 1, 275760, '----']],
    week: ['Week', ['Week', 1, 53, '--'], ',', ['Year', 1, 275760, '----']],
};
const PICKERS = {
    date: 'Show date picker', time: 'Show time picker', month: 'Show month picker',
    week: 'Show week picker', 'datetime-local': 'Show local date and time picker',
};

function dateValues(el, type) {
    const numbers = (el.value.match(/\d+/g) ?? []).map(Number);
    if (numbers.length === 0) return {};
    const values = {};
    if (type === 'week') [values.Year, values.Week] = numbers;
    else if (type !== 'time') [values.Year, values.Month, values.Day] = numbers;
    if (type === 'time' || type === 'datetime-local') {
        const [hour, minute] = numbers.slice(type === 'time' ? 0 : 3);
        values.Hours = (hour + 11) % 12 + 1;
        values.Minutes = minute;
        values['AM/PM'] = hour < 12 ? 1 : 2;
    }
    return values;
}

function dateInside(el, item, type) {
    const values = dateValues(el, type);
    const outer = part(el, item, 'edit', 'generic');
    const fields = part(el, outer, 'fields', 'generic');
    let count = 0;
    for (const field of DATE_FIELDS[type]) {
        if (typeof field === 'string') {
            textPart(el, fields, 'between' + count++, field);
            continue;
        }
        const [name, minimum, maximum, empty] = field;
        const value = values[name];
        let shown = empty;
        if (value !== undefined) {
            if (name === 'AM/PM') shown = value === 1 ? 'AM' : 'PM';
            else if (name === 'Month' && type === 'month') shown = MONTHS[value - 1];
            else shown = pad(value, name === 'Year' ? 4 : 2);
        }
        const spin = part(el, fields, name, 'spinbutton');
        spin.fixedName = name;
        spin.properties = controlProperties(item, false);
        if (!isDisabled(item) && !el.readOnly) spin.properties.push(['settable', true]);
        spin.properties.push(['required', false], ['valuemin', minimum], ['valuemax', maximum],
            ['valuetext', value === undefined ? '' : shown]);
        textPart(el, spin, name + ' text', shown);
    }
    const picker = part(el, item, 'picker', 'PopUpButton');
    picker.fixedName = PICKERS[type];
    picker.properties = controlProperties(item, false);
    picker.properties.push(['hasPopup', 'menu']);
}

function selectInside(el, item) {
    if (el.multiple || el.size > 1) {
        for (const child of el.children) listBoxEntry(child, item);
        return;
    }
    const popup = part(el, item, 'popup', 'MenuListPopup');
    popup.fixedName = null;
    popup.nodeless = true;
    if (isDisabled(item)) popup.properties = [['disabled', true]];
    for (const option of el.options) {
        const entry = optionItem(option, popup, 'MenuListOption');
        const style = getComputedStyle(option);
        if (style.display === 'none' || entry.blocked) entry.ignored = true;
    }
}

function optionItem(option, parent, role) {
    const entry = new Item(ELEMENT, option, parent);
    inherit(entry, parent);
    entry.tag = 'OPTION';
    entry.visible = parent.visible;
    entry.nativeRole = entry.role = role;
    const aria = ariaRoleOf(option);
    if (aria && aria !== 'none') entry.role = entry.ariaRole = aria;
    readAncestry(option, entry, parent);
    if (role === 'MenuListOption') entry.fixedName = simplify(option.label || option.text);
    entry.focusable = !option.disabled && !entry.inert;
    entry.ignored = entry.blocked && !entry.focusable || !entry.visible;
    items.set(option, entry);
    parent.add(entry);
    return entry;
}

function listBoxEntry(child, item) {
    if (child.tagName === 'OPTION') {
        if (getComputedStyle(child).display !== 'none') optionItem(child, item, 'option');
    } else if (child.tagName === 'OPTGROUP') {
        const style = getComputedStyle(child);
        if (style.display === 'none') return;
        const group = part(child, item, 'label', 'group');
        group.fixedName = child.label;
        if (child.label !== '') textPart(child, group, 'text', child.label);
        for (const option of child.children) listBoxEntry(option, item);
    }
}

function detailsInside(el, item, box, block, flow) {
    const summary = [...el.children].find(child => child.tagName === 'SUMMARY');
    if (summary) {
        buildElement(summary, item, box, block, flow);
    } else {
        const triangle = part(el, item, 'summary', 'DisclosureTriangle');
        triangle.fixedName = 'Details';
        triangle.properties = [['focusable', true]];
        textPart(el, triangle, 'text', 'Details');
    }
    if (!el.open) return;
    for (let child = el.firstChild; child; child = child.nextSibling)
        if (child !== summary) buildNode(child, item, box, block, flow);
}

function nothingInside() {}

function canvasInside(el, item) {
    for (let child = el.firstChild; child; child = child.nextSibling) {
        if (child.nodeType === 1) canvasChild(child, item);
        else if (child.nodeType === 3) unrenderedText(child, item);
    }
}

function unrenderedText(node, parent) {
    if (isBlank(node.data)) return;
    const item = new Item(TEXT, node, parent);
    inherit(item, parent);
    item.rendered = false;
    item.role = item.nativeRole = 'StaticText';
    item.text = item.raw = node.data;
    item.ignored = item.blocked;
    items.set(node, item);
    parent.add(item);
}

function canvasChild(el, parent) {
    if (UNSEEN_TAGS.has(el.tagName)) return;
    const item = new Item(ELEMENT, el, parent);
    inherit(item, parent);
    item.tag = el.tagName;
    item.rendered = false;
    item.inCanvas = true;
    items.set(el, item);
    parent.add(item);
    readAncestry(el, item, parent);
    settleRole(el, item);
    item.ignored = shouldInclude(el, item) === false || item.blocked;
    for (let child = el.firstChild; child; child = child.nextSibling) {
        if (child.nodeType === 1) canvasChild(child, item);
        else if (child.nodeType === 3) unrenderedText(child, item);
    }
}

function meterInside(el, item) {
    if (el.firstElementChild || styleOf(item).appearance === 'none') return;
    const outer = part(el, item, 'bar', 'generic');
    part(el, outer, 'value', 'generic');
}

function marqueeInside(el, item, box, block, flow) {
    const mover = part(el, item, 'mover', 'generic');
    mover.whiteSpace = textStyle(item).whiteSpace;
    mover.transform = item.transform;
    buildChildren(el, mover, box, block, flow);
}

function imageInside(el, item) {
    if (!el.useMap) return;
    const map = el.ownerDocument.querySelector(`map[name="${CSS.escape(el.useMap.slice(1))}"]`);
    if (!map || el.ownerDocument.querySelector(`img[usemap="${CSS.escape(el.useMap)}"]`) !== el) return;
    if (!el.complete || el.naturalWidth === 0) return;
    for (const area of map.querySelectorAll('area')) {
        const entry = new Item(ELEMENT, area, item);
        inherit(entry, item);
        entry.tag = 'AREA';
        entry.rendered = false;
        entry.area = true;
        items.set(area, entry);
        readAncestry(area, entry, item);
        entry.role = entry.nativeRole = area.hasAttribute('href') ? 'link' : 'generic';
        const aria = ariaRoleOf(area);
        if (aria) entry.role = entry.ariaRole = aria;
        entry.focusable = area.hasAttribute('href');
        entry.ignored = entry.blocked || entry.role === 'generic';
        item.add(entry);
    }
}

const CONTROL_INSIDES = {
    INPUT: inputInside,
    TEXTAREA: (el, item) => editorInside(el, item, el.value),
    SELECT: selectInside,
    DETAILS: detailsInside,
    IFRAME: nothingInside, FRAME: nothingInside, VIDEO: nothingInside, AUDIO: nothingInside,
    EMBED: nothingInside, CANVAS: canvasInside, METER: meterInside, PROGRESS: nothingInside,
    IMG: imageInside, BR: nothingInside, WBR: nothingInside, HR: nothingInside,
    MARQUEE: marqueeInside,
};

// ---------------------------------------------------------------- roles

function ariaRoleOf(el) {
    const value = el.getAttribute('role');
    if (!value) return null;
    for (const one of value.toLowerCase().split(SPACES)) {
        const role = ARIA_ROLES[one];
        if (role !== undefined) return role;
    }
    return null;
}

function hasGlobalAria(el) {
    for (const name of el.getAttributeNames())
        if (name.startsWith('aria-') && GLOBAL_ARIA.test(name)) return true;
    return false;
}
const GLOBAL_ARIA = /^aria-(atomic|busy|controls|current|describedby|details|disabled|dropeffect|errormessage|flowto|grabbed|haspopup|hidden|invalid|keyshortcuts|label|labell?edby|live|owns|relevant|roledescription)/;

function buttonRole(el) {
    if (el.hasAttribute('aria-pressed') && el.getAttribute('aria-pressed') !== '') return 'ToggleButton';
    return popupOf(el, null) === null ? 'button' : 'PopUpButton';
}

/// aria-haspopup's token, null for none.
function popupOf(el, role) {
    const value = el.getAttribute('aria-haspopup')?.toLowerCase();
    if (value !== undefined) {
        if (value === 'false') return null;
        if (/^(listbox|tree|grid|dialog|menu)$/.test(value)) return value;
        if (value === 'true') return 'menu';
    }
    return role === 'ComboBoxMenuButton' || role === 'TextFieldWithComboBox' || role === 'ComboBoxGrouping'
        ? 'listbox' : null;
}

function isTextInput(el) {
    return el.tagName === 'TEXTAREA' || (el.tagName === 'INPUT' && !NO_TEXT_INPUTS.has(el.type));
}

function settleRole(el, item) {
    item.nativeRole = item.role = nativeRole(el, item);
    let aria = (item.has & HAS_ROLE) !== 0 ? ariaRoleOf(el) : null;
    const supportsFocus = maySupportFocus(el, item.has);
    if (aria === 'none' && (supportsFocus || hasGlobalAria(el))) aria = null;
    if (aria === 'button') aria = buttonRole(el);
    if (aria === 'region' && !isNamedByAuthor(el)) aria = null;
    if (aria === 'ComboBoxGrouping') {
        if (isTextInput(el)) aria = 'TextFieldWithComboBox';
        else if (supportsFocus) aria = 'ComboBoxMenuButton';
    }
    if (aria) item.role = item.ariaRole = aria;
    item.focusable = canFocus(el, item, supportsFocus);
    const live = (item.has & (HAS_ARIA | HAS_ROLE)) !== 0 || item.role === 'status' ? liveStatus(el, item) : null;
    if (live && live.toLowerCase() !== 'off') item.live = true;
}

function isNamedByAuthor(el) {
    return !!(el.getAttribute('aria-label')?.trim()) || !!el.getAttribute('aria-labelledby')
        || !!el.getAttribute('title');
}

function nativeRole(el, item) {
    const tag = item.tag;
    const known = TAG_ROLES[tag];
    if (known !== undefined && known !== 'Image') return known;
    switch (tag) {
    case 'DIV': case 'SPAN': return layoutRole(el, item);
    case 'IMG': return 'Image';
    case 'A': return el.hasAttribute('href') || isClickable(el, item) ? 'link' : layoutRole(el, item);
    case 'BUTTON': return buttonRole(el);
    case 'SUMMARY': {
        const above = item.parent.node;
        return above?.tagName === 'DETAILS' ? 'DisclosureTriangle' : 'generic';
    }
    case 'TABLE': return isDataTable(el, item) ? 'table' : 'LayoutTable';
    case 'TR': return rowRole(item);
    case 'TD': case 'TH': return cellRole(el, item);
    case 'THEAD': case 'TBODY': case 'TFOOT': return sectionRole(item);
    case 'INPUT': return inputRole(el);
    case 'SELECT': return el.multiple || el.size > 1 ? 'listbox' : 'PopUpButton';
    case 'FORM': return isNamedByAuthor(el) ? 'form' : 'Section';
    case 'SECTION': return isNamedByAuthor(el) ? 'region' : 'Section';
    case 'HEADER': return insideSection(el) ? 'HeaderAsNonLandmark' : 'Header';
    case 'FOOTER': return insideSection(el) ? 'FooterAsNonLandmark' : 'Footer';
    case 'BR': return 'LineBreak';
    }
    if (el.namespaceURI === 'http://www.w3.org/1998/Math/MathML') return MATH_ROLES[el.localName] ?? 'generic';
    if (el.namespaceURI === SVG) return svgRole(el, item);
    return layoutRole(el, item);
}

function insideSection(el) {
    for (let above = el.parentElement; above; above = above.parentElement)
        if (NO_LANDMARK_INSIDE.has(above.tagName)) return true;
    return false;
}

function svgRole(el, item) {
    if (el.localName === 'a')
        return el.hasAttribute('href') || el.hasAttribute('xlink:href') || isClickable(el, item) ? 'link'
            : el.closest('text') ? 'generic' : 'group';
    if (el.localName === 'svg' && !el.ownerSVGElement)
        return hasSvgTitle(el) || el.hasAttribute('aria-label') ? 'Image' : 'SvgRoot';
    if (el.localName === 'image') return 'Image';
    if (el.localName === 'g') return 'group';
    if (SVG_SHAPES.has(el.localName)) return 'graphics-symbol';
    return 'generic';
}
const SVG_SHAPES = words('path rect circle ellipse line polyline polygon');

function hasSvgTitle(el) {
    for (let child = el.firstElementChild; child; child = child.nextElementSibling)
        if (child.localName === 'title' || child.localName === 'desc') return true;
    return false;
}

/// A role from the box where the markup gives none.
function layoutRole(el, item) {
    const display = item.display;
    if (display === 'list-item' || item.tag === 'LI') return listItemRole(el);
    if (display.startsWith('table') || display === 'inline-table') {
        switch (display) {
        case 'table': case 'inline-table': return 'LayoutTable';
        case 'table-row': return rowRole(item);
        case 'table-cell': return cellRole(el, item);
        case 'table-row-group': case 'table-header-group': case 'table-footer-group': return sectionRole(item);
        }
    }
    return 'generic';
}

function listItemRole(el) {
    const list = el.parentElement;
    if (list && (list.tagName === 'UL' || list.tagName === 'OL' || list.tagName === 'MENU')) {
        const role = list.getAttribute('role');
        if (role && role !== 'list' && role !== 'directory') return 'none';
    }
    return 'listitem';
}

function tableAncestor(item) {
    let above = item.parent;
    while (above && NEUTRAL_IN_TABLE.has(above.role)) above = above.parent;
    return above;
}

function sectionRole(item) {
    const table = tableAncestor(item);
    if (!table || !TABLES.has(table.role) || table.role === 'LayoutTable') return 'generic';
    return 'rowgroup';
}

function rowRole(item) {
    const table = tableAncestor(item);
    if (!table || !TABLES.has(table.role)) return 'generic';
    return table.role === 'LayoutTable' ? 'LayoutTableRow' : 'row';
}

function cellRole(el, item) {
    const row = tableAncestor(item);
    if (!row || !ROWS.has(row.role)) return 'generic';
    const table = tableAncestor(row);
    if (!table || !TABLES.has(table.role)) return 'generic';
    if (row.role === 'LayoutTableRow') return 'LayoutTableCell';
    if (item.tag !== 'TH') return 'gridcell';
    const scope = el.getAttribute('scope')?.toLowerCase();
    if (scope === 'row' || scope === 'rowgroup') return 'rowheader';
    if (scope === 'col' || scope === 'colgroup') return 'columnheader';
    return headerFromSiblings(el);
}

function headerFromSiblings(cell) {
    const full = one => one !== null && one.nodeType === 1 && one.tagName === 'TD' && one.hasChildNodes();
    const header = one => one !== null && one.nodeType === 1 && one.tagName === 'TH';
    const next = sibling(cell, 'nextSibling');
    const previous = sibling(cell, 'previousSibling');
    if (!next && !previous) return 'columnheader';
    if (header(next) && header(previous)) return 'columnheader';
    if (full(next) || full(previous)) return 'rowheader';
    const row = cell.parentNode;
    if (row.tagName !== 'TR') return 'columnheader';
    const first = row.firstElementChild;
    const end = row.lastElementChild;
    if (full(first) || full(end)) return 'rowheader';
    if (full(first.nextElementSibling) || full(end.previousElementSibling)) return 'rowheader';
    return 'columnheader';
}

function sibling(node, direction) {
    let other = node[direction];
    while (other && other.nodeType !== 1 && other.nodeType !== 3) other = other[direction];
    return other;
}

function inputRole(el) {
    const type = el.type;
    if (el.list && type !== 'color' && !['checkbox', 'radio', 'hidden', 'file', 'button', 'submit',
        'reset', 'image', 'password'].includes(type)) return 'TextFieldWithComboBox';
    switch (type) {
    case 'button': case 'submit': case 'reset': case 'image': return buttonRole(el);
    case 'checkbox': return 'checkbox';
    case 'date': return 'Date';
    case 'datetime-local': case 'month': case 'week': return 'DateTime';
    case 'file': return 'button';
    case 'radio': return 'radio';
    case 'number': return 'spinbutton';
    case 'range': return 'slider';
    case 'search': return 'searchbox';
    case 'color': return 'ColorWell';
    case 'time': return 'InputTime';
    }
    return 'TextField';
}

/// Blink's guess whether a table holds data or only lays out a page.
function isDataTable(table, item) {
    if (table.hasAttribute('role')) return true;
    if (item.editable) return true;
    if (table.getAttribute('summary') || table.tHead || table.tFoot || table.caption) return true;
    if (table.getAttribute('rules')) return true;
    for (let child = table.firstElementChild; child; child = child.nextElementSibling)
        if (child.tagName === 'COL' || child.tagName === 'COLGROUP') return true;
    const rows = table.rows;
    const rowCount = rows.length;
    if (rowCount >= 20) return true;
    if (rowCount === 0) return false;
    if (rowCount === 1 && rows[0].cells.length === 1) return false;
    return tableLooksLikeData(rows, item.style ?? getComputedStyle(table));
}

function tableLooksLikeData(rows, style) {
    const spacing = style.borderSpacing.split(' ').every(one => parseFloat(one) > 0)
        && style.borderCollapse !== 'collapse';
    const background = style.backgroundColor;
    let valid = 0;
    let bordered = 0;
    let coloured = 0;
    const sides = [0, 0, 0, 0];
    const rowColours = [];
    for (let r = 0; r < rows.length; ++r) {
        for (const cell of rows[r].cells) {
            if (cell.tagName === 'TH' || cell.headers || cell.abbr || cell.getAttribute('axis')
                || cell.getAttribute('scope')) return true;
            if (cell.offsetWidth < 1 || cell.offsetHeight < 1) continue;
            ++valid;
            const look = getComputedStyle(cell);
            if (look.emptyCells === 'hide') return true;
            const top = parseFloat(look.borderTopWidth) > 0;
            const bottom = parseFloat(look.borderBottomWidth) > 0;
            const left = parseFloat(look.borderLeftWidth) > 0;
            const right = parseFloat(look.borderRightWidth) > 0;
            if ((top && bottom) || (left && right)) ++bordered;
            if (top) ++sides[0];
            if (bottom) ++sides[1];
            if (left) ++sides[2];
            if (right) ++sides[3];
            if (spacing && look.backgroundColor !== background) ++coloured;
            if (bordered >= 10 || coloured >= 10) return true;
            if (r < 5 && r === rowColours.length) rowColours.push(getComputedStyle(rows[r]).backgroundColor);
        }
    }
    if (valid <= 1) return false;
    const needed = Math.floor(valid / 2);
    if (bordered >= needed || sides.some(count => count >= needed) || coloured >= needed) return true;
    if (rowColours.length <= 2) return false;
    return rowColours.every((colour, k) => k === 0 || (colour === rowColours[0]) === (k % 2 === 0));
}

// ---------------------------------------------------------------- focus, disabled, inclusion

function maySupportFocus(el, has = -1) {
    switch (el.tagName) {
    case 'A': case 'AREA':
        if (el.hasAttribute('href')) return true;
        break;
    case 'INPUT':
        if (el.type !== 'hidden') return true;
        break;
    case 'BUTTON': case 'SELECT': case 'TEXTAREA': case 'IFRAME': case 'FRAME':
        return true;
    case 'SUMMARY':
        if (el.parentElement?.tagName === 'DETAILS' && el.parentElement.querySelector(':scope > summary') === el) return true;
        break;
    case 'AUDIO': case 'VIDEO':
        if (el.controls) return true;
        break;
    case 'OBJECT':
        if (!el.hasChildNodes()) return true;
        break;
    case 'a':
        if (el.hasAttribute('href') || el.hasAttribute('xlink:href')) return true;
        break;
    }
    if ((has & HAS_TABINDEX) !== 0) {
        const tabIndex = el.getAttribute('tabindex');
        if (tabIndex !== null && /^\s*[+-]?\d/.test(tabIndex)) return true;
    }
    return (has & HAS_EDITABLE) !== 0 && isEditableRoot(el);
}

function isEditableRoot(el) {
    const value = el.getAttribute('contenteditable');
    if (value === null) return false;
    const lower = value.toLowerCase();
    return lower === '' || lower === 'true' || lower === 'plaintext-only';
}

function isDisabledControl(el) {
    if (!FORM_CONTROLS.has(el.tagName)) return false;
    return el.disabled === true || hasFieldsets && el.matches(':disabled');
}

function canFocus(el, item, supportsFocus) {
    if (item.inert) return false;
    if (!item.inCanvas && !item.rendered && !item.area) return false;
    if (!item.visible) return false;
    if (item.role === 'option' || supportsFocus) return !isDisabledControl(el);
    return item.ariaRole !== null && item.ariaRole !== 'none' && el.hasAttribute('id')
        && mayBeActiveDescendant(item);
}

function mayBeActiveDescendant(item) {
    if (activeOwners === null) return false;
    for (let above = item.parent; above; above = above.parent)
        if (activeOwners.has(above.node)) return true;
    return false;
}

function isDisabled(item) {
    const el = item.node;
    if (isDisabledControl(el)) return true;
    if (item.tag === 'OPTION' && el.disabled) return true;
    if (item.disabledAbove && (item.focusable || el.getAttribute('aria-disabled')?.toLowerCase() === 'true')) return true;
    if (item.tag === 'VIDEO' || item.tag === 'AUDIO') return el.readyState === 0 && !el.currentSrc;
    return false;
}

function isClickable(el, item) {
    const flags = listeners.get(el);
    const clickable = flags !== undefined ? (flags & MOUSE_BUTTON) !== 0
        : (item.has & HAS_OTHER) !== 0 && (el.hasAttribute('onclick') || el.hasAttribute('onmousedown') || el.hasAttribute('onmouseup'));
    if (!clickable) return false;
    return !(isDisabledControl(el) || item.disabledAbove && maySupportFocus(el, item.has)
        || el.getAttribute('aria-disabled')?.toLowerCase() === 'true');
}

const CLICKABLE_NATIVE = words('button checkbox ColorWell ComboBoxMenuButton Date DateTime '
    + 'DisclosureTriangle InputTime link option MenuListOption PopUpButton radio searchbox '
    + 'spinbutton switch tab TextField TextFieldWithComboBox ToggleButton');

/// true: in the tree, false: ignored, null: the layout decides.
function shouldInclude(el, item) {
    const role = item.role;
    const tag = item.tag;
    if (role === 'none') return false;
    if (role === 'RubyAnnotation') return false;
    const svg = el.namespaceURI === SVG;
    if (svg) {
        if (el.closest('symbol')) return false;
        if (hasSvgTitle(el)) return true;
    }
    if (TABLES.has(role) || ROWS.has(role) || CELLS.has(role)) return true;
    if (tag !== 'BODY' && item.focusable) return true;
    if (LINKS.has(role)) return true;
    if (isClickable(el, item) || (item.has & HAS_EDITABLE) !== 0 && isEditableRoot(el)) return true;
    if (CLICKABLE_NATIVE.has(item.nativeRole)) return true;
    if (role === 'heading' || role === 'doc-subtitle') return true;
    if (tag === 'HEADER' || tag === 'FOOTER' || tag === 'LEGEND') return true;
    if (FORM_CONTROLS.has(tag) || (item.ariaRole && ARIA_CONTROLS.has(item.ariaRole))) return true;
    if (item.ariaRole !== null) return true;
    if (ALWAYS_INCLUDED.has(role)) return true;
    if ((item.has & HAS_ARIA) !== 0) return true;
    if ((item.has & HAS_TITLE) !== 0 && el.getAttribute('title')) return true;
    if (role === 'Image' && !svg) {
        const alt = el.getAttribute('alt');
        return alt === null || alt !== '';
    }
    if (!svg && (item.has & HAS_ID) !== 0 && el.id !== '' && tag !== 'LABEL' && tag !== 'OPTGROUP' && !(el.getRootNode() instanceof ShadowRoot))
        return true;
    if (tag === 'A' && el.hasAttribute('name')) return true;
    if (tag === 'SPAN') return false;
    if (tag === 'LABEL') return !isRedundantLabel(el);
    return null;
}

function isRedundantLabel(label) {
    const input = label.control;
    if (!input || input.tagName !== 'INPUT' || (input.type !== 'checkbox' && input.type !== 'radio')) return false;
    if (input.getAttribute('aria-label')?.trim() || elementsOf(input, 'aria-labelledby')?.length) return false;
    const first = label.firstElementChild;
    if (!first) return true;
    if (first !== input) return false;
    return first.nextElementSibling === null;
}

function isBlocked(item) {
    return item.blocked && !item.focusable;
}

function isIgnored(el, item) {
    if (item.tag === 'HTML') return true;
    if (!item.visible && el.getAttribute('aria-hidden')?.toLowerCase() !== 'false') return true;
    if (isBlocked(item)) return true;
    const semantic = shouldInclude(el, item);
    if (semantic !== null) return !semantic;
    return ignoredByLayout(el, item, el.hasChildNodes());
}

function ignoredByLayout(el, item, hasChildNodes) {
    const tag = item.tag;
    if (MEDIA.has(tag) && tag !== 'CANVAS' && tag !== 'IMG') return false;
    if (tag === 'BR') return false;
    if (tag === 'svg') return !(hasChildNodes && item.role === 'SvgRoot' && el.firstElementChild);
    if (el && el.namespaceURI === SVG)
        return el.localName !== 'text' && el.localName !== 'foreignObject';
    if (item.hasContent && !item.hasBlock && BLOCK_FLOWS.has(item.display)) return false;
    if (hasChildNodes && hasLayer(item)) return false;
    if (tag === 'CANVAS') return !hasChildNodes;
    if (item.kind === ELEMENT && item.style !== null && item.style.position !== 'static') return false;
    if (BLOCK_FLOWS.has(item.display) && !item.hasBlock)
        return !(item.hasContent || item.edges !== null && item.edges.some(one => hasInlineEdge(styleOf(one))));
    return true;
}

/// Whether the box gets a paint layer of its own. Properties that no style sheet of the page sets
/// are not asked for.
function hasLayer(item) {
    const style = item.style;
    if (style === null) return false;
    if (style.position !== 'static') return true;
    if (style.opacity !== '1') return true;
    const inlineStyle = item.kind === ELEMENT ? item.node.getAttribute('style') : null;
    const used = styleIndex.rare;
    const asks = name => used.has(name) || inlineStyle !== null && inlineStyle.includes(name);
    if (asks('filter') && style.filter !== 'none') return true;
    if (asks('mix-blend-mode') && style.mixBlendMode !== 'normal') return true;
    if (item.inline && !item.atomic) return false;
    if (style.overflowX !== 'visible' || style.overflowY !== 'visible') return true;
    if (style.transform !== 'none') return true;
    for (const [name, idle] of RARE_LAYERS) {
        if (!asks(name)) continue;
        const value = style.getPropertyValue(name);
        if (value !== '' && !idle.test(value)) return true;
    }
    return /flex|grid/.test(item.parent.display) && style.zIndex !== 'auto';
}

// property -> values that make no layer
const RARE_LAYERS = [['perspective', /^none/], ['clip-path', /^none/], ['isolation', /^auto/],
    ['-webkit-mask-image', /^none/], ['transform-style', /^flat/], ['backface-visibility', /^visible/],
    ['backdrop-filter', /^none/], ['translate', /^none/], ['rotate', /^none/], ['scale', /^none/],
    ['column-count', /^auto/], ['column-width', /^auto/],
    ['will-change', /^(?!.*(transform|opacity|filter|perspective|position|z-index|contents|top|left))/],
    ['contain', /^(?!.*(paint|strict|content))/]];

// ---------------------------------------------------------------- white space

/// Whether a blank text node matters for reading: not next to what is read apart anyway.
function blankMatters(item) {
    const previous = flatNeighbour(item.node, 'previousSibling');
    if (!previous) return false;
    const next = flatNeighbour(item.node, 'nextSibling');
    if (!next) return false;
    return !blankIdleNextTo(layoutOf(previous), false, 0) && !blankIdleNextTo(layoutOf(next), true, 0);
}

function flatNeighbour(node, direction) {
    for (let current = node; current; current = flatParent(current)) {
        const slot = current.assignedSlot;
        if (slot) {
            const all = slot.assignedNodes();
            const other = all[all.indexOf(current) + (direction === 'nextSibling' ? 1 : -1)];
            if (other) return other;
        } else if (current[direction]) {
            return current[direction];
        }
    }
    return null;
}

function flatParent(node) {
    if (node.assignedSlot) return node.assignedSlot;
    const above = node.parentNode;
    return above instanceof ShadowRoot ? above.host : above;
}

function layoutOf(node) {
    const item = items.get(node);
    return item && item.display !== 'contents' ? item : null;
}

function blankIdleNextTo(item, after, depth) {
    if (!item) return true;
    if (depth > 3) return false;
    if (item.tag === 'BR') return !item.node.hasAttribute('role');
    if (item.text !== null) {
        if (item.raw === '') return false;
        if (isBlank(item.raw)) return true;
        const text = item.text;
        const c = after ? text[0] : text[text.length - 1];
        return c === ' ' || c === '\n' || c === '\t';
    }
    if (item.kind === ELEMENT && item.tag === 'IMG') return isBroken(item.node);
    if (!item.inline || item.atomic || item.tag === 'WBR') return true;
    if (item.kind === ELEMENT && CELLS.has(item.ariaRole)) return true;
    const boxes = item.children.filter(child => child.display !== 'contents');
    const child = after ? boxes[0] : boxes[boxes.length - 1];
    if (!child && item.kind === ELEMENT) {
        const beside = flatNeighbour(item.node, after ? 'nextSibling' : 'previousSibling');
        return beside ? blankIdleNextTo(layoutOf(beside), after, depth + 1) : false;
    }
    return blankIdleNextTo(child ?? null, after, depth + 1);
}

/// A broken image is laid out as a box with its text.
function isBroken(image) {
    return image.complete && image.naturalWidth === 0 && image.hasAttribute('src');
}

function settleText(item) {
    for (const child of item.children) {
        if (child.kind === TEXT && child.rendered) {
            if (child.blank && !blankMatters(child)) child.dropped = child.ignored = true;
            else child.ignored = child.blocked || !child.visible || item.role === 'RubyAnnotation'
                || item.tag === 'LABEL' && item.ignored && isRedundantLabel(item.node)
                || (item.kind === ELEMENT && isChildless(item));
        }
        settleText(child);
    }
    if (item.kind === ELEMENT && item.marker !== undefined) finishMarker(item.node, item);
}

function isChildless(item) {
    return item.nativeRole !== 'generic' && CHILDLESS.has(item.nativeRole);
}

// ---------------------------------------------------------------- names

function itemOf(node) {
    return items.get(node) ?? hiddenItem(node);
}

/// An item for a node that is not rendered, reached by a reference.
function hiddenItem(node) {
    let item = hiddenItems.get(node);
    if (item) return item;
    const above = node.parentNode instanceof ShadowRoot ? node.parentNode.host : node.parentNode;
    const parent = above && above.nodeType === 1 ? itemOf(above) : null;
    if (node.nodeType === 3) {
        item = new Item(TEXT, node, parent);
        item.role = item.nativeRole = 'StaticText';
        item.text = item.raw = node.data;
    } else {
        item = new Item(ELEMENT, node, parent);
        item.tag = node.tagName;
    }
    item.rendered = false;
    item.style = null;
    hiddenItems.set(node, item);
    if (node.nodeType === 1) {
        item.visible = true;
        readAncestry(node, item, parent ?? item);
        settleRole(node, item);
        item.childrenOf = node;
    }
    return item;
}

function nameChildren(item) {
    if (item.childrenOf) {
        const result = [];
        for (const child of flatChildren(item.childrenOf)) {
            if (child.nodeType === 3 ? child.data !== '' : child.nodeType === 1 && !UNSEEN_TAGS.has(child.tagName))
                result.push(itemOf(child));
        }
        return result;
    }
    return item.children;
}

function hiddenByStyle(item) {
    if (item.kind === PART) return !item.visible;
    if (item.rendered || item.contents) return !item.visible;
    return !item.inCanvas;
}

function isHiddenForName(item) {
    const el = item.node;
    if (!hiddenByStyle(item)) return false;
    if (item.kind === ELEMENT && (el.getAttribute('aria-hidden')?.toLowerCase() === 'false' || item.tag === 'title')) return false;
    return hiddenByStyle(item) && (!item.parent || !hiddenByStyle(item.parent));
}

const CONTENTS = 1;
const OTHER = 2;
let nameSource = 0;  // of the text alternative computed last

/// The accessible name as the protocol prints it.
function nameOf(item) {
    if (item.fixedName !== undefined) return item.fixedName;
    if (item.kind === TEXT || item.text !== null) return simplify(item.text);
    if (item.kind === PART) return '';
    if (item.role === 'LineBreak') return '';
    if (item.tag === 'VIDEO' || item.tag === 'AUDIO') return null;
    return simplify(ownName(item) ?? '');
}

function ownName(item) {
    const el = item.node;
    const visited = new Set([item]);
    if ((item.has & HAS_ARIA) !== 0) {
        const labelled = labelledByText(el, visited);
        if (labelled !== null) return labelled;
        const label = el.getAttribute('aria-label');
        if (label) return label;
    }
    const native = nativeName(el, item, visited, true);
    if (native !== null) return native;
    if (namedByContent(item, false) && item.tag !== 'SELECT') {
        const text = textOfChildren(item, visited, null);
        if (text !== '') return text;
    }
    return (item.has & HAS_TITLE) !== 0 ? el.getAttribute('title') || '' : '';
}

function labelledByText(el, visited) {
    const attribute = el.hasAttribute('aria-labelledby') ? 'aria-labelledby' : 'aria-labeledby';
    const targets = elementsOf(el, attribute);
    if (!targets || targets.length === 0) return null;
    return textOfElements(targets, new Set(visited), true);
}

function textOfElements(elements, visited, asRoot) {
    let text = '';
    for (const one of elements) {
        const item = itemOf(one);
        const result = textAlternative(item, visited, asRoot ? item : null);
        visited.add(item);
        if (result !== '') text += (text === '' ? '' : ' ') + result;
    }
    return text;
}

/// Native markup's name: null when there is none. `own`: asked for the node itself, where an
/// empty label counts; in recursion it does not.
function nativeName(el, item, visited, own) {
    const tag = item.tag;
    const found = text => own || text !== '' ? text : null;
    if (hasLabels && LABELABLE.has(tag) && !(tag === 'INPUT' && el.type === 'hidden')) {
        const labels = el.labels;
        if (labels && labels.length > 0) {
            const text = textOfElements(labels, visited, false);
            if (own || text.trim() !== '') return text.trim();
        }
    }
    if (tag === 'INPUT') {
        const type = el.type;
        if (type === 'button' || type === 'submit' || type === 'reset') {
            if (el.hasAttribute('value')) return found(el.value);
            return buttonLabel(el) === '' ? null : buttonLabel(el);
        }
        if (type === 'image') {
            const text = el.getAttribute('alt') ?? el.getAttribute('value') ?? el.getAttribute('title');
            return text ?? 'Submit';
        }
        if (type === 'file') return own ? '' : fileText(el);
    }
    if (tag === 'TEXTAREA' || (tag === 'INPUT' && isTextInput(el))) {
        const placeholder = el.placeholder;
        if (placeholder) return placeholder;
    }
    if (isTextFieldRole(item.role, item)) return el.getAttribute('aria-placeholder') || null;
    if (tag === 'IMG' || tag === 'AREA') return el.getAttribute('alt');
    if (tag === 'TABLE') {
        if (el.caption) return found(textAlternative(itemOf(el.caption), visited, null));
        return el.getAttribute('summary');
    }
    if (el.namespaceURI === SVG) {
        for (let child = el.firstElementChild; child; child = child.nextElementSibling)
            if (child.localName === 'title' && child.textContent !== '') return child.textContent;
        if (el.localName === 'a') return el.getAttribute('xlink:title') || null;
        return null;
    }
    if (tag === 'FIELDSET') {
        const legend = [...el.children].find(child => child.tagName === 'LEGEND');
        if (legend && !visited.has(itemOf(legend)))
            return found(textAlternative(itemOf(legend), visited, null));
    }
    return null;
}

function fileText(el) {
    const names = [...el.files].map(file => file.name);
    const shown = names.length > 1 ? names.length + ' files' : names[0] ?? 'No file chosen';
    return shown + ', ' + (el.multiple ? 'Choose Files' : 'Choose File');
}

function figureCaption(el) {
    const first = el.firstElementChild;
    if (first?.tagName === 'FIGCAPTION') return first;
    const end = el.lastElementChild;
    return end?.tagName === 'FIGCAPTION' ? end : null;
}

function isTextFieldRole(role, item) {
    return role === 'TextField' || role === 'searchbox' || role === 'TextFieldWithComboBox'
        || (item.kind === ELEMENT && isTextInput(item.node)) || isEditableRoot(item.node);
}

function namedByContent(item, recursive) {
    const role = item.role;
    if (NAME_FROM_CONTENT.has(role)) return true;
    if (!NAME_TO_ANCESTOR.has(role)) return false;
    if (recursive) return true;
    const el = item.node;
    return item.focusable && el.tabIndex >= 0 && !item.editable && elementsOf(el, 'aria-activedescendant')?.length !== 1;
}

/// The text alternative in recursion, Blink's steps 2A to 2I.
/// @param root  the element an aria-labelledby pointed to, or null
function textAlternative(item, visited, root) {
    nameSource = 0;
    if (visited.has(item) && !root) return '';
    if (item.text !== null) {
        if (item.dropped || item.isCounter) return '';
        nameSource = CONTENTS;
        if (item.rendered && item.kind === TEXT && item.text === '')
            return item.ignored ? '' : item.blank ? ' ' : item.raw;
        return item.text;
    }
    if (item.tag === 'BR') {
        nameSource = CONTENTS;
        return '\n';
    }
    if (item.kind === PART) {
        if (item.fixedName !== undefined && item.fixedName !== null && item.part === '::marker') return '';
        visited.add(item);
        const text = item.fixedName ?? textOfChildren(item, visited, root);
        nameSource = CONTENTS;
        return text;
    }
    const el = item.node;
    if (!visited.has(item)) {
        const value = valueForName(item, visited);
        if (value !== null) {
            nameSource = CONTENTS;
            return value;
        }
    }
    const already = visited.has(item);
    visited.add(item);
    if (!root && isHiddenForName(item)) return '';
    if ((item.has & HAS_ARIA) !== 0) {
        if (!root && !already) {
            const labelled = labelledByText(el, visited);
            if (labelled !== null) {
                nameSource = OTHER;
                return labelled;
            }
        }
        const label = el.getAttribute('aria-label');
        if (label) {
            nameSource = OTHER;
            return label;
        }
    }
    const native = nativeName(el, item, visited, false);
    if (native !== null) {
        nameSource = OTHER;
        return native;
    }
    if ((root || namedByContent(item, true)) && item.tag !== 'SELECT') {
        const text = textOfChildren(item, visited, root);
        if (text !== '') {
            nameSource = CONTENTS;
            return text;
        }
    }
    const title = (item.has & HAS_TITLE) !== 0 ? el.getAttribute('title') : null;
    nameSource = title ? OTHER : 0;
    return title ?? '';
}

function valueForName(item, visited) {
    const el = item.node;
    const role = item.role;
    if (isTextFieldRole(role, item) && role !== 'spinbutton')
        return isTextInput(el) ? el.value : isEditableRoot(el) ? el.innerText : '';
    if (RANGES.has(role) || role === 'separator' && item.focusable) {
        const text = el.getAttribute('aria-valuetext');
        if (text !== null) return text;
        const value = rangeValue(item);
        if (value !== null) return String(value);
    }
    if (item.tag === 'SELECT') {
        const parts = [];
        for (const option of el.selectedOptions) parts.push(simplify(ownOptionName(option)));
        return parts.join(' ');
    }
    if (role === 'ComboBoxGrouping' || role === 'ComboBoxMenuButton' || role === 'listbox') {
        const chosen = [];
        const visit = one => {
            for (const child of one.children) {
                if (child.kind === ELEMENT && child.node.getAttribute('aria-selected') === 'true') chosen.push(nameOf(child));
                visit(child);
            }
        };
        visit(item);
        return chosen.join(' ');
    }
    return null;
}

function ownOptionName(option) {
    return option.getAttribute('aria-label') || option.label || option.text;
}

function rangeValue(item) {
    const el = item.node;
    const now = parseFloat(el.getAttribute('aria-valuenow'));
    if (!Number.isNaN(now)) return now;
    if (item.tag === 'INPUT') {
        const value = el.valueAsNumber;
        return Number.isFinite(value) ? value : null;
    }
    if (item.tag === 'METER') return el.value;
    if (item.tag === 'PROGRESS') return el.position < 0 ? null : el.value;
    switch (item.ariaRole) {
    case 'spinbutton': return 0;
    case 'separator': return 50;
    case 'scrollbar': case 'slider': {
        const minimum = parseFloat(el.getAttribute('aria-valuemin') ?? '0') || 0;
        const maximum = parseFloat(el.getAttribute('aria-valuemax') ?? '100');
        return (minimum + (Number.isNaN(maximum) ? 100 : maximum)) / 2;
    }
    }
    return null;
}

const MOST_DESCENDANTS = 101;

function textOfChildren(item, visited, root) {
    if (item.kind === ELEMENT && isChildless(item)) {
        if (item.tag === 'OPTION') return item.node.label || item.node.text;
        return '';
    }
    let text = '';
    let previous = null;
    let lastSource = 0;
    const children = item.owned ? nameChildren(item).concat(item.owned) : nameChildren(item);
    for (const child of children) {
        if (visited.size > MOST_DESCENDANTS) break;
        if (child.dropped || child.markerText || child.isOwned && !item.owned?.includes(child)) continue;
        if (child.kind === ELEMENT) {
            if ((child.has & HAS_ARIA) !== 0 && child.node.getAttribute('aria-hidden')?.toLowerCase() === 'true') continue;
            if (isHiddenForName(child)) continue;
        } else if (child.kind === PART && child.role === 'ListMarker') {
            continue;
        } else if (child.kind === PART && !child.visible) {
            continue;
        }
        let result;
        if (child.kind === ELEMENT && child.role === 'none') {
            result = textOfChildren(child, visited, root);
            nameSource = 0;
        } else {
            result = textAlternative(child, visited, root);
        }
        const source = nameSource;
        if (result !== '' && previous && text !== '' && !/[ \t\n\r\f]$/.test(text) && !/^[ \t\n\r\f]/.test(result)
            && needsSpace(previous, child, lastSource, source)) text += ' ';
        text += result;
        previous = child;
        if (result !== '') lastSource = source;
    }
    return text;
}

function needsSpace(previous, next, lastSource, source) {
    if (!previous.inline || !next.inline || previous.run !== next.run) return true;
    if (lastSource === OTHER || source === OTHER) return true;
    return isControl(previous) || isControl(next);
}

function isControl(item) {
    return item.kind === ELEMENT
        && (FORM_CONTROLS.has(item.tag) || (item.ariaRole !== null && ARIA_CONTROLS.has(item.ariaRole)));
}

// ---------------------------------------------------------------- properties

const SUPPORTS_EXPANDED = words('application button checkbox columnheader ComboBoxGrouping '
    + 'ComboBoxMenuButton DisclosureTriangle listbox link PopUpButton menuitem menuitemcheckbox '
    + 'menuitemradio row rowheader switch tab TextFieldWithComboBox treeitem gridcell ToggleButton_');
const SETTABLE = words('ColorWell Date DateTime InputTime scrollbar searchbox slider spinbutton '
    + 'separator TextField TextFieldWithComboBox');
const READONLY = words('grid gridcell TextField columnheader rowheader treegrid');
const REQUIRED = words('ComboBoxGrouping ComboBoxMenuButton gridcell listbox radiogroup spinbutton '
    + 'TextField TextFieldWithComboBox tree columnheader rowheader treegrid');
const MULTISELECTABLE = words('grid listbox tablist treegrid tree');
const VERTICAL = words('listbox menu scrollbar tree');
const HORIZONTAL = words('menubar slider separator tablist toolbar');
const EITHER_WAY = words('ComboBoxGrouping ComboBoxMenuButton radiogroup treegrid');
const RANGES = words('Meter progressbar scrollbar slider spinbutton');
const CHECKABLE = words('checkbox menuitemcheckbox menuitemradio radio switch ToggleButton');
const CHECKABLE_IF_SAID = words('treeitem option MenuListOption');
const SUB_WIDGETS = words('option MenuListOption tab treeitem');
const ARIA_READONLY = words('checkbox ComboBoxGrouping ComboBoxMenuButton grid listbox menuitemcheckbox '
    + 'menuitemradio radiogroup searchbox slider spinbutton switch TextField TextFieldWithComboBox treegrid');

function isReadOnly(item) {
    const el = item.node;
    if (isDisabled(item)) return false;
    if (ARIA_READONLY.has(item.role) || CELLS.has(item.role) && gridAbove(item)) {
        const said = ariaBoolean(el, 'aria-readonly');
        if (said !== null) return said;
    }
    if (isTextInput(el)) return el.readOnly;
    if (CELLS.has(item.role)) {
        const grid = gridAbove(item);
        return grid !== null && ariaBoolean(grid.node, 'aria-readonly') === true;
    }
    return false;
}

function gridAbove(item) {
    for (let above = item.parent; above; above = above.parent)
        if (above.role === 'grid' || above.role === 'treegrid') return above;
    return null;
}

function liveStatus(el, item) {
    const said = el.getAttribute('aria-live');
    if (said) return said;
    switch (item.role) {
    case 'alert': return 'assertive';
    case 'log': case 'status': return 'polite';
    case 'timer': case 'marquee': return '';
    }
    return null;
}

/// [name, value] in the protocol's order. Numbers that the protocol calls integers are plain.
function propertiesOf(item) {
    if (item.properties) return item.properties;
    const list = [];
    if (item.live) {
        const root = item.node;
        list.push(['live', liveStatus(root, item)]);
        list.push(['atomic', ariaBoolean(root, 'aria-atomic')
            ?? (item.role === 'alert' || item.role === 'status')]);
        list.push(['relevant', root.getAttribute('aria-relevant') ?? 'additions text']);
    }
    if (item.kind !== ELEMENT) {
        if (item.ariaHidden) list.push(['hidden', true]);
        if (item.editable) list.push(['editable', item.editable]);
        return list;
    }
    globalStates(item, list);
    widgetProperties(item, list);
    widgetStates(item, list);
    relations(item, list);
    return list;
}

function globalStates(item, list) {
    const el = item.node;
    const role = item.role;
    const disabled = isDisabled(item);
    if (disabled) list.push(['disabled', true]);
    if (item.ariaHidden) list.push(['hidden', true]);
    const invalid = el.getAttribute('aria-invalid');
    if (invalid) list.push(['invalid', invalid.toLowerCase() === 'false' ? 'false' : 'true']);
    else if (LISTED.has(item.tag)) list.push(['invalid', String(el.willValidate && !el.validity.valid)]);
    if (item.focusable) list.push(['focusable', true]);
    if (el === focusedElement && item.tag !== 'BODY') list.push(['focused', true]);
    const editable = isTextInput(el) ? 'plaintext' : item.editable;
    if (editable) list.push(['editable', editable]);
    if (SETTABLE.has(role) && !disabled && !isReadOnly(item) && settableRole(item)) list.push(['settable', true]);
}

/// Text roles count as settable only where text can be entered.
function settableRole(item) {
    if (item.role !== 'TextField' && item.role !== 'searchbox' && item.role !== 'TextFieldWithComboBox') return true;
    return true;
}

function widgetProperties(item, list) {
    const el = item.node;
    const role = item.role;
    if (isTextFieldRole(role, item)) {
        const said = el.getAttribute('aria-autocomplete')?.toLowerCase();
        if (said !== undefined) {
            if (said !== 'none' && said !== '') list.push(['autocomplete', said]);
        } else if (item.tag === 'INPUT' && el.list) {
            list.push(['autocomplete', 'list']);
        }
    }
    const popup = item.tag === 'SELECT' && role === 'PopUpButton' ? 'menu' : popupOf(el, role);
    if (popup !== null) list.push(['hasPopup', popup]);
    const level = levelOf(item);
    if (level > 0) list.push(['level', level]);
    if (MULTISELECTABLE.has(role))
        list.push(['multiselectable', ariaBoolean(el, 'aria-multiselectable') ?? (item.tag === 'SELECT' && el.multiple)]);
    const orientation = orientationOf(el, role);
    if (orientation) list.push(['orientation', orientation]);
    if (role === 'TextField') list.push(['multiline', isMultiline(el)]);
    if (READONLY.has(role)) list.push(['readonly', isReadOnly(item)]);
    if (REQUIRED.has(role))
        list.push(['required', FORM_CONTROLS.has(item.tag) && el.required === true || ariaBoolean(el, 'aria-required') === true]);
    if (RANGES.has(role) || role === 'separator' && item.focusable) rangeProperties(item, list);
}

function rangeProperties(item, list) {
    const el = item.node;
    const role = item.role;
    const said = name => {
        const value = parseFloat(el.getAttribute(name));
        return Number.isNaN(value) ? null : value;
    };
    let minimum = said('aria-valuemin');
    let maximum = said('aria-valuemax');
    if (item.tag === 'INPUT' && (el.type === 'range' || el.type === 'number')) {
        const range = el.type === 'range';
        minimum ??= numberOr(el.min, range ? 0 : -Infinity);
        maximum ??= numberOr(el.max, range ? Math.max(100, minimum) : Infinity);
    } else if (item.tag === 'METER') {
        minimum ??= el.min;
        maximum ??= el.max;
    } else if (item.tag === 'PROGRESS') {
        minimum ??= 0;
        maximum ??= el.max;
    } else if (item.ariaRole && (role === 'progressbar' || role === 'scrollbar' || role === 'separator' || role === 'slider')) {
        minimum ??= 0;
        maximum ??= 100;
    }
    list.push(['valuemin', Number.isFinite(minimum) ? minimum ?? 0 : 0]);
    list.push(['valuemax', Number.isFinite(maximum) ? maximum ?? 0 : 0]);
    list.push(['valuetext', el.getAttribute('aria-valuetext') ?? '']);
}

function numberOr(text, fallback) {
    const value = parseFloat(text);
    return Number.isNaN(value) ? fallback : value;
}

function isMultiline(el) {
    const said = ariaBoolean(el, 'aria-multiline');
    if (said !== null) return said;
    if (el.tagName === 'TEXTAREA') return true;
    if (el.tagName === 'INPUT') return false;
    return isEditableRoot(el);
}

function orientationOf(el, role) {
    const vertical = VERTICAL.has(role);
    const horizontal = HORIZONTAL.has(role);
    if (!vertical && !horizontal && !EITHER_WAY.has(role)) return null;
    const said = el.getAttribute('aria-orientation')?.toLowerCase();
    if (said === 'horizontal' || said === 'vertical') return said;
    return vertical ? 'vertical' : horizontal ? 'horizontal' : null;
}

function levelOf(item) {
    const el = item.node;
    const role = item.role;
    const said = parseInt(el.getAttribute('aria-level'), 10);
    if (role === 'heading') {
        if (said >= 1 && said <= 9) return said;
        const match = /^H([1-6])$/.exec(item.tag);
        return match ? Number(match[1]) : 2;
    }
    if (said >= 1 && said <= 9) return said;
    let level = 0;
    switch (role) {
    case 'listitem':
        for (let above = item.parent; above; above = above.parent) if (above.role === 'list') ++level;
        return level === 0 ? 1 : level;
    case 'treeitem':
        level = 1;
        for (let above = item.parent; above; above = above.parent) {
            if (above.role === 'group') ++level;
            else if (above.role === 'tree') break;
        }
        return level;
    case 'comment':
        level = 1;
        for (let above = item.parent; above; above = above.parent) if (above.role === 'comment') ++level;
        return level;
    }
    return 0;
}

function widgetStates(item, list) {
    const el = item.node;
    const role = item.role;
    const checked = checkedState(el, item);
    if (checked !== null) list.push([role === 'ToggleButton' ? 'pressed' : 'checked', checked]);
    if (SUPPORTS_EXPANDED.has(role)) {
        let expanded = null;
        if (role === 'PopUpButton' && item.tag === 'SELECT') expanded = false;
        else if (item.tag === 'SUMMARY' && el.parentNode?.tagName === 'DETAILS') expanded = el.parentNode.open;
        else expanded = ariaBoolean(el, 'aria-expanded');
        if (expanded !== null) list.push(['expanded', expanded]);
    }
    const selected = selectedState(el, item);
    if (selected !== null) list.push(['selected', selected]);
    if (role === 'dialog' || role === 'alertdialog')
        list.push(['modal', ariaBoolean(el, 'aria-modal') ?? el === modalDialog]);
}

function checkedState(el, item) {
    const role = item.role;
    const said = el.getAttribute(role === 'ToggleButton' ? 'aria-pressed' : 'aria-checked');
    if (!CHECKABLE.has(role) && !(CHECKABLE_IF_SAID.has(role) && said)) return null;
    if (item.tag === 'INPUT' && role !== 'ToggleButton' && (el.type === 'checkbox' || el.type === 'radio')) {
        if (said === null) return el.type === 'checkbox' && el.indeterminate ? 'mixed' : String(el.checked);
    }
    if (said !== null) {
        const lower = said.toLowerCase();
        if (lower === 'mixed' && role !== 'switch') return 'mixed';
        return lower === 'false' || lower === 'undefined' || lower === '' ? 'false' : 'true';
    }
    return 'false';
}

function selectedState(el, item) {
    const role = item.role;
    if (item.tag === 'OPTION' && (role === 'MenuListOption' || role === 'option')) {
        if (role === 'MenuListOption' && isDisabled(item)) return null;
        return el.selected;
    }
    const cell = CELLS.has(role) && role !== 'LayoutTableCell' || role === 'row';
    if (!SUB_WIDGETS.has(role) && !(cell && (item.ariaRole !== null || gridAbove(item)))) return null;
    const said = ariaBoolean(el, 'aria-selected');
    if (said !== null) return said;
    if (cell) return null;
    return selectedByFocus(el, item);
}

function selectedByFocus(el, item) {
    const focused = focusedElement;
    if (!focused) return false;
    for (let above = item.parent; above; above = above.parent) {
        if (!MULTISELECTABLE.has(above.role)) continue;
        if (ariaBoolean(above.node, 'aria-multiselectable') === true) return false;
        break;
    }
    if (focused === el) return true;
    return elementsOf(focused, 'aria-activedescendant')?.[0] === el;
}

const RELATIONS = [['describedby', 'aria-describedby'], ['owns', 'aria-owns']];
const SPARSE = {
    'aria-busy': 'busy', 'aria-keyshortcuts': 'keyshortcuts', 'aria-controls': 'controls',
    'aria-details': 'details', 'aria-flowto': 'flowto',
};

function relations(item, list) {
    const el = item.node;
    if ((item.has & HAS_ARIA) !== 0) for (const [name, attribute] of RELATIONS) {
        if (!el.hasAttribute(attribute)) continue;
        const targets = elementsOf(el, attribute);
        if (targets.length > 0) list.push([name, el.getAttribute(attribute)]);
    }
    if (item.tag === 'FIGURE' && figureCaption(el) && !el.hasAttribute('aria-details')) list.push(['details', '']);
    if ((item.has & HAS_ARIA) === 0) return;
    for (const attribute of el.getAttributeNames()) {
        const name = SPARSE[attribute];
        if (name === undefined) continue;
        const value = el.getAttribute(attribute);
        if (name === 'busy') {
            if (value.toLowerCase() === 'true') list.push(['busy', 1]);
        } else if (name === 'keyshortcuts') {
            if (value !== '') list.push([name, value]);
        } else if (elementsOf(el, attribute).length > 0) {
            list.push([name, value]);
        }
    }
}

// ---------------------------------------------------------------- aria-owns

function adoptOwned(document) {
    for (const owner of document.querySelectorAll('[aria-owns]')) {
        const item = items.get(owner);
        if (!item || isTextInput(owner) || isChildless(item)) continue;
        for (const target of elementsOf(owner, 'aria-owns')) {
            const child = items.get(target);
            if (!child || child.isOwned || target.contains(owner) || !child.rendered) continue;
            child.isOwned = true;
            (item.owned ??= []).push(child);
        }
    }
}

// ---------------------------------------------------------------- modal content

function findModalDialog(document) {
    let found = null;
    for (const dialog of document.querySelectorAll('dialog[open]')) {
        const style = getComputedStyle(dialog);
        if (style.display === 'none' || style.position !== 'fixed') continue;
        const view = document.defaultView;
        const box = dialog.getBoundingClientRect();
        const corners = [[1, 1], [view.innerWidth - 2, 1], [1, view.innerHeight - 2],
            [view.innerWidth - 2, view.innerHeight - 2]];
        for (const [x, y] of corners) {
            const outside = x < box.left || x > box.right || y < box.top || y > box.bottom;
            if (outside && document.elementFromPoint(x, y) === dialog) {
                found = dialog;
                break;
            }
        }
    }
    return found;
}

// ---------------------------------------------------------------- extras of our own format

const POINTER_ROLES = words('link button ToggleButton PopUpButton menuitem menuitemcheckbox '
    + 'menuitemradio option MenuListOption tab checkbox radio switch treeitem DisclosureTriangle '
    + 'ComboBoxMenuButton ComboBoxGrouping TextField searchbox TextFieldWithComboBox slider spinbutton LabelText');

/// Elements that act only by script: listeners, an own pointer cursor, a place in the tab order.
function markScriptInteractive(item, insideInteractive, pointerAbove) {
    let inside = insideInteractive;
    let pointer = pointerAbove;
    if (item.kind === ELEMENT && item.rendered) {
        const el = item.node;
        const plain = !POINTER_ROLES.has(item.role);
        if (item.style !== null) pointer = item.style.cursor === 'pointer';
        if (plain && item.visible && item.tag !== 'BODY' && item.tag !== 'HTML') {
            const flags = listeners.get(el) ?? 0;
            const signs = (flags & MOUSE_BUTTON) !== 0 || el.hasAttribute('onclick')
                || (pointer && !pointerAbove)
                || (el.hasAttribute('tabindex') && el.tabIndex >= 0)
                || (isEditableRoot(el) && item.role === 'generic')
                || el.draggable && item.tag !== 'IMG' && item.tag !== 'A'
                || ((flags & OTHER_INPUT) !== 0 && pointer);
            if (signs && !(inside && !(flags & MOUSE_BUTTON)) && hasSize(el)) {
                item.script = true;
                if (!item.blocked) item.ignored = false;
                if (item.role === 'none') item.role = 'generic';
            }
        }
        if (!plain || item.script) inside = true;
    }
    for (const child of item.children) markScriptInteractive(child, inside, pointer);
}

function hasSize(el) {
    return el.offsetWidth > 0 || el.offsetHeight > 0 || el.getClientRects().length > 0;
}

const NAMELESS_MATTERS = words('link button ToggleButton PopUpButton menuitem menuitemcheckbox '
    + 'menuitemradio option tab checkbox radio switch treeitem TextField searchbox '
    + 'TextFieldWithComboBox ComboBoxMenuButton ComboBoxGrouping slider spinbutton Image Iframe '
    + 'Date DateTime InputTime ColorWell generic');

/// A name from the surroundings for a control that has none.
function hintFor(item) {
    if (item.kind !== ELEMENT) return '';
    const el = item.node;
    if (!NAMELESS_MATTERS.has(item.role) || item.role === 'generic' && !item.script) return '';
    if (item.role === 'generic' && textInside(item, 60) !== '') return '';
    const direct = el.getAttribute('title') || el.getAttribute('data-tooltip') || el.getAttribute('data-title')
        || el.getAttribute('data-original-title') || el.getAttribute('data-label') || el.getAttribute('placeholder')
        || el.getAttribute('alt') || el.getAttribute('data-testid') || el.getAttribute('name');
    if (direct) return tidyHint(direct);
    for (const inner of el.querySelectorAll('title, [aria-label], img[alt], [title]')) {
        const text = inner.localName === 'title' ? inner.textContent
            : inner.getAttribute('aria-label') || inner.getAttribute('alt') || inner.getAttribute('title');
        if (text && text.trim()) return tidyHint(text);
    }
    const icon = iconWords(el);
    if (icon) return icon;
    if (item.tag === 'INPUT' || item.tag === 'SELECT' || item.tag === 'TEXTAREA' || item.role === 'TextField'
        || item.role === 'checkbox' || item.role === 'radio' || item.role === 'switch') {
        const near = textBefore(item);
        if (near) return near;
    }
    const href = el.getAttribute('href');
    if (href && !/^(#|javascript:)/.test(href)) return tidyHint(href.replace(/[?#].*$/, '').split('/').filter(Boolean).pop() ?? '');
    if (el.id) return tidyHint(el.id);
    return '';
}

function tidyHint(text) {
    return simplify(text.replace(/[-_]+/g, ' ')).slice(0, 60);
}

function iconWords(el) {
    const candidates = [el, ...el.querySelectorAll('i, svg, span, use')].slice(0, 6);
    for (const one of candidates) {
        const use = one.localName === 'use' ? one.getAttribute('href') ?? one.getAttribute('xlink:href') : null;
        if (use && use.includes('#')) return tidyHint(use.split('#').pop().replace(/^(icon|ic|fa)[-_]/, ''));
        const names = one.getAttribute('class');
        if (!names) continue;
        for (const name of names.split(/\s+/)) {
            const match = /^(?:fa|bi|mdi|icon|ti|gl|el-icon|glyphicon|oi|ic|lucide|ri|feather|pi|material-icons)-(?!sm$|lg$|xs$|\dx$|fw$|spin$|solid$|regular$)([a-z][a-z0-9-]+)/.exec(name)
                ?? /^([a-z][a-z0-9-]+?)[-_]?(?:icon|btn|button)$/i.exec(name);
            if (match) return tidyHint(match[1]);
        }
    }
    return '';
}

/// Visible text inside an item, at most about `most` characters.
function textInside(item, most) {
    let text = '';
    const visit = one => {
        if (text.length > most) return;
        if (one.text !== null && !one.ignored) text += one.text + ' ';
        for (const child of one.children) visit(child);
    };
    visit(item);
    return simplify(text);
}

function textBefore(item) {
    let current = item;
    for (let up = 0; up < 4 && current.parent; ++up) {
        const siblings = current.parent.children;
        for (let i = siblings.indexOf(current) - 1; i >= 0; --i) {
            const text = textInside(siblings[i], 60);
            if (text !== '') return text.slice(0, 60);
        }
        if (up < 2) {
            for (let i = siblings.indexOf(current) + 1; i < siblings.length; ++i) {
                const text = textInside(siblings[i], 60);
                if (text !== '') return text.slice(0, 60);
            }
        }
        current = current.parent;
    }
    return '';
}

/// The element above all others when it covers the page: content behind it cannot be reached.
function findOverlay(document) {
    if (modalDialog) return modalDialog;
    let found = null;
    for (const el of document.querySelectorAll('[aria-modal="true"], dialog[open], [role="dialog"], [role="alertdialog"]')) {
        const item = items.get(el);
        if (!item || !item.visible || !item.rendered || !hasSize(el)) continue;
        if (el.getAttribute('aria-modal') === 'true' || coversCorners(document, el)) found = el;
    }
    return found ?? coveringLayer(document);
}

/// Whether the page's corners are hit by a backdrop that belongs to the dialog's layer.
function coversCorners(document, dialog) {
    const view = document.defaultView;
    const corners = [[2, 2], [view.innerWidth - 3, view.innerHeight - 3]];
    return corners.every(([x, y]) => {
        const hit = document.elementFromPoint(x, y);
        if (!hit || hit === document.body || hit === document.documentElement) return false;
        if (hit.contains(dialog) || dialog.contains(hit)) return isLayer(hit);
        return isLayer(hit) && isBackdrop(hit, view);
    });
}

function isLayer(el) {
    for (let current = el; current && current.nodeType === 1; current = current.parentElement)
        if (getComputedStyle(current).position === 'fixed') return true;
    return false;
}

function isBackdrop(el, view) {
    const box = el.getBoundingClientRect();
    return box.width >= view.innerWidth * 0.95 && box.height >= view.innerHeight * 0.95;
}

/// A fixed layer without ARIA that takes the whole viewport and holds a panel.
function coveringLayer(document) {
    const view = document.defaultView;
    const hit = document.elementFromPoint(2, 2);
    if (!hit || hit === document.body || hit === document.documentElement) return null;
    let layer = hit;
    while (layer && getComputedStyle(layer).position !== 'fixed') layer = layer.parentElement;
    if (!layer || !isBackdrop(layer, view)) return null;
    if (document.elementFromPoint(view.innerWidth - 3, view.innerHeight - 3)?.closest('*') !== hit
        && !layer.contains(document.elementFromPoint(view.innerWidth - 3, view.innerHeight - 3))) return null;
    if (layer.childElementCount > 0 && layer.innerText?.trim()) return layer;
    const middle = document.elementFromPoint(view.innerWidth / 2, view.innerHeight / 2);
    let panel = middle;
    while (panel && getComputedStyle(panel).position === 'static') panel = panel.parentElement;
    return panel && panel !== layer && panel !== document.body ? panel : null;
}

function markBehind(root, overlay) {
    const holder = items.get(overlay);
    if (!holder) return;
    const visit = item => {
        if (item === holder) return;
        item.modalBehind = true;
        for (const child of item.children) visit(child);
    };
    visit(root);
    for (let above = holder.parent; above; above = above.parent) above.modalBehind = false;
}

// ---------------------------------------------------------------- writing

function escapeText(text) {
    return /[\t\n\r\\]/.test(text)
        ? text.replace(/[\t\n\r\\]/g, c => c === '\t' ? '\\t' : c === '\n' ? '\\n' : c === '\r' ? '\\r' : '\\\\') : text;
}

function propertyText(list) {
    let text = '';
    for (const [name, value] of list) {
        const kind = typeof value;
        text += (text === '' ? '' : '\r') + name
            + (kind === 'boolean' ? (value ? '+' : '-') : kind === 'number' ? '#' + value : '=' + escapeText(value ?? ''));
    }
    return text;
}

const round = value => Math.round(value * 10000) / 10000;

let range = null;
function rectangleOf(item, dx, dy) {
    if (item.nodeless || item.kind === TEXT && !options.texts) return '';
    const node = item.node;
    let box;
    if (item.kind === TEXT) {
        range ??= node.ownerDocument.createRange();
        range.selectNode(node);
        box = range.getBoundingClientRect();
    } else {
        box = node.getBoundingClientRect();
    }
    return round(box.x + dx) + ',' + round(box.y + dy) + ',' + round(box.width) + ',' + round(box.height);
}

/// One line a node: id, role, parent's line, flags, rectangle, properties, hint, name, apart by
/// tabs. flags: 1 no DOM node behind it, 2 script-interactive, 4 behind a modal, 8 a frame that
/// another world fills in. properties: name, then + - (booleans), #number or =text, apart by
/// carriage returns. A name is preceded by '=', no name is empty.
function write(item, parentLine, lines, dx, dy) {
    let line = parentLine;
    if (!item.ignored) {
        line = lines.length;
        const id = item.kind === PART ? partId(item.node, item.part) : nodeId(item.node);
        const name = nameOf(item);
        let flags = item.nodeless ? 1 : 0;
        let hint = '';
        if (options.extras) {
            if (item.script) flags |= 2;
            if (item.modalBehind) flags |= 4;
            if (!name) hint = escapeText(hintFor(item));
        }
        lines.push(id + '\t' + (PRINTED[item.role] ?? item.role) + '\t' + parentLine + '\t' + flags + '\t'
            + (options.rectangles ? rectangleOf(item, dx, dy) : '') + '\t' + propertyText(propertiesOf(item)) + '\t'
            + hint + '\t' + (name === null ? '' : '=' + escapeText(name)));
        if (options.extras && (item.tag === 'IFRAME' || item.tag === 'FRAME'))
            writeFrame(item.node, line, lines, dx, dy);
    }
    for (const child of item.children) if (!child.isOwned) write(child, line, lines, dx, dy);
    if (item.owned) for (const child of item.owned) write(child, line, lines, dx, dy);
}

function writeFrame(el, line, lines, dx, dy) {
    let inner = null;
    try { inner = el.contentDocument; } catch { /* another origin */ }
    if (!inner || !inner.documentElement) {
        lines[line] = lines[line].replace(/^([^\t]*\t[^\t]*\t[^\t]*\t)(\d+)/, (_, head, flags) => head + (Number(flags) | 8));
        return;
    }
    const box = el.getBoundingClientRect();
    const outer = [items, hiddenItems, hasLabels, styleIndex, modalDialog, activeOwners, counterCache, range,
        focusedElement, animated, hasFieldsets];
    range = null;
    snapshotDocument(inner, line, lines, dx + box.x + el.clientLeft, dy + box.y + el.clientTop);
    [items, hiddenItems, hasLabels, styleIndex, modalDialog, activeOwners, counterCache, range,
        focusedElement, animated, hasFieldsets] = outer;
}

/// Builds one document and writes its lines. @param parentLine  -1: it is the root of the answer
function snapshotDocument(document, parentLine, lines, dx, dy) {
    items = new Map();
    hiddenItems = new Map();
    counterCache = null;
    hasLabels = document.getElementsByTagName('label').length > 0;
    hasFieldsets = document.getElementsByTagName('fieldset').length > 0;
    styleIndex = styleIndexOf(document);
    const animations = document.getAnimations();
    animated = animations.length > 0 ? new Set(animations.map(one => one.effect?.target)) : null;
    const special = document.querySelector('[aria-owns], [aria-activedescendant], dialog[open]') !== null;
    modalDialog = special ? findModalDialog(document) : null;
    const owners = special ? document.querySelectorAll('[aria-activedescendant]') : NONE;
    activeOwners = owners.length > 0 ? new Set(owners) : null;
    focusedElement = document.activeElement;

    const root = new Item(PART, document, null);
    root.role = root.nativeRole = 'RootWebArea';
    root.ignored = false;
    root.whiteSpace = 'normal';
    root.transform = 'none';
    root.inert = root.blocked = modalDialog !== null;
    const flow = new Flow(++runs);
    if (document.documentElement) buildElement(document.documentElement, root, root, root, flow);
    if (special) adoptOwned(document);
    settleText(root);
    if (options.extras) {
        markScriptInteractive(root, false, false);
        const overlay = findOverlay(document);
        if (overlay) markBehind(root, overlay);
    }
    let line = parentLine;
    if (parentLine < 0) {
        line = lines.length;
        lines.push(rootLine(document));
    }
    for (const child of root.children) write(child, line, lines, dx, dy);
}

function rootLine(document) {
    const label = document.documentElement?.getAttribute('aria-label');
    const name = simplify(label || document.title);
    const properties = ['focusable+'];
    if (document.hasFocus()) properties.push('focused+');
    return nodeId(document) + '\tRootWebArea\t-1\t0\t' + (options.rectangles ? '0,0,10,10' : '') + '\t'
        + properties.join('\r') + '\t\t=' + escapeText(name);
}

engine.base = wanted => {
    if (base === 0 && last === 0 && wanted) base = wanted;
    return base;
};

engine.snapshot = wish => {
    options = wish ?? {};
    if (options.base) engine.base(options.base);
    forgetDeadNodes();
    const lines = [];
    const view = window;
    const head = [base, view.screen.width, view.screen.height, view.pageXOffset, view.pageYOffset].join('\t')
        + '\t' + escapeText(document.URL) + '\t' + escapeText(document.title);
    snapshotDocument(document, -1, lines, 0, 0);
    items = hiddenItems = styleIndex = activeOwners = counterCache = animated = null;
    range = null;
    return head + '\n' + lines.join('\n');
};
})();
