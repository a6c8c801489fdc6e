import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { withdrawProposal } from '../proposals/withdraw-proposal.ts';
import { answerFormalCheck } from './answer-formal-check.ts';
import { assignDepartments } from './assign-departments.ts';
import { aDecidedCase, allMet, anOpinion, caseOf, opinionOf } from './evaluation.fixtures.ts';
import { prepareDecision } from './prepare-decision.ts';
import { formalItemsOf, opinionItemsOf } from './records/proposal-facts.ts';
import { returnOpinion } from './return-opinion.ts';
import { saveOpinion } from './save-opinion.ts';
import { sendBackDecision } from './send-back-decision.ts';
import { signDecision } from './sign-decision.ts';
import { aStory, type Story } from './story.fixtures.ts';
import { submitOpinion } from './submit-opinion.ts';
import { takeBackQuestion } from './take-back-question.ts';

let database: TestDatabase;
let story: Story;
let proposalId: number;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  story = await aStory(database);
  proposalId = await story.propose();
});

/** Takes the case so far, as people would. */
function until(
  state: 'received' | 'formal_check' | 'with_departments' | 'consolidation' | 'prepared' | 'signed',
  over = {},
) {
  const { cityId, staff, now } = story;
  return story.inCity((tx) => aDecidedCase(tx, { cityId, proposalId, staff, now, until: state, ...over }));
}
const here = () => story.inCity((tx) => caseOf(tx, story.cityId, proposalId));
/** What every verb on the case takes. */
async function hand(actorId = story.staff.coordinatorId) {
  const { caseId, revision } = await here();
  return { cityId: story.cityId, caseId, revision, actorId, now: story.now };
}
async function opinionHand(actorId = story.staff.evaluatorId) {
  const { caseId } = await here();
  const { cityId, staff, now } = story;
  const opinion = await story.inCity((tx) => opinionOf(tx, cityId, caseId, staff.departmentId));
  return { cityId, ...opinion, actorId, now, minutes: null };
}
async function myItems() {
  const { cityId, staff } = story;
  const { cycleId } = await here();
  return story.inCity((tx) => opinionItemsOf(tx, { cityId, cycleId, proposalId }, staff.departmentId));
}
const feasible = {
  outcome: 'feasible',
  cost: 25_000_000,
  costReason: '',
  reasons: '',
  effects: 'Sombra.',
  joinedTo: null,
} as const;

describe('a submitted proposal', () => {
  test('opens its case in the same act, with the cycle’s questions at hand', async () => {
    expect((await here()).state).toBe('received');
    const { cityId, cycle } = story;
    const items = await story.inCity((tx) => formalItemsOf(tx, { cityId, cycleId: cycle.id, proposalId }));
    expect(items.length).toBeGreaterThanOrEqual(8);
    expect(items.filter((one) => one.blocking).every((one) => one.refusal !== '')).toBe(true);
  });

  test('that is withdrawn closes its case, and nothing more can be done to it', async () => {
    await until('prepared');
    const { cityId, luciaId, now } = story;
    const input = { cityId, proposalId, actorId: luciaId, now, reason: 'Ya no hace falta' };
    expect((await story.inCity((tx) => withdrawProposal(tx, input))).ok).toBe(true);
    expect((await here()).state).toBe('closed');
    const signing = { ...(await hand(story.staff.signerId)), departmentId: null };
    expect(await story.inCity((tx) => signDecision(tx, signing))).toMatchObject({ reason: 'wrong-state' });
  });
});

