import { aDecidedCase, caseOf } from '../src/evaluation/evaluation.fixtures.ts';
import { prepareDecision } from '../src/evaluation/prepare-decision.ts';
import { signDecision } from '../src/evaluation/sign-decision.ts';
import { done } from '../src/voting/voting.fixtures.ts';
import { type RealJourney, type RealRow, realDistricts } from './real-city.ts';

/** Proposals that the city itself joined: the first asks for what the second asks for. */
const joinedPairs = [
  ['8460', '7627'],
  ['8403', '7849'],
] as const;

/** Euro cents: what a district has here; no decision may cost more. */
const largestCost = 60_000_000;

/** What the city really decided about forty proposals. */
export interface RealDecisions {
  readonly feasible: readonly RealRow[];
  readonly infeasible: readonly RealRow[];
  readonly joined: readonly { readonly row: RealRow; readonly into: RealRow }[];
}

/** Each district's five finalists with the most supports, the eight best liked refusals, and two that were joined. */
export function realDecisions(rows: readonly RealRow[]): RealDecisions {
  const byLiking = [...rows].sort((a, b) => b.supports - a.supports || a.code.localeCompare(b.code));
  const finalists = byLiking.filter(
    ({ outcome, cost }) => cost !== null && cost <= largestCost && /^(Mesa y final|Final pero)/.test(outcome),
  );
  const feasible = realDistricts.flatMap(({ zones }) =>
    finalists.filter(({ zone }) => zones.includes(zone)).slice(0, 5),
  );
  const refused = byLiking.filter(
    ({ outcome, reason }) => reason.length > 80 && outcome === 'Descartada por mesa y fuera de la final',
  );
  const joined = joinedPairs.flatMap(([code, target]) => {
    const row = rows.find((one) => one.code === code);
    const into = feasible.find((one) => one.code === target);
    return row && into ? [{ row, into }] : [];
  });
  return { feasible, infeasible: refused.slice(0, 8), joined };
}

/** Takes every decision but those of `byHand` through the verbs, up to the signature. */
export async function decideAll(
  journey: RealJourney,
  decisions: RealDecisions,
  proposalIds: ReadonlyMap<string, number>,
  { now, byHand }: { readonly now: Date; readonly byHand: readonly RealRow[] },
): Promise<void> {
  const { cityId, staff } = journey;
  const idOf = ({ code }: RealRow) => proposalIds.get(code) as number;
  const wishes = [
    ...decisions.feasible.map((row) => ({ row, outcome: 'feasible', cost: row.cost as number }) as const),
    ...decisions.infeasible.map((row) => ({ row, outcome: 'infeasible', reasons: row.reason }) as const),
  ];
  for (const { row, ...wish } of wishes) {
    if (byHand.includes(row)) continue;
    await journey.inCity((tx) => aDecidedCase(tx, { cityId, proposalId: idOf(row), staff, now, ...wish }));
  }
  for (const { row, into } of decisions.joined) {
    const proposalId = idOf(row);
    await journey.inCity(async (tx) => {
      const caseId = await aDecidedCase(tx, { cityId, proposalId, staff, now, until: 'consolidation' });
      const revision = async () => (await caseOf(tx, cityId, proposalId)).revision;
      const prepared = {
        outcome: 'joined',
        cost: null,
        costReason: '',
        reasons: 'Piden lo mismo en el mismo lugar: se vota junto.',
        effects: '',
        joinedTo: idOf(into),
      } as const;
      const { coordinatorId, signerId } = staff;
      const common = { cityId, caseId, now };
      done(
        await prepareDecision(tx, {
          ...common,
          ...prepared,
          revision: await revision(),
          actorId: coordinatorId,
        }),
      );
      const signed = { ...common, revision: await revision(), departmentId: null, actorId: signerId };
      done(await signDecision(tx, signed));
    });
  }
}
