import { paperFaults } from '../enter-paper-ballot.ts';

/** Why ballots are void, as the screens say it: what an officer saw, what the rule found, what the opening found. */
const voidReasons = [
  ...paperFaults,
  'too-many',
  'over-budget',
  'unknown-candidate',
  'repeated',
  'malformed',
  'does-not-open',
] as const;

export function isVoidReason(reason: string | null): reason is (typeof voidReasons)[number] {
  return voidReasons.some((known) => known === reason);
}
