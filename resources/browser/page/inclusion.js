// Focus, disabled, which nodes are ignored, white space between them.

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
