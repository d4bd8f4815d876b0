// What Chromium puts inside of form controls and media.

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
