/** Counts published ballots again under another rule, here in the browser: the server hears nothing of what is tried. */
import { formatMoney, parseAmount } from '../../platform/money.ts';
import type { Figures, WhatIfAnswer, WhatIfQuestion, WhatIfRule } from '../what-if.ts';

/** What the server wrote on the form. */
interface Setup extends Pick<WhatIfQuestion, 'published' | 'minorPerUnit' | 'winners'> {
  readonly currency: string;
  readonly locale: string;
  readonly file: string;
  readonly worker: string;
}

const form = document.querySelector<HTMLFormElement>('form[data-what-if]');
const answer = document.querySelector<HTMLElement>('[data-what-if-answer]');
const state = document.querySelector<HTMLElement>('[data-what-if-state]');

if (form && answer && state) start(form, answer, state);

function start(form: HTMLFormElement, answer: HTMLElement, state: HTMLElement): void {
  const setup = JSON.parse(form.dataset.whatIf ?? '') as Setup;
  const words = state.dataset;
  let counting: Promise<Worker> | undefined;
  const place = form.closest<HTMLElement>('[hidden]');
  if (place) place.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const given = new FormData(form);
    const typed = String(given.get('money') ?? '').trim();
    const money = typed === '' ? null : parseAmount(typed, setup.currency);
    if (money === undefined) {
      state.textContent = words.notMoney ?? '';
      return;
    }
    state.textContent = words.counting ?? '';
    try {
      counting ??= open(setup);
      const { published, minorPerUnit, winners } = setup;
      const rule = given.get('rule') as WhatIfRule;
      const found = await ask(await counting, { rule, money, published, minorPerUnit, winners });
      show(answer, found, setup);
      state.textContent = words.counted ?? '';
    } catch {
      counting = undefined;
      answer.hidden = true;
      state.textContent = words.failed ?? '';
    }
  });
}

/** A thread that has read the file; it is fetched once, when somebody first asks. */
async function open({ file, worker, minorPerUnit }: Setup): Promise<Worker> {
  const response = await fetch(file);
  if (!response.ok) throw new Error('no ballots');
  const bytes = await response.arrayBuffer();
  const thread = new Worker(worker, { type: 'module' });
  thread.postMessage({ file: bytes, minorPerUnit }, [bytes]);
  return thread;
}

function ask(thread: Worker, question: WhatIfQuestion): Promise<WhatIfAnswer> {
  return new Promise((resolve, reject) => {
    thread.onmessage = ({ data }: MessageEvent<WhatIfAnswer | null>) =>
      data ? resolve(data) : reject(new Error('the file of ballots cannot be read'));
    thread.onerror = () => reject(new Error('the count failed'));
    thread.postMessage(question);
  });
}

function show(answer: HTMLElement, found: WhatIfAnswer, { locale, currency }: Setup): void {
  for (const which of ['both', 'onlyResult', 'onlyHere'] as const) {
    const list = answer.querySelector(`[data-list="${which}"]`);
    const names = found[which].length > 0 ? found[which] : [answer.dataset.none ?? ''];
    list?.replaceChildren(
      ...names.map((name) => {
        const item = document.createElement('li');
        item.textContent = name;
        return item;
      }),
    );
  }
  const write = (side: 'result' | 'here', { winners, cost, withoutWinner }: Figures) => {
    const cells = {
      winners: winners.toLocaleString(locale),
      cost: formatMoney({ minor: cost, currency }, locale),
      withoutWinner: withoutWinner.toLocaleString(locale),
    };
    for (const [name, text] of Object.entries(cells)) {
      const cell = answer.querySelector(`[data-figure="${side}-${name}"]`);
      if (cell) cell.textContent = text;
    }
  };
  write('result', found.result);
  write('here', found.here);
  answer.dataset.winners = found.winners.join(' ');
  answer.hidden = false;
}
