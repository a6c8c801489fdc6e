import type { Day } from '../platform/time.ts';
import { accounts } from './accounts.ts';
import { type CurpProblem, parseCurp } from './curp.ts';
import { keyedDigest } from './keys.ts';

/** Documents that tell one person from another. The card of the electoral institute prints the CURP. */
export const identityKinds = ['curp', 'passport', 'other'] as const;
export type IdentityKind = (typeof identityKinds)[number];

/** A number as one writes it, without blanks and dashes: kept in memory only, in the database only as a digest. */
export interface Identity {
  readonly kind: IdentityKind;
  readonly number: string;
  /** Where the number itself says it. */
  readonly bornOn: Day | null;
}

export type IdentityProblem = CurpProblem | 'identity-short';

export function parseIdentity(kind: IdentityKind, typed: string): Identity | IdentityProblem {
  if (kind === 'curp') {
    const curp = parseCurp(typed);
    return typeof curp === 'string' ? curp : { kind, number: curp.text, bornOn: curp.bornOn };
  }
  const number = typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  return number.length < 5 ? 'identity-short' : { kind, number, bornOn: null };
}

/** 32 bytes; differs by city, so that two cities cannot find out whom they share. */
export function identityDigest(cityId: number, { kind, number }: Pick<Identity, 'kind' | 'number'>): Buffer {
  return keyedDigest(accounts().keys.identity, `${cityId} ${kind} ${number}`);
}
