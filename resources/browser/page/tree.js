// The tree that is built: one Item a node, a box or a piece of generated text.

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
