import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { BallotRule, BallotType } from '../ballot.ts';

/** All that sealing a ballot of one contest needs, in one round trip. */
export interface Question extends BallotRule {
  readonly cycleId: number;
  readonly listVersion: string;
  readonly plaintextBytes: number;
  /** Numbers of candidates that were withdrawn after the freezing. */
  readonly withdrawn: ReadonlySet<number>;
  /** Undefined until the key of the cycle was checked. */
  readonly key: { readonly keyId: string; readonly publicKey: Buffer } | undefined;
}

interface Row {
  readonly cycle_id: number;
  readonly list_version: string;
  readonly plaintext_bytes: number;
  readonly money: number;
  readonly ballot: BallotType;
  readonly key_id: string | null;
  readonly public_key: Buffer | null;
  /** [number, cost in minor units, withdrawn] */
  readonly candidates: readonly (readonly [number, number, boolean])[];
}

export async function questionToSeal(
  tx: Tx,
  cityId: number,
  contestId: number,
): Promise<Question | undefined> {
  const { rows } = await sql<Row>`
    select c.cycle_id, c.list_version, c.plaintext_bytes, c.money, c.ballot,
      k.key_id, k.public_key,
      (select jsonb_agg(jsonb_build_array(a.number, a.cost, w.candidate_id is not null))
        from candidate a left join candidate_withdrawal w on w.city_id = a.city_id and w.candidate_id = a.id
        where a.city_id = c.city_id and a.contest_id = c.id) as candidates
    from contest c
      left join ballot_key_check h on h.city_id = c.city_id and h.cycle_id = c.cycle_id
      left join ballot_key k on k.city_id = h.city_id and k.cycle_id = h.cycle_id and k.key_id = h.key_id
    where c.city_id = ${cityId} and c.id = ${contestId}`.execute(tx);
  const [row] = rows;
  if (!row) return undefined;
  return {
    cycleId: row.cycle_id,
    listVersion: row.list_version,
    plaintextBytes: row.plaintext_bytes,
    money: row.money,
    ballot: row.ballot,
    costs: new Map(row.candidates.map(([number, cost]) => [number, cost])),
    withdrawn: new Set(row.candidates.filter(([, , gone]) => gone).map(([number]) => number)),
    key: row.key_id && row.public_key ? { keyId: row.key_id, publicKey: row.public_key } : undefined,
  };
}
