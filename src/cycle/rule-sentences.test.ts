import { expect, test } from 'vitest';
import { translator } from '../platform/i18n/texts.ts';
import { formatMoney } from '../platform/money.ts';
import { builtInBlueprints } from './built-in-blueprints.ts';
import { ruleSentences } from './rule-sentences.ts';
import { cycleTexts } from './texts.ts';

function told(document: unknown, language: 'es' | 'en'): string[] {
  const t = translator(language, [cycleTexts[language]]);
  return ruleSentences(document).flatMap(({ sentences }) =>
    sentences.map(({ key, args, money = {} }) => {
      const amounts = Object.entries(money).map(([name, minor]) => [
        name,
        formatMoney({ minor, currency: 'MXN' }, 'es-MX'),
      ]);
      return t(key, { ...args, ...Object.fromEntries(amounts) });
    }),
  );
}

test('San Pedro’s rules read as a neighbour would tell them', () => {
  expect(told(builtInBlueprints['san-pedro-2023'], 'es')).toEqual([
    'Se puede proponer desde los 18 años.',
    'Un “Proyecto sectorial” cuesta como máximo $12,500,000.',
    'Todas las propuestas se revisan con la misma lista de 21 preguntas. Si una no pasa, se publican las razones.',
    'Votas por los proyectos del sector donde vives.',
    'Se vota desde los 9 años en persona y desde los 13 en línea.',
    'Puedes votar en línea o en una mesa.',
    'Si votas en papel, cuenta el papel y no lo que hayas votado en línea.',
    'Ganan los proyectos con más votos que quepan en el dinero del sector.',
    '“Proyecto comunitario”: ganan hasta 10 en cada sector.',
    '“Proyecto sectorial”: gana uno en cada sector.',
  ]);
});

test('an unknown rule is not told, and the general rules are told in English too', () => {
  expect(told({ cycle: { tracks: [] }, voting: null }, 'es')).toEqual([]);
  expect(told(builtInBlueprints.generic, 'en')).toContain(
    'You choose as many projects as fit into the money of the district.',
  );
});

test('what a built-in blueprint knows of money between ballots is told, and what it leaves open is not', () => {
  const cancun = told(builtInBlueprints.cancun, 'es');
  expect(cancun).toContain(
    'Si en un sector vota menos del 1 % de las personas del padrón, ahí no gana ningún proyecto.',
  );
  expect(cancun).toContain('El dinero de ese sector pasa a los segundos lugares de otros sectores.');
  expect(cancun.some((sentence) => sentence.includes('sobra'))).toBe(false);
  expect(told(builtInBlueprints['monterrey-2024'], 'es')).toContain('Gana un proyecto en cada sector.');
});

test('tracks with rules of their own are told by name', () => {
  const rule = { onMisfit: 'skip', threshold: 0, slots: 0, costCap: 0, ties: 'lot' };
  const shares = {
    ...rule,
    rule: 'equal-shares',
    utility: 'cost',
    voters: 'valid',
    completion: 'add1',
    comparison: 'none',
  };
  const tracks = [
    { code: 'a', name: 'Barrio' },
    { code: 'b', name: 'Ciudad' },
  ];
  const document = {
    cycle: { tracks },
    counting: { rules: { a: { ...rule, rule: 'greedy' }, b: { ...shares, onMisfit: undefined } } },
  };
  const t = translator('en', [cycleTexts.en ?? {}]);
  const [results] = ruleSentences(document);
  expect(results?.sentences.map(({ key, track }) => `${track ?? '*'} ${t(key).slice(0, 24)}`)).toEqual([
    'Barrio The projects with the mo',
    'Ciudad Every voter has the same',
    'Barrio If a project no longer f',
    'Ciudad If money is left, every ',
    '* Ties are decided by a lo',
  ]);
});
