// Zoom, drag and "what is here" on the drawn map.
(function () {
  'use strict';
  const map = document.getElementById('map');
  if (!map) return;
  const box = map.viewBox.baseVal;
  const asking = document.getElementById('query');

  function rescale() {
    const shown = map.getBoundingClientRect();
    const scale = Math.min(box.width / shown.width, box.height / shown.height);
    map.style.setProperty('--scale', scale);
  }

  function zoom(factor, x, y) {
    const width = Math.min(140000, Math.max(300, box.width * factor));
    const used = width / box.width;
    box.x = x - (x - box.x) * used;
    box.y = y - (y - box.y) * used;
    box.width = width;
    box.height *= used;
    rescale();
  }

  function pointAt(event) {
    const point = map.createSVGPoint();
    point.x = event.clientX;
    point.y = event.clientY;
    return point.matrixTransform(map.getScreenCTM().inverse());
  }

  document.getElementById('zoom-in').addEventListener('click', function () { zoom(0.6, box.x + box.width / 2, box.y + box.height / 2); });
  document.getElementById('zoom-out').addEventListener('click', function () { zoom(1 / 0.6, box.x + box.width / 2, box.y + box.height / 2); });
  document.getElementById('panel-switch').addEventListener('click', function () {
    const panel = document.getElementById('panel');
    panel.hidden = !panel.hidden;
    rescale();
  });
  asking.addEventListener('click', function () {
    asking.classList.toggle('on');
    map.classList.toggle('asking', asking.classList.contains('on'));
  });
  map.addEventListener('wheel', function (event) {
    const at = pointAt(event);
    zoom(event.deltaY < 0 ? 0.8 : 1.25, at.x, at.y);
    event.preventDefault();
  }, { passive: false });

  let dragged = null;
  map.addEventListener('pointerdown', function (event) { dragged = pointAt(event); });
  map.addEventListener('pointermove', function (event) {
    if (!dragged || event.buttons === 0) return;
    const at = pointAt(event);
    box.x += dragged.x - at.x;
    box.y += dragged.y - at.y;
  });
  map.addEventListener('pointerup', function () { dragged = null; });
  map.addEventListener('click', function (event) {
    if (!asking.classList.contains('on')) return;
    const at = pointAt(event);
    const latitude = 47.62 + (Number(map.dataset.height) - at.y) / 111200;
    const longitude = -3.28 + at.x / 74700;
    location.href = '/reverse?lat=' + latitude.toFixed(6) + '&lon=' + longitude.toFixed(6);
  });

  const swap = document.getElementById('swap');
  if (swap) swap.addEventListener('click', function () {
    const from = document.getElementById('field-from');
    const to = document.getElementById('field-to');
    const kept = from.value;
    from.value = to.value;
    to.value = kept;
    if (from.value && to.value) from.form.submit();
  });
  rescale();
})();
