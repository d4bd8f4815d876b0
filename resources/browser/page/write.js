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