describe('the formal check', () => {
  test('wants every question answered', async () => {
    const input = { ...(await hand()), answers: [], reasons: '' };
    expect(await story.inCity((tx) => answerFormalCheck(tx, input))).toMatchObject({
      reason: 'item-unanswered',
    });
    expect((await here()).state).toBe('received');
  });

  test('that fails makes a decision of infeasible out of the sentences of what failed', async () => {
    const { cityId, cycle } = story;
    const items = await story.inCity((tx) => formalItemsOf(tx, { cityId, cycleId: cycle.id, proposalId }));
    const answers = allMet(items).map((one, index) =>
      index === 1 ? { ...one, answer: 'not_met' as const } : one,
    );
    const input = { ...(await hand()), answers, reasons: '' };
    expect(await story.inCity((tx) => answerFormalCheck(tx, input))).toMatchObject({
      value: { passed: false },
    });
    expect((await here()).state).toBe('prepared');
    const decision = await story.inCity((tx) =>
      tx.selectFrom('decision').selectAll().executeTakeFirstOrThrow(),
    );
    expect(decision).toMatchObject({ outcome: 'infeasible', reasons: items[1]?.refusal, cost: null });
  });

  test('that failed and was sent back can be answered anew', async () => {
    const { cityId, cycle } = story;
    const items = await story.inCity((tx) => formalItemsOf(tx, { cityId, cycleId: cycle.id, proposalId }));
    const failing = allMet(items).map((one) => ({ ...one, answer: 'not_met' as const }));
    const first = { ...(await hand()), answers: failing, reasons: 'Falta todo.' };
    await story.inCity((tx) => answerFormalCheck(tx, first));
    const back = { ...(await hand(story.staff.signerId)), reason: 'Sí se cumple' };
    await story.inCity((tx) => sendBackDecision(tx, back));
    expect((await here()).state).toBe('formal_check');
    const early = {
      ...(await hand()),
      departments: [{ departmentId: story.staff.departmentId, evaluatorId: null }],
    };
    expect(await story.inCity((tx) => assignDepartments(tx, early))).toMatchObject({
      reason: 'formal-check-failed',
    });
    const again = { ...(await hand()), answers: allMet(items), reasons: '' };
    expect(await story.inCity((tx) => answerFormalCheck(tx, again))).toMatchObject({
      value: { passed: true },
    });
  });
});

describe('asking departments', () => {
  test('gives them working days of the city’s calendar', async () => {
    await until('with_departments');
    const opinion = await story.inCity((tx) =>
      tx.selectFrom('opinion').select('due_on').executeTakeFirstOrThrow(),
    );
    // Fifteen working days after Wednesday 10 February 2027, without weekends.
    expect(opinion.due_on).toBe('2027-03-03');
  });

  test('refuses nobody, unknown departments, and people of another department', async () => {
    await until('formal_check');
    const { evaluatorId } = story.staff;
    const obras = story.departments.get('obras') as number;
    const ask = async (departments: { departmentId: number; evaluatorId: number | null }[]) => {
      const input = { ...(await hand()), departments };
      return story.inCity((tx) => assignDepartments(tx, input));
    };
    expect(await ask([])).toMatchObject({ reason: 'department-missing' });
    expect(await ask([{ departmentId: 999_999, evaluatorId: null }])).toMatchObject({
      reason: 'department-missing',
    });
    expect(await ask([{ departmentId: obras, evaluatorId }])).toMatchObject({
      reason: 'evaluator-elsewhere',
    });
  });

  test('can be taken back with a reason, and asked again', async () => {
    await until('with_departments');
    const { opinionId } = await opinionHand();
    const without = { ...(await hand()), opinionId, reason: ' ' };
    expect(await story.inCity((tx) => takeBackQuestion(tx, without))).toMatchObject({
      reason: 'reason-missing',
    });
    const input = { ...without, reason: 'Le toca a Movilidad' };
    expect((await story.inCity((tx) => takeBackQuestion(tx, input))).ok).toBe(true);
    expect((await here()).state).toBe('formal_check');
    const again = {
      ...(await hand()),
      departments: [{ departmentId: story.staff.departmentId, evaluatorId: null }],
    };
    expect((await story.inCity((tx) => assignDepartments(tx, again))).ok).toBe(true);
    expect((await opinionHand()).opinionId).toBe(opinionId);
  });
});

