import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast } from './contrast.ts';
import { grounds, type Tokens, themeCss, themeTokens } from './theme.ts';

/** Words and the grounds that the stylesheets put them on: 4.5 (WCAG 1.4.3). */
const words: readonly (readonly [string, readonly string[]])[] = [
  [
    'ink',
    ['paper', 'surface', 'sunken', 'primary-soft', 'accent-soft', 'good-soft', 'warn-soft', 'bad-soft'],
  ],
  ['ink-soft', ['paper', 'surface', 'sunken', 'primary-soft']],
  ['link', ['paper', 'surface', 'sunken', 'primary-soft', 'accent-soft']],
  ['on-primary', ['primary', 'primary-strong']],
  ['on-primary-deep', ['primary-deep']],
  ['on-accent', ['accent']],
  ['accent-text', ['accent-soft']],
  ['good', ['good-soft']],
  ['warn', ['warn-soft']],
  ['bad', ['bad-soft', 'paper', 'surface']],
  ['on-bad', ['bad']],
];
/** Borders of fields, rings, bars: 3 (WCAG 1.4.11). */
const drawings: readonly (readonly [string, readonly string[]])[] = [
  ['line-strong', ['paper', 'surface', 'sunken']],
  ['primary', ['paper', 'surface', 'sunken', 'primary-soft']],
  ['focus', ['paper', 'surface', 'sunken']],
  ['focus-on-deep', ['primary-deep']],
];

function tooFaint(tokens: Tokens): string[] {
  const faint: string[] = [];
  for (const [pairs, least] of [
    [words, 4.5],
    [drawings, 3],
  ] as const) {
    for (const [front, backs] of pairs) {
      for (const back of backs) {
        const ratio = contrast(tokens[front] as string, tokens[back] as string);
        if (!(ratio >= least)) faint.push(`${front} on ${back}: ${ratio.toFixed(2)} < ${least}`);
      }
    }
  }
  return faint;
}

function tokensOf(css: string): Tokens {
  return Object.fromEntries(
    [...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi)].map((found) => [found[1], found[2]]),
  );
}

const [light, darkOver] = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8')
  .split('@media')
  .map(tokensOf) as [Tokens, Tokens];
const schemes = { light, dark: { ...light, ...darkOver } };

describe.each(['light', 'dark'] as const)('the %s colours', (scheme) => {
  it('are legible in every pair', () => {
    expect(tooFaint(schemes[scheme])).toEqual([]);
  });

  it('stand on the grounds that city themes are derived from', () => {
    expect(schemes[scheme]).toMatchObject(grounds[scheme]);
  });

  it('stay legible with any colours that a city may choose', () => {
    const colour = fc
      .integer({ min: 0, max: 0xffffff })
      .map((value) => `#${value.toString(16).padStart(6, '0')}`);
    let accepted = 0;
    fc.assert(
      fc.property(colour, colour, (primary, accent) => {
        const made = themeTokens({ primary, accent });
        if (!made.ok) return;
        accepted += 1;
        expect(tooFaint({ ...schemes[scheme], ...made.value[scheme] })).toEqual([]);
      }),
      { numRuns: 2000, seed: 7 },
    );
    expect(accepted).toBeGreaterThan(500);
  });
});

describe('a city theme', () => {
  it('is refused where words on its colour would be faint, with the ratio reached', () => {
    expect(themeTokens({ primary: '#f5b93d', accent: '#0d4a52' })).toEqual({
      ok: false,
      reason: 'primary-too-light',
      details: { ratio: 1.4, nearest: '#7b5d1f' },
    });
  });

  it('takes nothing but colours, so that no rule can be smuggled in', () => {
    const made = themeCss({ primary: '#000000;}body{display:none', accent: '#0d4a52' });
    expect(made).toMatchObject({ ok: false, reason: 'not-a-colour' });
  });

  it('is written for both schemes', () => {
    const made = themeCss({ primary: '#7a1f2b', accent: '#2a6536' });
    expect(made.ok && made.value).toMatch(/^:root\{--primary:#7a1f2b;.*@media \(prefers-color-scheme:dark\)/);
  });
});
