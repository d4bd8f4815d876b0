// Ids of DOM nodes, stable while a node lives; who listens for a click; small words.

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
