/**
 * The hash of everything that was counted: equal hashes mean that two people counted the same thing.
 *
 * It is the SHA-256 of the canonical JSON (canonical-json.ts) of
 *   {"ballots": B, "contest": C, "format": "cabildo-count-input/1", "rule": R, "totals": T, "turnout": U}
 * where R is the rule as given, T the totals-only channels and U the turnout of classified ballots. C holds id, budget,
 * minorPerUnit, currency, ballot rules, exclusions, and for each candidate id, cost and withdrawn (true or false): names
 * and categories may be corrected without changing the hash.
 *
 * B lists the valid ballots as a multiset, so that nothing tells who voted when. The text of a ballot joins by commas,
 * for each mark, the position of the candidate in the contest in decimal, with `:points` behind it where the ballot
 * carries points; marks in ascending order of position, or in order of preference on ordinal ballots. B has [text, how
 * many ballots] for each different text, sorted by code point.
 */
import { canonicalJson } from './canonical-json.ts';
import type { Profile } from './profile.ts';
import { Sha256 } from './sha256.ts';

/** 64 lower-case hexadecimal digits. */
export function inputHash(profile: Profile, rule: object): string {
  const { contest } = profile;
  const counted = {
    id: contest.id,
    budget: contest.budget,
    minorPerUnit: contest.minorPerUnit,
    currency: contest.currency,
    ballot: contest.ballot,
    exclusions: contest.exclusions,
    candidates: contest.candidates.map(({ id, cost, withdrawn }) => ({
      id,
      cost,
      withdrawn: withdrawn === true,
    })),
  };
  const rest = canonicalJson({
    contest: counted,
    format: 'cabildo-count-input/1',
    rule,
    totals: profile.totals,
    turnout: profile.turnout,
  });
  const hasher = new Sha256().update('{"ballots":[');
  let pending = '';
  for (const [place, [text, count]] of ballotTexts(profile).entries()) {
    pending += `${place === 0 ? '' : ','}["${text}",${count}]`;
    if (pending.length < 1 << 16) continue;
    hasher.update(pending);
    pending = '';
  }
  return hasher.update(`${pending}],${rest.slice(1)}`).hex();
}

/** Different ballots and how often each was cast, sorted by text (ASCII, so any plain comparison will do). */
function ballotTexts({ contest, ballots, offsets, marks, points }: Profile): [string, number][] {
  const names = contest.candidates.map((_, position) => String(position));
  const counts = new Map<string, number>();
  for (let ballot = 0; ballot < ballots; ballot++) {
    let text = '';
    for (let at = offsets[ballot]!; at < offsets[ballot + 1]!; at++) {
      if (text !== '') text += ',';
      text += names[marks[at]!];
      if (points !== null) text += `:${points[at]!}`;
    }
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
