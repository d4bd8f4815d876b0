// Walks the flat tree and lays out just enough to know what is rendered and what text it shows.

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
