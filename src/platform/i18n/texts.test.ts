import { describe, expect, test } from 'vitest';
import { houseWords } from './city-words.ts';
import { mergeTexts, type TextKey, translator } from './texts.ts';

const key = (name: string) => name as TextKey;

describe('texts', () => {
  test('counts in the plural forms of the language', () => {
    const t = translator('es-MX', [
      { votes: '{n, plural, =0 {nadie ha votado} one {# voto} other {# votos}}' },
    ]);
    expect([0, 1, 1234].map((n) => t(key('votes'), { n }))).toEqual([
      'nadie ha votado',
      '1 voto',
      '1,234 votos',
    ]);
  });

  test("a city's own words win over the compiled ones, and a half-translated language shows Spanish", () => {
    const words = houseWords([
      { texts: { es: { zone: 'zona', vote: 'Votar' }, en: { zone: 'zone', vote: 'Vote' } } },
    ]);
    const city = { words: { 'es-MX': { zone: 'colonia' }, nah: { vote: 'Xitlapejpena' } } } as never;
    expect(words.translator(city, 'es-MX')(key('zone'))).toBe('colonia');
    expect(words.translator(city, 'en')(key('zone'))).toBe('zone');
    expect(words.translator(city, 'nah')(key('vote'))).toBe('Xitlapejpena');
    expect(words.translator(city, 'nah')(key('zone'))).toBe('zona');
  });

  test('angle brackets in a text or an argument stay what they are', () => {
    const t = translator('es', [{ a: 'menos de <5 {what}' }]);
    expect(t(key('a'), { what: '<b>' })).toBe('menos de <5 <b>');
  });

  test('a hole in the texts is a bug, not an empty screen', () => {
    expect(() => translator('es', [{}])(key('nothing'))).toThrow('no text for nothing');
    expect(() =>
      mergeTexts(
        [
          { es: { a: '1' }, en: {} },
          { es: { a: '2' }, en: {} },
        ],
        'es',
      ),
    ).toThrow('two modules');
  });
});
