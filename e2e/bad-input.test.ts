import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modules } from '../src/module-list.ts';
import type { Page } from '../src/platform/http/page.ts';
import { aProposal } from '../src/proposals/proposals.fixtures.ts';
import { type TestHouse, testHouse } from '../test/house.ts';
import { type Story, storyDays, tellStory } from '../test/story.ts';

/** What people, browsers and strangers put into fields that were meant for something else. */
const strange: Readonly<Record<string, string>> = {
  nothing: '',
  spaces: ' \t\n ',
  'ten thousand letters': 'a'.repeat(10_000),
  'one long word and a lone surrogate': `${'ñandú'.repeat(400)}\ud83d`,
  'a zero byte': 'plaza\u0000central',
  'emoji and right to left': '👩‍🌾🏳️‍🌈 مرحبا \u202eabc',
  markup: '"><script>alert(1)</script><img src=x onerror=alert(1)>',
  'a large number': '99999999999999999999',
  'a small number': '-1',
  'a date that is none': '2027-02-31',
  'quotes and percent': "'; drop table proposal; -- %00 %ff {{7*7}}",
};

const pages = modules.flatMap((module) => module.pages);

describe('bad input', () => {
  let house: TestHouse;
  let story: Story;
  let folio: string;
  const cookies = new Map<string, string>();
  const answers = new Map<number, number>();

  beforeAll(async () => {
    house = await testHouse({ demo: true });
    story = await tellStory(house);
    const { cityId, cycle, people } = story;
    const wish = { cityId, cycleId: cycle.id, authorId: people.lucia, now: story.days(0) };
    ({ folio } = await house.db.inCity(cityId, (tx) =>
      aProposal(tx, { ...wish, releasedBy: people.coordinator }),
    ));
  }, 120_000);
  afterAll(() => house?.close());

  /** Acts end sessions, so each page begins with fresh ones. */
  async function signIn(): Promise<void> {
    cookies.set('neighbour', '');
    for (const who of ['lucia', 'administrator', 'coordinator', 'booth_officer'] as const)
      cookies.set(who, await story.cookieOf(story.people[who]));
  }

  async function troubleOf(page: Page): Promise<string[]> {
    await signIn();
    const trouble: string[] = [];
    for (const [name, one] of Object.entries(page.acts ?? {})) {
      for (const [who, cookie] of cookies) {
        for (const [what, value] of Object.entries(strange)) {
          const form = { act: name, ...filled(one.input, value) };
          const path = page.path.replace(':folio', folio).replace(/:\w+/g, '1');
          const { status, html } = await house.post(path, form, { headers: cookie ? { cookie } : {} });
          answers.set(status, (answers.get(status) ?? 0) + 1);
          if (status >= 500 || /<script>alert|at .*\.ts:\d+/.test(html))
            trouble.push(`${who} ${path} ${name} with ${what}: ${status}`);
        }
      }
    }
    return trouble;
  }

  test.each(pages.filter((page) => page.acts && !page.path.startsWith('/demo')))(
    'in any field of $path ends in a sentence',
    async (page) => {
      expect(await troubleOf(page)).toEqual([]);
    },
    60_000,
  );

  test('in an address ends in a page that says so', async () => {
    await signIn();
    const wrong: string[] = [];
    const odd = [
      '0',
      '-1',
      '99999999999999999999',
      'x',
      '%00',
      '%ff',
      '%F0%9F%8C%B3',
      "1'--",
      'a'.repeat(500),
    ];
    const cookie = await story.cookieOf(story.people.administrator);
    for (const { path } of pages.filter((page) => page.path.includes(':'))) {
      for (const one of odd) {
        const { status } = await house.get(path.replace(/:\w+/g, one), { headers: { cookie } });
        if (status >= 500) wrong.push(`${path} with ${one}: ${status}`);
      }
    }
    for (const { path } of pages.filter((page) => !page.path.includes(':'))) {
      for (const one of [
        'page=-1',
        'page=99999999999999999999',
        'q=%00',
        'q=%ff',
        'q=((',
        'sort=x&stage=x',
      ]) {
        const { status } = await house.get(`${path}?${one}`, { headers: { cookie } });
        if (status >= 500) wrong.push(`${path}?${one}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  test('to a phase that is over says that it is over', async () => {
    await story.moveTo(story.days(storyDays.evaluation));
    const cookie = await story.cookieOf(story.people.lucia);
    const { status, html } = await house.post('/proposals/new', { act: 'write' }, { headers: { cookie } });
    expect(status).toBe(422);
    expect(html).toContain('no está abierta ahora');
  });

  test('has been read by the forms, and not only turned away at the door', () => {
    expect(answers.get(422) ?? 0).toBeGreaterThan(200);
  });
});

/** The same value in every field that the form of an act has. */
function filled(schema: unknown, value: string): Record<string, string> {
  const shape = schema && typeof schema === 'object' && 'shape' in schema ? schema.shape : undefined;
  const keys = shape && typeof shape === 'object' ? Object.keys(shape) : ['text', 'id', 'reason', 'amount'];
  return Object.fromEntries(keys.map((key) => [key, value]));
}
