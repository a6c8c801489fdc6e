import type { TextArgs, TextKey } from '../platform/i18n/texts.ts';
import { formatPath, type JsonPath } from './json-path.ts';

/** Something wrong in a document: where, and a sentence about it. */
export interface Finding {
  /** 'cycle.districts[2].zones[0]' */
  readonly path: string;
  readonly key: TextKey;
  readonly args: TextArgs;
}

export function finding(path: JsonPath, key: TextKey, args: TextArgs = {}): Finding {
  return { path: formatPath(path), key, args };
}
