// States and values of a node; aria-owns.

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
