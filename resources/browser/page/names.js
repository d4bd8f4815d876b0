// Accessible names (W3C accname), as Blink computes them.

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
