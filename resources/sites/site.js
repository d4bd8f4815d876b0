// Behaviour shared by the built-in sites; the pages say what they want by data attributes.
(function () {
  'use strict';

  function toast(text) {
    const box = document.createElement('div');
    box.className = 'toast';
    box.setAttribute('role', 'status');
    box.textContent = text;
    document.body.appendChild(box);
    setTimeout(function () { box.remove(); }, 3500);
  }

  function closeMenus(except) {
    document.querySelectorAll('[data-menu]').forEach(function (opener) {
      const menu = document.getElementById(opener.dataset.menu);
      if (menu && menu !== except) {
        menu.hidden = true;
        opener.setAttribute('aria-expanded', 'false');
      }
    });
  }

  function ask(text, go) {
    const box = document.createElement('dialog');
    box.className = 'dialog';
    box.setAttribute('aria-label', 'Confirm');
    box.innerHTML = '<div class="dialog-body"><p></p><div class="form-actions">' +
      '<button type="button" class="btn btn-primary">OK</button>' +
      '<button type="button" class="btn">Cancel</button></div></div>';
    box.querySelector('p').textContent = text;
    const buttons = box.querySelectorAll('button');
    buttons[0].addEventListener('click', function () { box.close(); box.remove(); go(); });
    buttons[1].addEventListener('click', function () { box.close(); box.remove(); });
    document.body.appendChild(box);
    box.showModal();
  }

  function selectTab(tab) {
    tab.parentElement.querySelectorAll('.tab').forEach(function (other) {
      const chosen = other === tab;
      other.setAttribute('aria-selected', String(chosen));
      document.getElementById(other.getAttribute('aria-controls')).hidden = !chosen;
    });
  }

  document.addEventListener('click', function (event) {
    const target = event.target.closest('[data-menu], [data-open-dialog], [data-close-dialog], .tab,' +
      ' [data-dismiss], [data-toggle], [data-toast], a[data-confirm]');
    if (!target) {
      if (!event.target.closest('.menu')) closeMenus(null);
      const row = event.target.closest('[data-href]');
      if (row && !event.target.closest('a, button, input, select, label, .menu')) location.href = row.dataset.href;
      return;
    }
    if (target.dataset.menu !== undefined) {
      const menu = document.getElementById(target.dataset.menu);
      closeMenus(menu);
      menu.hidden = !menu.hidden;
      target.setAttribute('aria-expanded', String(!menu.hidden));
      event.preventDefault();
    } else if (target.dataset.openDialog !== undefined) {
      document.getElementById(target.dataset.openDialog).showModal();
      event.preventDefault();
    } else if (target.dataset.closeDialog !== undefined) {
      target.closest('dialog').close();
    } else if (target.classList.contains('tab')) {
      selectTab(target);
    } else if (target.dataset.dismiss !== undefined) {
      target.parentElement.remove();
    } else if (target.dataset.toggle !== undefined) {
      const part = document.getElementById(target.dataset.toggle);
      part.hidden = !part.hidden;
      target.setAttribute('aria-expanded', String(!part.hidden));
    } else if (target.dataset.confirm !== undefined && target.tagName === 'A') {
      event.preventDefault();
      ask(target.dataset.confirm, function () { location.href = target.href; });
    }
    if (target.dataset.toast !== undefined) toast(target.dataset.toast);
  });

  document.addEventListener('submit', function (event) {
    const form = event.target;
    if (form.dataset.confirm === undefined || form.dataset.confirmed) return;
    event.preventDefault();
    ask(form.dataset.confirm, function () {
      form.dataset.confirmed = '1';
      if (form.requestSubmit) form.requestSubmit(event.submitter || undefined); else form.submit();
    });
  });

  document.addEventListener('change', function (event) {
    const control = event.target;
    if (control.dataset.submitOnChange !== undefined) control.form.submit();
    if (control.dataset.goto !== undefined) location.href = control.value;
    if (control.dataset.column !== undefined)
      document.querySelectorAll('.data-table tr > :nth-child(' + control.dataset.column + ')').forEach(function (cell) {
        cell.hidden = !control.checked;
      });
    if (control.dataset.checkAll !== undefined)
      document.querySelectorAll(control.dataset.checkAll).forEach(function (box) { box.checked = control.checked; });
  });

  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') closeMenus(null);
  });

  // A calculator for the four operations and brackets; nothing of the text is run as script.
  document.querySelectorAll('[data-calculate]').forEach(function (button) {
    const input = document.getElementById(button.dataset.calculate);
    function calculate() {
      const tokens = input.value.match(/\d+(\.\d+)?|[-+*\/()]/g) || [];
      let at = 0;
      function atom() {
        const token = tokens[at++];
        if (token === '(') { const value = sum(); at++; return value; }
        if (token === '-') return -atom();
        return parseFloat(token);
      }
      function product() {
        let value = atom();
        while (tokens[at] === '*' || tokens[at] === '/') value = tokens[at++] === '*' ? value * atom() : value / atom();
        return value;
      }
      function sum() {
        let value = product();
        while (tokens[at] === '+' || tokens[at] === '-') value = tokens[at++] === '+' ? value + product() : value - product();
        return value;
      }
      const value = sum();
      document.getElementById(input.id + '-result').textContent =
        isNaN(value) ? 'Invalid expression' : String(Math.round(value * 1e9) / 1e9);
    }
    button.addEventListener('click', calculate);
    input.addEventListener('keydown', function (event) { if (event.key === 'Enter') calculate(); });
  });

  // Search fields with suggestions from the server.
  document.querySelectorAll('input[data-suggest]').forEach(function (input) {
    const list = document.createElement('div');
    list.className = 'suggest';
    list.hidden = true;
    input.parentElement.classList.add('suggest-wrap');
    input.parentElement.appendChild(list);
    let asked = 0;
    input.setAttribute('autocomplete', 'off');
    input.addEventListener('input', function () {
      const number = ++asked;
      if (input.value.trim().length < 2) { list.hidden = true; return; }
      fetch(input.dataset.suggest + encodeURIComponent(input.value)).then(function (answer) {
        return answer.json();
      }).then(function (items) {
        if (number !== asked) return;
        list.textContent = '';
        items.forEach(function (item) {
          const line = document.createElement('div');
          line.textContent = item.label;
          line.addEventListener('mousedown', function () { location.href = item.href; });
          list.appendChild(line);
        });
        list.hidden = items.length === 0;
      }).catch(function () { list.hidden = true; });
    });
    input.addEventListener('blur', function () { setTimeout(function () { list.hidden = true; }, 150); });
  });
})();
