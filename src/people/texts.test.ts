import { IntlMessageFormat } from 'intl-messageformat';
import { expect, it } from 'vitest';
import { peopleTexts } from './texts.ts';

it('says in English all that it says in Spanish, with the same arguments', () => {
  const { es, en } = peopleTexts;
  expect(Object.keys(en)).toEqual(Object.keys(es));
  // Types 1 to 6 of a message's parts are arguments: plain, number, date, time, select, plural.
  const argumentsOf = (text = '') =>
    new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true })
      .getAst()
      .flatMap((part) => (part.type >= 1 && part.type <= 6 && 'value' in part ? [part.value] : []))
      .sort();
  for (const key of Object.keys(es)) expect(argumentsOf(en[key]), key).toEqual(argumentsOf(es[key]));
});
