import type { Tx } from '../platform/db/database.ts';
import type { CaseOutcome } from './case.ts';
import { decisionText } from './decision.ts';

/** A decision as everybody may read it. */
export interface RevealedDecision {
  readonly outcome: CaseOutcome;
  /** Minor units; null unless feasible. */
  readonly cost: number | null;
  readonly reasons: string;
  readonly effects: string;
  readonly joinedToFolio: string | null;
  readonly signedAt: Date;
  readonly revealedAt: Date;
  /** In whose name it was signed; null for the whole city. */
  readonly department: string | null;
  /** Departments that gave an opinion. */
  readonly opinionsOf: readonly string[];
  /** SHA-256 in hexadecimal of the UTF-8 bytes of `text`. */
  readonly hash: string;
  /** The text that was hashed. */
  readonly text: string;
}

/** The decision on a proposal once it is revealed; undefined before, whatever has been prepared or signed. */
export async function revealedDecision(
  tx: Tx,
  cityId: number,
  proposalId: number,
): Promise<RevealedDecision | undefined> {
  const row = await tx
    .selectFrom('decision as d')
    .innerJoin('evaluation_case as c', (join) =>
      join.onRef('c.city_id', '=', 'd.city_id').onRef('c.id', '=', 'd.case_id'),
    )
    .innerJoin('proposal as p', (join) =>
      join.onRef('p.city_id', '=', 'c.city_id').onRef('p.id', '=', 'c.proposal_id'),
    )
    .innerJoin('cycle as y', (join) =>
      join.onRef('y.city_id', '=', 'p.city_id').onRef('y.id', '=', 'p.cycle_id'),
    )
    .innerJoin('city as t', 't.city_id', 'd.city_id')
    .leftJoin('proposal as j', (join) =>
      join.onRef('j.city_id', '=', 'd.city_id').onRef('j.id', '=', 'd.joined_to'),
    )
    .leftJoin('department as s', (join) =>
      join.onRef('s.city_id', '=', 'd.city_id').onRef('s.id', '=', 'd.signed_department_id'),
    )
    .select([
      'd.case_id',
      'd.outcome',
      'd.cost',
      'd.reasons',
      'd.effects',
      'd.signed_at',
      'd.revealed_at',
      'd.hash',
      'p.folio',
      'y.slug as cycle',
      't.currency',
      'j.folio as joinedToFolio',
      's.name as department',
    ])
    .where('c.city_id', '=', cityId)
    .where('c.proposal_id', '=', proposalId)
    .where('d.revealed_at', 'is not', null)
    .executeTakeFirst();
  if (!row?.signed_at || !row.revealed_at || !row.hash) return undefined;
  const { outcome, cost, reasons, effects, joinedToFolio, folio, cycle, currency, department } = row;
  const signedAt = row.signed_at;
  return {
    outcome,
    cost,
    reasons,
    effects,
    joinedToFolio,
    signedAt,
    revealedAt: row.revealed_at,
    department,
    opinionsOf: await opinionDepartments(tx, cityId, row.case_id),
    hash: row.hash.toString('hex'),
    text: decisionText({
      cycle,
      folio,
      outcome,
      cost,
      currency,
      reasons,
      effects,
      joinedTo: joinedToFolio,
      signedAt,
    }),
  };
}

async function opinionDepartments(tx: Tx, cityId: number, caseId: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('opinion as o')
    .innerJoin('department as d', (join) =>
      join.onRef('d.city_id', '=', 'o.city_id').onRef('d.id', '=', 'o.department_id'),
    )
    .select('d.name')
    .where('o.city_id', '=', cityId)
    .where('o.case_id', '=', caseId)
    .where('o.submitted_at', 'is not', null)
    .orderBy('d.name')
    .execute();
  return rows.map((row) => row.name);
}
