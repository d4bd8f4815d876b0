// What only our own format asks for: content behind a modal, elements interactive by script, hints.

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
