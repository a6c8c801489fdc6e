/**
 * Drawing lots in public: an order of candidates that nobody could choose and everybody can compute again.
 *
 * The lot of a candidate is the SHA-256 digest (FIPS 180-4) of these UTF-8 bytes: the text `cabildo-lot-1`, a line
 * feed (0x0A), the seed, a line feed, the id. Candidates stand in ascending order of their lots, compared byte by
 * byte from the first; the lowest lot wins a tie. Should two lots ever be equal, the lower id by code point wins.
 *
 * Why a digest for each candidate rather than a shuffle of a list: the order of any two candidates does not depend
 * on who else stands, so that a withdrawal cannot turn a tie round, and any language gives the same order in five
 * lines. The seed must become known only after the list of candidates is closed (dice in public, a lottery's numbers).
 */
import { compareCodePoints } from './code-points.ts';
import { sha256 } from './sha256.ts';

/** The lot of one candidate: 64 lower-case hexadecimal digits. */
export function lotOf(seed: string, id: string): string {
  return sha256(`cabildo-lot-1\n${seed}\n${id}`);
}

/** The ids in lot order: the first wins a tie against all others. The input is not changed. */
export function drawLots(seed: string, ids: readonly string[]): string[] {
  return ids
    .map((id) => ({ id, lot: lotOf(seed, id) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : compareCodePoints(a.id, b.id)))
    .map(({ id }) => id);
}
