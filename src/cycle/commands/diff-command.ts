import { parseArgs } from 'node:util';
import { UsageError } from '../../platform/process/operator-error.ts';
import { changeSentence } from '../change-sentences.ts';
import { diffBlueprints } from '../diff-blueprints.ts';
import { formatPath } from '../json-path.ts';
import { type CommandHouse, documentNamed, wordsOf } from './command-house.ts';

/** `cabildo blueprint diff A B`: what is different, by section, in sentences. @returns 0 when nothing is, 1 when something */
export async function diffCommand(args: string[], house: CommandHouse): Promise<0 | 1> {
  const options = {
    json: { type: 'boolean' },
    lang: { type: 'string' },
    currency: { type: 'string', default: 'MXN' },
  } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [first, second, ...more] = positionals;
  if (first === undefined || second === undefined || more.length > 0) {
    throw new UsageError('cabildo blueprint diff A B: two files, names of blueprints, or CITY/CYCLE.');
  }
  const [was, is] = [await documentNamed(first, house), await documentNamed(second, house)];
  const words = wordsOf(values.lang);
  const reader = { ...words, currency: values.currency, was, is };
  const changes = diffBlueprints(was, is);
  if (values.json) {
    house.write(
      JSON.stringify(
        changes.map((change) => ({
          ...change,
          path: formatPath(change.path),
          sentence: changeSentence(change, reader),
        })),
      ),
    );
  } else {
    let section = '';
    for (const change of changes) {
      if (change.section !== section) house.write(words.t(`cycle.section.${change.section}`));
      section = change.section;
      house.write(`  ${changeSentence(change, reader)}`);
    }
    if (changes.length === 0) house.write(words.t('cycle.diff.same'));
  }
  return changes.length > 0 ? 1 : 0;
}