describe('an opinion', () => {
  test('is kept as a draft, incomplete as it is', async () => {
    await until('with_departments');
    const content = { verdict: null, answers: [], lines: [], comment: 'Falta visitar el lugar', effects: '' };
    const input = { ...(await opinionHand()), content };
    expect((await story.inCity((tx) => saveOpinion(tx, input))).ok).toBe(true);
    const row = await story.inCity((tx) => tx.selectFrom('opinion').selectAll().executeTakeFirstOrThrow());
    expect(row).toMatchObject({ comment: 'Falta visitar el lugar', submitted_at: null });
    expect(await story.inCity((tx) => saveOpinion(tx, input))).toMatchObject({ reason: 'outdated' });
  });

  test('that is the last one missing sends the case to the coordinator', async () => {
    await until('with_departments');
    const obras = story.departments.get('obras') as number;
    const asking = { ...(await hand()), departments: [{ departmentId: obras, evaluatorId: null }] };
    await story.inCity((tx) => assignDepartments(tx, asking));
    const content = anOpinion({ verdict: 'feasible', answers: allMet(await myItems()) });
    const input = { ...(await opinionHand()), content };
    expect((await story.inCity((tx) => submitOpinion(tx, input))).ok).toBe(true);
    expect((await here()).state).toBe('with_departments');
    const { caseId } = await here();
    const other = await story.inCity((tx) => opinionOf(tx, story.cityId, caseId, obras));
    const theirs = {
      ...input,
      ...other,
      content: anOpinion({ verdict: 'infeasible', answers: content.answers }),
    };
    expect((await story.inCity((tx) => submitOpinion(tx, theirs))).ok).toBe(true);
    expect((await here()).state).toBe('consolidation');
  });

  test('over the track’s cap is refused with both amounts', async () => {
    await until('with_departments');
    const content = anOpinion({ verdict: 'feasible', cost: 100_000_001, answers: allMet(await myItems()) });
    const input = { ...(await opinionHand()), content };
    const refused = await story.inCity((tx) => submitOpinion(tx, input));
    expect(refused).toMatchObject({
      reason: 'cost-over-cap',
      details: { cost: 100_000_001, limit: 100_000_000 },
    });
  });

  test('goes back with a reason; what was said first stays on record', async () => {
    await until('consolidation');
    const { opinionId } = await opinionHand();
    const input = { ...(await hand()), opinionId, reason: 'Falta el costo de riego' };
    expect((await story.inCity((tx) => returnOpinion(tx, input))).ok).toBe(true);
    expect((await here()).state).toBe('with_departments');
    const content = anOpinion({ verdict: 'feasible', cost: 31_000_000, answers: allMet(await myItems()) });
    const again = { ...(await opinionHand()), content };
    expect((await story.inCity((tx) => submitOpinion(tx, again))).ok).toBe(true);
    const said = await story.inCity((tx) =>
      tx.selectFrom('opinion_submission').select('cost').orderBy('id').execute(),
    );
    expect(said.map((one) => one.cost)).toEqual([25_000_000, 31_000_000]);
  });
});

