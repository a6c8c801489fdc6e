import { describe, expect, it } from 'vitest';
import { checkText, pluralForms } from './check-text.ts';

const votes = '{n, plural, one {# voto} other {# votos}} en {zone}';
const problem = (locale: string, text: string, original = votes) =>
  checkText(locale, 'a.key', text, original)?.problem ?? 'fine';

describe('a text in the place of another', () => {
  it('has the same arguments, whatever their order', () => {
    expect(problem('es-MX', 'En {zone}: {n, plural, one {# voto} other {# votos}}')).toBe('fine');
    expect(problem('es-MX', 'En {zone}: {n}')).toBe('fine');
    expect(problem('es-MX', 'En {zone}')).toBe('missing-argument');
    expect(problem('es-MX', '{n} en {zona}')).toBe('unknown-argument');
    expect(problem('es-MX', '{n} en {zone, number}')).toBe('other-argument');
  });

  it('is a message that can be read', () => {
    expect(problem('es-MX', '{n en {zone}')).toBe('broken');
    expect(problem('es-MX', '  ')).toBe('empty');
    expect(problem('es-MX', 'x'.repeat(3000))).toBe('too-long');
    expect(checkText('es-MX', 'no.such', 'x', undefined)?.problem).toBe('unknown-key');
  });

  it('has in each plural the forms that the language uses', () => {
    expect(pluralForms('es-MX')).toEqual(['other', 'one']);
    expect([...pluralForms('pl')].sort()).toEqual(['few', 'many', 'one']);
    const polish = (forms: string) => problem('pl', `{n, plural, ${forms}} w {zone}`);
    expect(checkText('pl', 'a', '{n, plural, one {# głos} other {# głosów}} w {zone}', votes)).toEqual({
      key: 'a',
      problem: 'missing-form',
      what: 'many, few',
    });
    expect(polish('one {# głos} few {# głosy} many {# głosów} other {# głosu}')).toBe('fine');
    expect(polish('=1 {jeden głos} few {# głosy} many {# głosów} other {# głosu}')).toBe('fine');
    expect(problem('ja', '{zone}: {n, plural, other {#票}}')).toBe('fine');
  });
});
