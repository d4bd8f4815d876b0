// Finding, reaching and watching elements for core/browser/action and core/browser/session.
// Runs in the isolated world "symbiont" after the page engine (page/); the page's own scripts see none of it.
// Coordinates given back are CSS pixels of this frame's viewport. Nodes of frames of the same
// origin have prototypes of their own: never use instanceof on them.
(() => {
  'use strict';
  const symbiont = (globalThis.__symbiont ??= {});
  if (symbiont.act) return;

  const kStableFrames = 2;        // equal rectangles in a row that count as standing still
  const kStableLimit = 1000;      // ms to wait for a moving element
  const kQuiet = 20;              // ms without a change after an action that changed nothing
  const kQuietAfterChange = 30;   // ms without a change once something changed
  const kRestlessBatches = 6;     // a target that changes so often for so long
  const kRestlessAfter = 800;     // (ms) is a clock or a carousel
  const kAnimationPatience = 300; // ms to wait for transitions that show or hide things
  const kYoung = 300;             // ms after which a document surely shows frames
  const kStylePatience = 500;     // ms for which style changes by script count as changes

  // ---- nodes ----------------------------------------------------------------------------------
  const isElement = (node) => node?.nodeType === Node.ELEMENT_NODE;
  const tag = (element) => element.localName ?? '';
  const elementOf = (node) => {
    if (!node) return null;
    if (isElement(node)) return node;
    if (node.nodeType === Node.DOCUMENT_NODE) return node.documentElement;
    return composedParent(node);
  };
  function composedParent(node) {
    if (isElement(node) && node.assignedSlot) return node.assignedSlot;
    const parent = node.parentNode;
    if (parent?.nodeType === Node.DOCUMENT_FRAGMENT_NODE) return parent.host ?? null;
    return isElement(parent) ? parent : null;
  }
  const contains = (ancestor, node) => {
    for (let at = node; at; at = composedParent(at)) if (at === ancestor) return true;
    return false;
  };
  const closest = (element, test) => {
    for (let at = element; at; at = composedParent(at)) if (test(at)) return at;
    return null;
  };
  const style = (element) => element.ownerDocument.defaultView.getComputedStyle(element);
  const frameOf = (element) => {
    const view = element.ownerDocument.defaultView;
    return !view || view === window ? null : view.frameElement;
  };
  const describe = (element) => {
    const text = (element.getAttribute('aria-label') || element.innerText || '').trim();
    const name = text.replace(/\s+/g, ' ').slice(0, 40);
    const mark = element.id ? '#' + element.id : element.classList.length ? '.' + element.classList[0] : '';
    return tag(element) + mark + (name ? ` '${name}'` : '');
  };
  const inputType = (element) => (tag(element) === 'input' ? element.type : '');
  const isHidden = (element) => {
    const rect = element.getBoundingClientRect();
    const computed = style(element);
    return rect.width < 1 || rect.height < 1 || computed.opacity === '0' ||
      computed.visibility !== 'visible' || computed.display === 'none' ||
      (computed.clip !== 'auto' && computed.position === 'absolute' && rect.width <= 1);
  };

  // ---- rectangles -----------------------------------------------------------------------------
  // Where a frame's viewport begins in this world's viewport, and how much it is scaled.
  const frameOrigin = (frame) => {
    if (!frame) return { x: 0, y: 0, scale: 1 };
    const outer = frameOrigin(frameOf(frame));
    const rect = frame.getBoundingClientRect();
    const computed = style(frame);
    const scale = frame.offsetWidth ? rect.width / frame.offsetWidth : 1;
    return {
      x: outer.x + (rect.left + (frame.clientLeft + parseFloat(computed.paddingLeft)) * scale) * outer.scale,
      y: outer.y + (rect.top + (frame.clientTop + parseFloat(computed.paddingTop)) * scale) * outer.scale,
      scale: outer.scale * scale,
    };
  };
  const contentRects = (node) => {
    const range = node.ownerDocument.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()];
  };
  // An area of an image map lies where its image is.
  const areaRects = (area) => {
    const map = area.closest('map');
    const image = map?.name && area.ownerDocument.querySelector(`img[usemap="#${CSS.escape(map.name)}"]`);
    if (!image) return [];
    const at = image.getBoundingClientRect();
    const c = (area.coords || '').split(',').map(Number);
    if (area.shape === 'circle') return [new DOMRect(at.x + c[0] - c[2] / 2, at.y + c[1] - c[2] / 2, c[2], c[2])];
    if (area.shape === 'rect') return [new DOMRect(at.x + c[0], at.y + c[1], c[2] - c[0], c[3] - c[1])];
    return [at];
  };
  const clientRects = (element) => {
    if (tag(element) === 'area') return areaRects(element);
    let rects = [...element.getClientRects()].filter((r) => r.width > 0 && r.height > 0);
    if (!rects.length) rects = contentRects(element).filter((r) => r.width > 0 && r.height > 0);
    return rects;
  };
  const bounds = (element) => {
    const rects = tag(element) === 'area' ? areaRects(element) : [element.getBoundingClientRect()];
    let rect = rects[0] ?? new DOMRect();
    if (rect.width < 1 || rect.height < 1) {
      const inner = clientRects(element);
      if (inner.length) {
        const left = Math.min(...inner.map((r) => r.left)), top = Math.min(...inner.map((r) => r.top));
        rect = new DOMRect(left, top, Math.max(...inner.map((r) => r.right)) - left,
                           Math.max(...inner.map((r) => r.bottom)) - top);
      }
    }
    const origin = frameOrigin(frameOf(element));
    return { x: origin.x + rect.x * origin.scale, y: origin.y + rect.y * origin.scale,
             width: rect.width * origin.scale, height: rect.height * origin.scale };
  };

  // ---- hit test -------------------------------------------------------------------------------
  const deepHit = (root, x, y) => {
    let hit = root.elementFromPoint(x, y);
    while (hit?.shadowRoot) {
      const inner = hit.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    return hit;
  };
  const sameWidget = (element, hit) => {
    // a styled stand-in drawn over the real control: both fill the same small box
    const mine = element.getBoundingClientRect();
    const box = closest(element, (at) => at !== element && contains(at, hit));
    if (!box) return false;
    const rect = box.getBoundingClientRect();
    return rect.width * rect.height <= 4 * Math.max(mine.width * mine.height, 400);
  };
  const labelOf = (element) => element.labels?.[0] ?? closest(element, (at) => tag(at) === 'label');
  // Whether a press that lands on `hit` is a press on `element` in the eyes of a user.
  const accepts = (element, hit) => {
    if (!hit) return false;
    if (contains(element, hit)) return true;
    if (closest(hit, (at) => tag(at) === 'label' && at.control === element)) return true;
    if (tag(element) === 'area' && tag(hit) === 'img') return true;
    if (contains(hit, element)) {
      // its own pointer events are off, or a text inside a control: the press goes to what holds it
      if (style(element).pointerEvents === 'none') return true;
      return tag(hit) !== 'body' && tag(hit) !== 'html' && sameWidget(element, hit);
    }
    return ['input', 'select', 'textarea'].includes(tag(element)) && sameWidget(element, hit);
  };
  const hitInFrames = (element, x, y) => {
    const hit = deepHit(element.ownerDocument, x, y);
    if (!accepts(element, hit)) return { ok: false, hit };
    for (let frame = frameOf(element), px = x, py = y; frame; frame = frameOf(frame)) {
      const rect = frame.getBoundingClientRect(), computed = style(frame);
      const scale = frame.offsetWidth ? rect.width / frame.offsetWidth : 1;
      px = rect.left + (frame.clientLeft + parseFloat(computed.paddingLeft) + px) * scale;
      py = rect.top + (frame.clientTop + parseFloat(computed.paddingTop) + py) * scale;
      const over = deepHit(frame.ownerDocument, px, py);
      if (over !== frame) return { ok: false, hit: over };
    }
    return { ok: true, hit };
  };
  const candidatePoints = (element) => {
    const view = element.ownerDocument.defaultView;
    const points = [], later = [];
    const rects = clientRects(element).sort((a, b) => b.width * b.height - a.width * a.height).slice(0, 8);
    for (const rect of rects) {
      const left = Math.max(rect.left, 0), right = Math.min(rect.right, view.innerWidth);
      const top = Math.max(rect.top, 0), bottom = Math.min(rect.bottom, view.innerHeight);
      if (right - left < 1 || bottom - top < 1) continue;
      const at = (fx, fy) => ({ x: left + (right - left) * fx, y: top + (bottom - top) * fy });
      points.push(at(0.5, 0.5));
      for (const [fx, fy] of [[0.2, 0.5], [0.8, 0.5], [0.5, 0.2], [0.5, 0.8], [0.1, 0.1], [0.9, 0.9], [0.1, 0.9], [0.9, 0.1]])
        later.push(at(fx, fy));
    }
    return points.concat(later);
  };
  // A point where a press reaches the element; `covered` says what is in the way if there is none.
  const reach = (element) => {
    let blocker = null;
    for (const point of candidatePoints(element)) {
      const { ok, hit } = hitInFrames(element, point.x, point.y);
      if (ok) {
        const origin = frameOrigin(frameOf(element));
        return { x: origin.x + point.x * origin.scale, y: origin.y + point.y * origin.scale };
      }
      blocker ??= hit;
    }
    return { covered: blocker };
  };
  const reachByScrolling = (element) => {
    let found = reach(element);
    if (found.x !== undefined && isInView(found)) return found;
    for (const block of ['center', 'end', 'start', 'nearest']) {
      element.scrollIntoView({ block, inline: block === 'center' ? 'center' : 'nearest', behavior: 'instant' });
      for (let frame = frameOf(element); frame; frame = frameOf(frame))
        frame.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
      found = reach(element);
      if (found.x !== undefined && isInView(found)) return found;
    }
    return found;
  };
  const isInView = (point) => point.x >= 0 && point.y >= 0 && point.x < innerWidth && point.y < innerHeight;

  // ---- waiting --------------------------------------------------------------------------------
  const nextFrame = () => new Promise((resolve) => {
    const timer = setTimeout(resolve, 50);  // a page that is not painted gets no frames
    requestAnimationFrame(() => { clearTimeout(timer); resolve(); });
  });
  const isAnimated = (element) => {
    for (const animation of element.ownerDocument.getAnimations()) {
      const target = animation.effect?.target;
      if (animation.playState === 'running' && target && contains(target, element)) return true;
    }
    return false;
  };
  const standStill = async (element) => {
    const end = performance.now() + kStableLimit;
    let last = bounds(element), equal = 0;
    while (equal < kStableFrames && performance.now() < end && element.isConnected) {
      await nextFrame();
      const now = bounds(element);
      equal = now.x === last.x && now.y === last.y && now.width === last.width && now.height === last.height ? equal + 1 : 0;
      last = now;
    }
  };

  // ---- changes of the page --------------------------------------------------------------------
  let lastChange = performance.now(), actionAt = 0, changed = false;
  let batches = new WeakMap();
  const observer = new MutationObserver((records) => {
    const now = performance.now();
    let counts = false;
    for (const target of new Set(records.map((record) => record.target))) {
      const seen = batches.get(target) ?? { count: 0, since: now };
      batches.set(target, seen);
      if (++seen.count > kRestlessBatches && now - seen.since > kRestlessAfter) continue;
      if (now - actionAt <= kStylePatience ||
          records.some((r) => r.target === target && r.attributeName !== 'style')) counts = true;
    }
    if (counts) { lastChange = now; changed = true; }
  });
  const watched = new WeakSet();
  const watch = (root) => {
    if (watched.has(root)) return;
    watched.add(root);
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  };
  const watchAll = (root) => {
    watch(root);
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) watchAll(element.shadowRoot);
      else if (tag(element) === 'iframe' && element.contentDocument) watchAll(element.contentDocument);
    }
  };
  watch(document);

  const kShowing = /^(opacity|transform|visibility|translate|scale|height|max-height|width|max-width|top|left|right|bottom|margin.*|inset.*|grid.*|flex.*)$/;
  const isShowing = () => document.getAnimations().some((animation) => {
    if (animation.playState !== 'running') return false;
    const timing = animation.effect?.getComputedTiming();
    if (!timing || timing.endTime === Infinity || timing.endTime > 2000) return false;
    return animation.transitionProperty === undefined || kShowing.test(animation.transitionProperty);
  });
  // A document drops input until its first frame is shown.
  const awaitFirstFrames = async () => {
    if (performance.now() > kYoung) return;
    await nextFrame();
    await nextFrame();
  };
  const beginAction = () => {
    watchAll(document);
    observer.takeRecords();
    batches = new WeakMap();
    actionAt = performance.now();
    changed = false;
  };
  const beginKeys = async () => {
    await awaitFirstFrames();
    beginAction();
  };
  // Resolves when nothing has changed for a while. `partial`: do not wait for the load event;
  // `anew`: an answer has just come in, so what was quiet before does not count; `quiet`: ms at
  // least, where the page is known to take its time.
  const rest = ({ limit, partial, anew, quiet: asked }) => new Promise((resolve) => {
    const start = performance.now();
    const look = () => {
      const now = performance.now();
      const needed = Math.max(asked ?? 0, changed ? kQuietAfterChange : kQuiet);
      const quiet = now - Math.max(lastChange, actionAt, anew ? start : 0);
      const ready = partial || document.readyState === 'complete';
      const showing = changed && now - start < kAnimationPatience && isShowing();
      if (ready && quiet >= needed && !showing) resolve({ atRest: true, press: takePress() });
      else if (now - start >= limit) resolve({ atRest: false, press: takePress() });
      else setTimeout(look, Math.max(4, Math.min(needed - quiet, limit)));
    };
    look();
  });

  // ---- the press ------------------------------------------------------------------------------
  // Watches where the next press lands. A press that would land elsewhere (the element moved
  // away, something slid over it) is swallowed before the page sees it, and done again.
  let press = null;
  const kPressEvents = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
  const onPress = (event) => {
    if (!press || !event.isTrusted) return;
    if (!press.decided && (event.type === 'pointerdown' || event.type === 'mousedown')) {
      press.decided = true;
      const hit = event.composedPath()[0];
      press.missed = !accepts(press.element, hit) && !contains(press.element, elementOf(hit));
      if (press.missed) press.hit = describe(elementOf(hit) ?? document.documentElement);
    }
    if (press.missed) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (press.keepClosed && (event.type === 'mousedown' || event.type === 'click')) {
      event.preventDefault();  // a native popup would swallow everything that follows
    }
  };
  const armed = new WeakSet();
  const arm = (element, keepClosed) => {
    const view = element.ownerDocument.defaultView;
    if (!armed.has(view)) {
      armed.add(view);
      for (const type of kPressEvents) view.addEventListener(type, onPress, { capture: true });
    }
    press = { element, keepClosed, decided: false, missed: false };
  };
  const takePress = () => {
    const done = press;
    press = null;
    return done?.missed ? { missed: true, hit: done.hit } : { missed: false };
  };

  // ---- what an action works on ----------------------------------------------------------------
  const gone = { problem: 'gone', message: 'the element is no longer on the page' };
  // Controls that are hidden behind a label of their own are pressed through it.
  const pressable = (element) => {
    const type = inputType(element);
    if ((type === 'checkbox' || type === 'radio' || type === 'file') && isHidden(element)) {
      const label = labelOf(element);
      if (label && !isHidden(label)) return label;
    }
    return element;
  };
  const visiblePart = (element) => {
    if (clientRects(element).length) return element;
    for (const child of element.querySelectorAll('*')) if (clientRects(child).length) return child;
    const label = element.labels?.[0];
    return label && clientRects(label).length ? label : null;
  };
  const isDisabled = (element) => element.matches?.(':disabled') ?? false;

  // Scrolls the element into view and finds where to press it.
  const prepare = async (node, { arming, forHover }) => {
    const element = elementOf(node);
    if (!element?.isConnected) return gone;
    if (!forHover) {
      const option = closest(element, (at) => tag(at) === 'option');
      if (option && closest(option, (at) => tag(at) === 'select'))
        return { kind: 'option', rect: bounds(option.closest('select')) };
      if (isDisabled(element)) return { problem: 'disabled', message: 'the element is disabled', rect: bounds(element) };
      if (inputType(element) === 'file')
        return { problem: 'file', message: 'file inputs cannot be filled here', rect: bounds(element) };
    }
    const target = visiblePart(pressable(element));
    if (!target) return { problem: 'hidden', message: 'the element is not visible' };
    await awaitFirstFrames();
    if (isAnimated(target)) await standStill(target);
    let found = reachByScrolling(target);
    if (found.x === undefined) {
      await standStill(target);  // something may be sliding away
      found = reachByScrolling(target);
    }
    const rect = bounds(target);
    if (found.x === undefined || !isInView(found)) {
      const by = found.covered ? describe(found.covered) : '';
      return { problem: by ? 'covered' : 'hidden', rect, by,
               message: by ? `the element is covered by ${by}` : 'the element cannot be scrolled into view' };
    }
    beginAction();
    const keepClosed = (tag(element) === 'select' && !element.multiple && element.size <= 1) || inputType(element) === 'color';
    if (arming) arm(target, keepClosed);
    if (keepClosed) element.focus();
    return { kind: 'point', x: found.x, y: found.y, rect };
  };

  // The middle of what can be seen of an element without scrolling; null when nothing can.
  const middle = (node) => {
    const element = elementOf(node);
    if (!element?.isConnected) return null;
    const rect = bounds(element);
    const left = Math.max(rect.x, 0), right = Math.min(rect.x + rect.width, innerWidth);
    const top = Math.max(rect.y, 0), bottom = Math.min(rect.y + rect.height, innerHeight);
    return right - left < 2 || bottom - top < 2 ? null : { x: (left + right) / 2, y: (top + bottom) / 2 };
  };

  // Nodes that came as objects of the protocol, so that an expression can name them. The next
  // document has a world of its own; within one, only the last few are needed.
  let holding = new Map();
  const hold = (name, node) => {
    if (holding.size > 50) holding = new Map();
    holding.set(name, node);
    return !!node;
  };
  const held = (name) => holding.get(name) ?? null;

  Object.assign(symbiont, {
    act: { hold, held, middle, nextFrame, prepare, beginKeys, rest, bounds, beginAction, describe },
    dom: { elementOf, closest, contains, composedParent, tag, inputType, isElement, isDisabled, labelOf, style, clientRects, gone },
  });
})();
