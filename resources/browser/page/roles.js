// Roles of elements, and whether a table is one of data.

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
