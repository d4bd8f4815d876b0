// Filling fields, choosing options, scrolling and dragging for core/browser/action. Runs in the
// isolated world "symbiont" after interaction.js. Values are set with the native setters of this
// world, so a framework that watches the property of its own world sees the input event as news.
(() => {
  'use strict';
  const symbiont = globalThis.__symbiont;
  if (!symbiont?.dom || symbiont.edit) return;
  const { elementOf, closest, contains, composedParent, tag, inputType, isDisabled, labelOf, style, clientRects, gone } = symbiont.dom;
  const { beginAction, bounds } = symbiont.act;

  const kPickers = ['date', 'time', 'datetime-local', 'month', 'week', 'range', 'color'];
  const kUntyped = ['checkbox', 'radio', 'button', 'submit', 'reset', 'image', 'hidden', 'file'];
  const fire = (element, type) => {
    const view = element.ownerDocument.defaultView;
    element.dispatchEvent(type === 'input' ? new view.InputEvent(type, { bubbles: true, composed: true, inputType: 'insertReplacementText' })
                                           : new view.Event(type, { bubbles: true }));
  };

  // ---- fields ---------------------------------------------------------------------------------
  const isEditable = (element) =>
    (tag(element) === 'input' && !kUntyped.includes(inputType(element))) ||
    tag(element) === 'textarea' || element.isContentEditable;
  const editingHost = (element) => {
    let host = element;
    for (let at = element; at?.isContentEditable; at = composedParent(at)) host = at;
    return host;
  };
  const allInside = function* (root) {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.shadowRoot) yield* allInside(element.shadowRoot);
    }
  };
  // The field an agent means: the node itself, what it labels, the one inside it or around it.
  const fieldOf = (node) => {
    const element = elementOf(node);
    if (!element) return null;
    if (element.isContentEditable) return editingHost(element);
    if (isEditable(element)) return element;
    const control = element.control;
    if (control && isEditable(control)) return control;
    for (const root of [element.shadowRoot, element]) {
      if (!root) continue;
      for (const inner of allInside(root)) {
        if (isEditable(inner) && !isDisabled(inner) && clientRects(inner).length)
          return inner.isContentEditable ? editingHost(inner) : inner;
      }
    }
    const around = closest(element, isEditable);
    if (around) return around;
    if (tag(element) === 'iframe' && element.contentDocument?.body)
      return isEditable(element.contentDocument.body) ? element.contentDocument.body : null;
    return null;
  };
  const field = (node) => {
    const element = elementOf(node);
    if (!element?.isConnected) return gone;
    const type = inputType(element);
    if (type === 'file') return { problem: 'file', message: 'file inputs cannot be filled here' };
    if (tag(element) === 'select') return { kind: 'select' };
    const found = fieldOf(element);
    if (!found) return { kind: 'unknown' };  // a press may put a field under the caret
    if (isDisabled(found)) return { problem: 'disabled', message: 'the field is disabled' };
    if (kPickers.includes(inputType(found))) return { kind: 'picker' };
    if (found.readOnly) return { problem: 'readonly', message: 'the field is read-only' };
    return { kind: found.isContentEditable ? 'rich' : 'text' };
  };
  const deepActive = (doc) => {
    let active = doc.activeElement;
    while (active) {
      const inner = active.shadowRoot?.activeElement ??
        (tag(active) === 'iframe' ? active.contentDocument?.activeElement : null);
      if (!inner) break;
      active = inner;
    }
    return active;
  };
  const textOf = (element) => element.isContentEditable ? element.innerText.replace(/\u200b|\ufeff/g, '').replace(/\n$/, '') : element.value ?? '';
  // After the press: puts the caret into the field and says what is in it.
  const focusField = (node) => {
    const element = node ? fieldOf(node) : null;
    let active = deepActive(document);
    if (element && active !== element && !contains(element, active)) {
      element.focus({ preventScroll: true });
      active = deepActive(document);
    }
    if (!active || active === active.ownerDocument.body && !active.isContentEditable)
      return { problem: 'unfocused', message: 'the element takes no text' };
    if (!isEditable(active) && !element) {
      const role = active.getAttribute('role') ?? '';
      const isControl = ['button', 'a', 'input', 'select', 'summary'].includes(tag(active));
      if (!/textbox|searchbox|combobox|spinbutton/.test(role) && (isControl || active.tabIndex < 0))
        return { problem: 'unfocused', message: 'the element takes no text' };
    }
    if (active.select && tag(active) !== 'select') active.select();
    // code editors type through a speck of a text area that does not hold their text
    const box = active.getBoundingClientRect();
    const isSpeck = tag(active) === 'textarea' && (box.width < 8 || box.height < 8);
    const text = isSpeck ? 'unknown' : isEditable(active) ? textOf(active) : '';
    const suggests = active.getAttribute('role') === 'combobox' || inputType(active) === 'search' ||
      ['aria-autocomplete', 'aria-controls', 'aria-haspopup', 'aria-owns'].some((name) => active.hasAttribute(name));
    return { text, suggests, rich: active.isContentEditable, multiline: active.isContentEditable || tag(active) === 'textarea' };
  };
  const fieldText = (node) => {
    const element = (node && fieldOf(node)) ?? deepActive(document);
    return element && isEditable(element) ? textOf(element) : null;
  };
  // The last resort, when a field swallowed its keys.
  const setText = (node, text) => {
    const element = fieldOf(node);
    if (!element || element.isContentEditable) return false;
    element.value = text;
    fire(element, 'input');
    fire(element, 'change');
    return element.value === text;
  };

  // ---- pickers --------------------------------------------------------------------------------
  const two = (number) => String(number).padStart(2, '0');
  const asDate = (text) => {
    let m = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(text);
    if (m) return { y: +m[1], m: +m[2], d: +m[3] };
    m = /^(\d{1,2})[/](\d{1,2})[/](\d{4})/.exec(text);
    if (m) return { y: +m[3], m: +m[1], d: +m[2] };
    m = /^(\d{1,2})[.](\d{1,2})[.](\d{4})/.exec(text);
    if (m) return { y: +m[3], m: +m[2], d: +m[1] };
    const parsed = new Date(text);
    return isNaN(parsed) ? null : { y: parsed.getFullYear(), m: parsed.getMonth() + 1, d: parsed.getDate() };
  };
  const asTime = (text) => {
    const m = /(\d{1,2})(?::(\d{2}))(?::(\d{2}))?\s*([ap])?\.?m?/i.exec(text) ?? /(\d{1,2})()()\s*([ap])\.?m/i.exec(text);
    if (!m) return null;
    let hour = +m[1];
    if (m[4]) hour = (hour % 12) + (m[4].toLowerCase() === 'p' ? 12 : 0);
    return `${two(hour)}:${m[2] || '00'}` + (m[3] ? `:${m[3]}` : '');
  };
  const pickerForms = (type, text) => {
    const date = asDate(text), time = asTime(text.replace(/^\s*\d{4}-\d{1,2}-\d{1,2}T?/, ''));
    const day = date && `${String(date.y).padStart(4, '0')}-${two(date.m)}-${two(date.d)}`;
    if (type === 'date') return [day];
    if (type === 'time') return [asTime(text)];
    if (type === 'month') {
      const m = /^(\d{4})-(\d{1,2})$/.exec(text) ;
      return [m ? `${m[1]}-${two(m[2])}` : day?.slice(0, 7)];
    }
    if (type === 'datetime-local') return [day && `${day}T${time ?? '00:00'}`];
    return [];
  };
  const setPicker = (node, text) => {
    const element = fieldOf(node);
    if (!element) return gone;
    const type = inputType(element), wanted = text.trim();
    beginAction();
    element.focus({ preventScroll: true });
    const before = element.value;
    let taken = false;
    for (const form of [wanted, ...pickerForms(type, wanted)]) {
      if (form == null) continue;
      element.value = form;
      taken = type === 'range' ? !isNaN(parseFloat(form))
            : type === 'color' ? element.value.toLowerCase() === form.toLowerCase()
            : element.value !== '' || form === '';
      if (taken) break;
    }
    if (!taken) {
      element.value = before;
      return { problem: 'value', message: `a ${type} field does not take '${text}'` };
    }
    fire(element, 'input');
    fire(element, 'change');
    return { rect: bounds(element) };
  };

  // ---- options --------------------------------------------------------------------------------
  const clean = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const findOption = (select, wanted) => {
    const options = [...select.options], want = clean(wanted), low = want.toLowerCase();
    const label = (option) => clean(option.label || option.text);
    const tests = [(o) => label(o) === want, (o) => o.value === wanted, (o) => label(o).toLowerCase() === low,
                   (o) => o.value.toLowerCase() === low];
    for (const test of tests) {
      const found = options.find(test);
      if (found) return found;
    }
    const partly = low ? options.filter((o) => label(o).toLowerCase().includes(low)) : [];
    return partly.length === 1 ? partly[0] : null;
  };
  const choose = (select, option) => {
    if (isDisabled(select)) return { problem: 'disabled', message: 'the list is disabled' };
    if (isDisabled(option)) return { problem: 'disabled', message: 'the option is disabled' };
    beginAction();
    select.focus({ preventScroll: true });
    if (select.multiple) option.selected = !option.selected;
    else if (option.selected) return { rect: bounds(select), chosen: clean(option.label || option.text) };
    else option.selected = true;
    fire(select, 'input');
    fire(select, 'change');
    return { rect: bounds(select), chosen: clean(option.label || option.text) };
  };
  const chooseOption = (node) => {
    const option = closest(elementOf(node), (at) => tag(at) === 'option');
    const select = option && closest(option, (at) => tag(at) === 'select');
    return select?.isConnected ? choose(select, option) : gone;
  };
  const chooseByLabel = (node, label) => {
    const element = elementOf(node);
    if (!element?.isConnected) return gone;
    const control = tag(element) === 'label' ? labelControl(element) : element;
    const select = closest(control, (at) => tag(at) === 'select') ??
      (control.querySelectorAll('select').length === 1 ? control.querySelector('select') : null);
    if (!select) return { kind: 'custom' };
    const option = findOption(select, label);
    if (!option) {
      const some = [...select.options].slice(0, 8).map((o) => clean(o.label || o.text)).join('; ');
      return { problem: 'option', message: `the list has no option '${label}' (it has: ${some})`, rect: bounds(select) };
    }
    return choose(select, option);
  };
  const labelControl = (label) => label.control ?? label;

  // Options of lists that scripts make, once they are open.
  const customOption = (label) => {
    const want = clean(label).toLowerCase();
    const roles = '[role=option],[role=menuitem],[role=menuitemradio],[role=menuitemcheckbox],[role=treeitem],li';
    const found = [];
    const search = (root) => {
      for (const element of root.querySelectorAll(roles))
        if (clean(element.innerText || element.getAttribute('aria-label')).toLowerCase() === want && clientRects(element).length)
          found.push(element);
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) search(element.shadowRoot);
    };
    search(document);
    return found.find((element) => !found.some((other) => other !== element && contains(element, other))) ?? null;
  };

  // ---- scrolling ------------------------------------------------------------------------------
  const canScroll = (element, down) => {
    const room = element.scrollHeight - element.clientHeight;
    return room > 1 && (down ? element.scrollTop < room - 1 : element.scrollTop > 1);
  };
  const scrollPage = (down) => {
    beginAction();
    const main = document.scrollingElement ?? document.documentElement;
    let target = canScroll(main, down) && style(document.body ?? main).overflowY !== 'hidden' ? main : null;
    if (!target) {
      let best = 0;
      for (const element of allInside(document)) {
        if (!canScroll(element, down) || !/auto|scroll|overlay/.test(style(element).overflowY)) continue;
        const rect = element.getBoundingClientRect();
        const area = Math.max(0, Math.min(rect.right, innerWidth) - Math.max(rect.left, 0)) *
                     Math.max(0, Math.min(rect.bottom, innerHeight) - Math.max(rect.top, 0));
        if (area > best) { best = area; target = element; }
      }
    }
    if (!target) return { moved: false };
    const before = target.scrollTop, step = target === main ? innerHeight : target.clientHeight;
    target.scrollBy({ top: down ? step : -step, behavior: 'instant' });
    return { moved: target.scrollTop !== before };
  };

  // ---- dragging by script, where the browser does not intercept drags ---------------------------
  const dragByScript = (from, to) => {
    const source = closest(elementOf(from), (at) => at.draggable) ?? elementOf(from), target = elementOf(to);
    if (!source?.isConnected || !target?.isConnected) return gone;
    const view = source.ownerDocument.defaultView, data = new view.DataTransfer();
    const send = (element, type) => {
      const rect = element.getBoundingClientRect();
      return element.dispatchEvent(new view.DragEvent(type, {
        bubbles: true, cancelable: true, composed: true, dataTransfer: data,
        clientX: rect.x + rect.width / 2, clientY: rect.y + rect.height / 2 }));
    };
    if (!send(source, 'dragstart')) return { dragged: false };
    send(target, 'dragenter');
    const refused = send(target, 'dragover');
    if (!refused) send(target, 'drop');
    send(source, 'dragend');
    return { dragged: !refused };
  };
  const isDraggable = (node) => !!closest(elementOf(node), (at) => at.draggable && tag(at) !== 'a' && tag(at) !== 'img');

  symbiont.edit = { field, fieldOf, focusField, fieldText, setText, setPicker, chooseOption, chooseByLabel,
                    customOption, scrollPage, dragByScript, isDraggable };
})();
