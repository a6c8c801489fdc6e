import type { FieldError } from '../../platform/http/page.ts';
import type { Translate } from '../../platform/i18n/texts.ts';
import type { Finding } from '../finding.ts';

/** How many findings a page lists; a file with more is read better by the command. */
const most = 20;

/** What is wrong in a document as errors of one field, each with its path. */
export function findingErrors(findings: readonly Finding[], field: string, t: Translate): FieldError[] {
  return findings.slice(0, most).map(({ path, key, args }) => {
    if (path === '') return { field, key, args };
    return { field, key: 'cycle.finding.at', args: { path, sentence: t(key, args) } };
  });
}
