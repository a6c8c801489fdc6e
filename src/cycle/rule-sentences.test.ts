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
