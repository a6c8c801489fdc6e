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
 * many ballots] for each different ballot. Ballots are sorted by their first mark, then the second, and so on: marks by
 * position, then by points, as numbers; of two that agree as far as the shorter goes, the shorter comes first.
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
  for (const text of countedBallots(profile)) {
    pending += text;
    if (pending.length < 1 << 16) continue;
    hasher.update(pending);
    pending = '';
  }
  return hasher.update(`${pending}],${rest.slice(1)}`).hex();
}

/** The elements of B as JSON, each but the first with a comma before it. */
function* countedBallots(profile: Profile): Generator<string> {
  const { contest, ballots, offsets, marks, points } = profile;
  const names = contest.candidates.map((_, position) => String(position));
  const compare = compareBallots(profile);
  const order = Uint32Array.from({ length: ballots }, (_, ballot) => ballot).sort(compare);
  for (let first = 0, next = 0; first < ballots; first = next) {
    const ballot = order[first]!;
    for (next = first + 1; next < ballots && compare(ballot, order[next]!) === 0; ) next++;
    let text = '';
    for (let at = offsets[ballot]!; at < offsets[ballot + 1]!; at++) {
      if (text !== '') text += ',';
      text += names[marks[at]!];
      if (points !== null) text += `:${points[at]!}`;
    }
    yield `${first === 0 ? '' : ','}["${text}",${next - first}]`;
  }
}

function compareBallots({ offsets, marks, points }: Profile): (a: number, b: number) => number {
  return (a, b) => {
    let [x, y] = [offsets[a]!, offsets[b]!];
    const [endX, endY] = [offsets[a + 1]!, offsets[b + 1]!];
    for (; x < endX && y < endY; x++, y++) {
      const byMark = marks[x]! - marks[y]!;
      if (byMark !== 0) return byMark;
      const byPoints = points === null ? 0 : points[x]! - points[y]!;
      if (byPoints !== 0) return byPoints;
    }
    return endX - x - (endY - y);
  };
}