describe('a decision', () => {
  const prepare = async (over: object) => {
    const input = { ...(await hand()), ...feasible, ...over };
    return story.inCity((tx) => prepareDecision(tx, input));
  };

  test('of feasible needs a cost, effects and an opinion that says so; another cost needs its reason', async () => {
    await until('consolidation');
    expect(await prepare({ cost: null })).toMatchObject({ reason: 'cost-missing' });
    expect(await prepare({ effects: ' ' })).toMatchObject({ reason: 'effects-missing' });
    expect(await prepare({ cost: 26_000_000 })).toMatchObject({ reason: 'cost-reason-missing' });
    expect(await prepare({ cost: 100_000_001, costReason: 'x' })).toMatchObject({ reason: 'cost-over-cap' });
    expect((await prepare({ cost: 26_000_000, costReason: 'Subió el acero' })).ok).toBe(true);
    expect((await prepare({})).ok).toBe(true);
    expect((await here()).state).toBe('prepared');
  });

  test('of infeasible needs reasons; feasible against the only opinion is refused', async () => {
    await until('consolidation', { outcome: 'infeasible' });
    expect(await prepare({ outcome: 'infeasible', cost: null })).toMatchObject({ reason: 'reasons-missing' });
    expect(await prepare({})).toMatchObject({ reason: 'opinions-missing' });
  });

  test('joins neither to itself, nor to nothing, nor in a chain', async () => {
    await until('consolidation');
    const join = (joinedTo: number | null) =>
      prepare({ outcome: 'joined', joinedTo, reasons: 'Piden lo mismo' });
    expect(await join(null)).toMatchObject({ reason: 'joined-to-missing' });
    expect(await join(proposalId)).toMatchObject({ reason: 'joined-to-itself' });
    const other = await story.propose('Bancas en la plaza');
    expect((await join(other)).ok).toBe(true);
    const first = proposalId;
    proposalId = other;
    await until('consolidation');
    expect(await join(first)).toMatchObject({ reason: 'joined-in-chain' });
    const third = await story.propose('Árboles en la plaza');
    expect(await join(third)).toMatchObject({ reason: 'joined-in-chain' });
  });

  test('is signed by another person than who prepared, evaluated or was once returned', async () => {
    await until('prepared');
    const { coordinatorId, evaluatorId, signerId } = story.staff;
    const sign = async (actorId: number) => {
      const input = { ...(await hand(actorId)), departmentId: null };
      return story.inCity((tx) => signDecision(tx, input));
    };
    expect(await sign(coordinatorId)).toMatchObject({ reason: 'signer-prepared' });
    expect(await sign(evaluatorId)).toMatchObject({ reason: 'signer-evaluated' });
    expect((await sign(signerId)).ok).toBe(true);
    expect(await sign(signerId)).toMatchObject({ reason: 'wrong-state' });
  });

  test('once prepared by the signer and sent back, is still not hers to sign', async () => {
    await until('consolidation');
    const { signerId, coordinatorId } = story.staff;
    const hers = { ...(await hand(signerId)), ...feasible };
    await story.inCity((tx) => prepareDecision(tx, hers));
    const back = { ...(await hand(coordinatorId)), reason: 'Corregir' };
    await story.inCity((tx) => sendBackDecision(tx, back));
    expect((await prepare({})).ok).toBe(true);
    const signing = { ...(await hand(signerId)), departmentId: null };
    expect(await story.inCity((tx) => signDecision(tx, signing))).toMatchObject({
      reason: 'signer-evaluated',
    });
  });

  test('the database itself refuses a signer who evaluated and any change after the signature', async () => {
    await until('prepared');
    const signedBy = (personId: number) => () =>
      story.inCity((tx) =>
        tx
          .updateTable('decision')
          .set({ signed_by: personId, signed_at: story.now, hash: Buffer.alloc(32) })
          .execute(),
      );
    await expect(signedBy(story.staff.evaluatorId)()).rejects.toThrow('evaluated this case');
    await expect(signedBy(story.staff.coordinatorId)()).rejects.toThrow();
    const signing = { ...(await hand(story.staff.signerId)), departmentId: null };
    await story.inCity((tx) => signDecision(tx, signing));
    const rewrite = () =>
      story.inCity((tx) => tx.updateTable('decision').set({ reasons: 'otra cosa' }).execute());
    await expect(rewrite()).rejects.toThrow('never changed');
  });

  test('two signers at once: one signs, the other is told; a form over an older state is refused', async () => {
    await until('prepared');
    const first = { ...(await hand(story.staff.signerId)), departmentId: null };
    const second = { ...first, actorId: story.luciaId };
    const answers = await Promise.all(
      [first, second].map((one) => story.inCity((tx) => signDecision(tx, one))),
    );
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    expect(answers.find((one) => !one.ok)).toMatchObject({ reason: 'outdated' });
    const rows = await story.inCity((tx) =>
      tx.selectFrom('case_transition').select('id').where('to_state', '=', 'signed').execute(),
    );
    expect(rows).toHaveLength(1);
  });

  test('every step is on record with who, when and why', async () => {
    await until('prepared');
    const back = { ...(await hand(story.staff.signerId)), reason: 'Explica mejor el costo' };
    await story.inCity((tx) => sendBackDecision(tx, back));
    const rows = await story.inCity((tx) =>
      tx
        .selectFrom('case_transition')
        .select(['to_state', 'done_by', 'reason', 'at'])
        .orderBy('id')
        .execute(),
    );
    expect(rows.map((row) => row.to_state)).toEqual([
      'received',
      'formal_check',
      'with_departments',
      'consolidation',
      'prepared',
      'consolidation',
    ]);
    expect(rows.at(-1)).toMatchObject({
      done_by: story.staff.signerId,
      reason: 'Explica mejor el costo',
      at: story.now,
    });
  });
});
