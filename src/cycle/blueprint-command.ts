import { readFile } from 'node:fs/promises';
import { mergeTexts, translator } from '../platform/i18n/texts.ts';
import { OperatorError } from '../platform/process/operator-error.ts';
import type { Finding } from './finding.ts';
import { cycleTexts } from './texts.ts';
import { validateBlueprint } from './validate-blueprint.ts';

/** Where a command writes, so that tests can read it. */
export interface CommandOutput {
  readonly write: (line: string) => void;
}

export const blueprintUsage =
  'validate FILE [--json] [--lang es|en]\n  validate  say what is wrong in a blueprint and what a city has still to fill in';

/**
 * `cabildo blueprint validate FILE`. Call `connectBlueprint` with every module's section first.
 * @returns the exit code: 0 when nothing is wrong (unknown values are fine), 1 when something is
 */
export async function blueprintCommand(args: readonly string[], { write }: CommandOutput): Promise<0 | 1> {
  const [verb, file, ...options] = args;
  if (verb !== 'validate' || file === undefined || file.startsWith('--')) {
    throw new OperatorError(
      'cabildo blueprint validate FILE: say which file. "cabildo blueprint --help" says more.',
    );
  }
  const { errors, unsupported, unknown } = validateBlueprint(await readDocument(file));
  if (options.includes('--json')) {
    write(
      JSON.stringify({
        errors: errors.map((one) => ({ ...one, sentence: sentence(one, options) })),
        unsupported: unsupported.map((one) => ({ ...one, sentence: sentence(one, options) })),
        unknown,
      }),
    );
  } else {
    for (const one of errors) write(`${one.path}: ${sentence(one, options)}`);
    for (const one of unsupported) {
      const said = { sentence: sentence(one, options) };
      write(`${one.path}: ${inLanguage(options)('cycle.command.unsupported', said)}`);
    }
    for (const path of unknown) write(`${path}: ${inLanguage(options)('cycle.command.unknown')}`);
    const counts = { errors: errors.length, unknown: unknown.length };
    write(inLanguage(options)('cycle.command.counts', counts));
    if (unsupported.length > 0) {
      write(inLanguage(options)('cycle.command.unsupported-count', { count: unsupported.length }));
    }
  }
  return errors.length > 0 ? 1 : 0;
}

async function readDocument(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new OperatorError(`${file} cannot be read (${error.code}).`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OperatorError(`${file} is not JSON: ${(error as Error).message}.`);
  }
}

function inLanguage(options: readonly string[]) {
  const isSpanish = options[options.indexOf('--lang') + 1] === 'es';
  const language = isSpanish ? 'es' : 'en';
  return translator(language, [mergeTexts([cycleTexts], language)]);
}

function sentence({ key, args }: Finding, options: readonly string[]): string {
  return inLanguage(options)(key, args);
}
