import type { Tx } from '../db/database.ts';
import type { Viewer } from '../http/viewer.ts';

/** 'everyone': may be kept by caches for some minutes; 'viewer': this person only; 'nobody': not by this rule. */
export type FileAccess = 'everyone' | 'viewer' | 'nobody';

export interface AskedFile {
  readonly cityId: number;
  readonly fileId: number;
  readonly viewer: Viewer;
  /** The city's clock. */
  readonly now: Date;
}

/** A module says who may see the files that its rows point to. A file that no rule opens does not exist for anybody. */
export interface FileRule {
  readonly name: string;
  readonly access: (tx: Tx, asked: AskedFile) => Promise<FileAccess>;
}

/** Asks the rules in turn; the most open answer counts. */
export async function accessTo(tx: Tx, rules: readonly FileRule[], asked: AskedFile): Promise<FileAccess> {
  let found: FileAccess = 'nobody';
  for (const rule of rules) {
    const access = await rule.access(tx, asked);
    if (access === 'everyone') return access;
    if (access === 'viewer') found = access;
  }
  return found;
}
