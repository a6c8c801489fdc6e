/**
 * One key for what is done a hundred times a day: M takes out the first finding, P releases, K goes to the next. Keys without
 * a modifier can be switched off (WCAG 2.1.4), and never work while somebody is typing.
 */
const setting = 'cabildo.desk-keys';
const bar = document.querySelector<HTMLElement>('[data-desk-keys]');

const targets: Readonly<Record<string, string>> = {
  m: '#form-mask-0 button',
  p: '#form-release button',
  k: '[data-next] a',
};

if (bar) {
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = localStorage.getItem(setting) !== 'off';
  box.addEventListener('change', () => localStorage.setItem(setting, box.checked ? 'on' : 'off'));
  const label = document.createElement('label');
  label.append(box, ' ', bar.dataset.deskKeys ?? '');
  bar.append(label);
  document.addEventListener('keydown', (event) => {
    const typing =
      event.target instanceof Element &&
      event.target.closest('input:not([type="checkbox"]), textarea, select');
    if (!box.checked || typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const target = targets[event.key.toLowerCase()];
    const found = target && document.querySelector<HTMLElement>(target);
    if (!found) return;
    event.preventDefault();
    found.click();
  });
}
