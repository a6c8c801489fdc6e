import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { aStaffMember } from '../people/people.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { type Role, type RoleGrant, type Viewer, visitor } from '../platform/http/viewer.ts';
import { answerFormalCheck } from './answer-formal-check.ts';
import { assignDepartments } from './assign-departments.ts';
import type { CaseState } from './case.ts';
import { closeCase } from './close-case.ts';
import { allMet, anOpinion, caseOf, revealNow } from './evaluation.fixtures.ts';
import { deskActs } from './evaluation-policy.ts';
import type { ChecklistItem } from './opinion.ts';
import { prepareDecision } from './prepare-decision.ts';
import { formalItemsOf, opinionItemsOf } from './records/proposal-facts.ts';
import { returnOpinion } from './return-opinion.ts';
import { saveOpinion } from './save-opinion.ts';
import { sendBackDecision } from './send-back-decision.ts';
import { signDecision } from './sign-decision.ts';
import { aStory, type Story } from './story.fixtures.ts';
import { submitOpinion } from './submit-opinion.ts';
import { takeBackQuestion } from './take-back-question.ts';

/**
 * Random people press random buttons on random cases; a model small enough to be read in one look says what must come of it. The
 * real thing has to agree after each press: who is let through, where the case stands, what the public can see.
 */
const departments = ['parques', 'obras'] as const;
type Department = (typeof departments)[number];

/** Some hold two roles, which is where the two-person rule breaks if it can. */
const cast = {
  maribel: [['coordinator']],
  nadia: [['administrator'], ['signer']],
  iker: [['evaluator', 'parques'], ['signer']],
  sofia: [['evaluator', 'parques']],
  ramon: [
    ['evaluator', 'obras'],
    ['evaluator', 'parques'],
  ],
  aurelio: [['signer']],
  elena: [['signer'], ['coordinator']],
  beto: [['observer']],
  paz: [['project_manager', 'parques']],
  rosa: [['booth_officer']],
} as const satisfies Record<string, readonly (readonly [Role, Department?])[]>;
type Name = keyof typeof cast;
const names = Object.keys(cast) as Name[];
const holds = (name: Name, role: Role, department?: Department) =>
  cast[name].some(([held, where]) => held === role && (department === undefined || where === department));
const coordinates = (name: Name) => holds(name, 'coordinator') || holds(name, 'administrator');

interface ModelOpinion {
  evaluator: Name | null;
  said: 'feasible' | 'infeasible' | null;
}
interface ModelCase {
  state: CaseState;
  revision: number;
  failed: boolean;
  hands: Set<Name>;
  opinions: Map<Department, ModelOpinion>;
}

type Command = {
  readonly at: number;
  readonly who: Name;
  readonly stale: boolean;
  readonly department: Department;
  readonly forward?: boolean;
} & (
  | { readonly verb: 'formal'; readonly how: 'pass' | 'fail' | 'incomplete' }
  | { readonly verb: 'assign'; readonly evaluator: Name | null }
  | { readonly verb: 'takeBack' | 'save' | 'return' | 'sign' | 'sendBack' | 'withdraw' | 'reveal' }
  | {
      readonly verb: 'submit';
      readonly how: 'feasible' | 'infeasible' | 'no-cost' | 'no-reason' | 'over-cap' | 'no-answer';
    }
  | {
      readonly verb: 'prepare';
      readonly how: 'feasible' | 'infeasible' | 'no-cost' | 'no-reason' | 'over-cap';
    }
);

/** What must come of a command, and the model after it. */
function predict(model: ModelCase, { who, stale, department, ...command }: Command): boolean {
  const { state, opinions, hands } = model;
  const opinion = opinions.get(department);
  const all = [...opinions.values()];
  const become = (next: CaseState) => {
    model.state = next;
    model.revision += 1;
    return true;
  };
  const settle = () => {
    const left = [...opinions.values()];
    if (left.length === 0) return become('formal_check');
    return become(left.every((one) => one.said !== null) ? 'consolidation' : 'with_departments');
  };
  switch (command.verb) {
    case 'formal':
      if (!coordinates(who) || !['received', 'formal_check'].includes(state) || stale) return false;
      if (command.how === 'incomplete') return false;
      hands.add(who);
      model.failed = command.how === 'fail';
      become('formal_check');
      return model.failed ? become('prepared') : true;
    case 'assign':
      if (!coordinates(who) || !['formal_check', 'with_departments', 'consolidation'].includes(state))
        return false;
      if (stale || model.failed || opinion?.said) return false;
      if (command.evaluator && !holds(command.evaluator, 'evaluator', department)) return false;
      opinions.set(department, { evaluator: command.evaluator, said: null });
      return become('with_departments');
    case 'takeBack':
      if (!coordinates(who) || state !== 'with_departments' || stale || !opinion || opinion.said)
        return false;
      opinions.delete(department);
      return settle();
    case 'save':
    case 'submit':
      if (!holds(who, 'evaluator', department) || state !== 'with_departments' || stale) return false;
      if (!opinion || opinion.said) return false;
      if (command.verb === 'submit') {
        if (command.how !== 'feasible' && command.how !== 'infeasible') return false;
        opinion.said = command.how;
      }
      hands.add(who);
      return command.verb === 'submit' ? settle() : true;
    case 'return':
      if (
        !coordinates(who) ||
        !['with_departments', 'consolidation'].includes(state) ||
        stale ||
        !opinion?.said
      )
        return false;
      opinion.said = null;
      return become('with_departments');
    case 'prepare':
      if (!coordinates(who) || !['consolidation', 'prepared'].includes(state) || stale) return false;
      if (command.how !== 'feasible' && command.how !== 'infeasible') return false;
      if (command.how === 'feasible' && !all.some((one) => one.said === 'feasible')) return false;
      hands.add(who);
      return become('prepared');
    case 'sign':
      if (!holds(who, 'signer') || state !== 'prepared' || stale || hands.has(who)) return false;
      if (all.some((one) => one.evaluator === who)) return false;
      return become('signed');
    case 'sendBack':
      if (!holds(who, 'signer') || state !== 'prepared' || stale) return false;
      return become(opinions.size > 0 ? 'consolidation' : 'formal_check');
    case 'withdraw':
      return state === 'revealed' || state === 'closed' ? true : become('closed');
    case 'reveal':
      return true;
  }
}

let database: TestDatabase;
let story: Story;
let people: Map<Name, number>;
const departmentId = (code: Department) => story.departments.get(code) as number;

beforeAll(async () => {
  database = await testDatabase();
  story = await aStory(database);
  people = await story.inCity(async (tx) => {
    const made = new Map<Name, number>();
    for (const name of names) {
      const [first, ...others] = cast[name].map((grant) => grant as readonly [Role, Department?]);
      const [role, code] = first as readonly [Role, Department?];
      const place = code && { departmentId: departmentId(code) };
      const personId = await aStaffMember(tx, { cityId: story.cityId, role, name, ...place });
      for (const [other, where] of others) {
        const row = { city_id: story.cityId, person_id: personId, role: other };
        await tx
          .insertInto('role_grant')
          .values({ ...row, department_id: where ? departmentId(where) : null })
          .execute();
      }
      made.set(name, personId);
    }
    return made;
  });
});
afterAll(() => database.close());

function viewerOf(name: Name): Viewer {
  const roles: RoleGrant[] = cast[name].map((grant) => {
    const [role, code] = grant as readonly [Role, Department?];
    return { role, departmentId: code ? departmentId(code) : null };
  });
  return { ...visitor, personId: people.get(name) as number, roles, secondFactor: true };
}

class Refused extends Error {}

/** As a page does it: the policy first, then the verb; a refusal undoes everything. */
async function press(proposalId: number, command: Command): Promise<boolean> {
  const { cityId, now } = story;
  try {
    await story.inCity(async (tx) => {
      const done = await run(tx, proposalId, command, {
        cityId,
        now,
        actorId: people.get(command.who) as number,
      });
      if (!done) throw new Refused();
    });
    return true;
  } catch (thrown) {
    if (thrown instanceof Refused) return false;
    throw thrown;
  }
}

interface Hand {
  readonly cityId: number;
  readonly actorId: number;
  readonly now: Date;
}

async function run(tx: Tx, proposalId: number, command: Command, hand: Hand): Promise<boolean> {
  const { caseId, cycleId, state, revision: current } = await caseOf(tx, hand.cityId, proposalId);
  const acts = deskActs(viewerOf(command.who), state);
  const revision = command.stale ? current - 1 : current;
  const onCase = { ...hand, caseId, revision };
  const of = { cityId: hand.cityId, cycleId, proposalId };
  const department = departmentId(command.department);
  const opinion = await tx
    .selectFrom('opinion')
    .select(['id', 'revision'])
    .where('case_id', '=', caseId)
    .where('department_id', '=', department)
    .executeTakeFirst();
  const opinionId = opinion?.id ?? 0;
  const seen = (opinion?.revision ?? 0) - (command.stale ? 1 : 0);
  switch (command.verb) {
    case 'formal': {
      const answers = formalAnswers(await formalItemsOf(tx, of), command.how);
      return acts.answerFormalCheck && (await answerFormalCheck(tx, { ...onCase, answers, reasons: '' })).ok;
    }
    case 'assign': {
      const evaluatorId = command.evaluator && (people.get(command.evaluator) as number);
      const asked = [{ departmentId: department, evaluatorId }];
      return acts.assignDepartments && (await assignDepartments(tx, { ...onCase, departments: asked })).ok;
    }
    case 'takeBack':
      return (
        acts.takeBackQuestion &&
        (await takeBackQuestion(tx, { ...onCase, opinionId, reason: 'No le toca' })).ok
      );
    case 'return':
      return (
        acts.returnOpinion && (await returnOpinion(tx, { ...onCase, opinionId, reason: 'Falta el riego' })).ok
      );
    case 'save':
    case 'submit': {
      if (!acts.writeOpinion(department)) return false;
      const how = command.verb === 'submit' ? command.how : 'feasible';
      const content = opinionContent(await opinionItemsOf(tx, of, department), how);
      const input = { ...hand, opinionId, revision: seen, content, minutes: 5 };
      return (await (command.verb === 'save' ? saveOpinion : submitOpinion)(tx, input)).ok;
    }
    case 'prepare':
      return (
        acts.prepareDecision && (await prepareDecision(tx, { ...onCase, ...decisionContent(command.how) })).ok
      );
    case 'sign':
      return acts.signDecision && (await signDecision(tx, { ...onCase, departmentId: null })).ok;
    case 'sendBack':
      return acts.sendBackDecision && (await sendBackDecision(tx, { ...onCase, reason: 'Corregir' })).ok;
    case 'withdraw':
      await closeCase(tx, { ...hand, proposalId });
      return true;
    case 'reveal':
      await revealNow(tx, { ...of, staff: story.staff, now: hand.now });
      return true;
  }
}

function formalAnswers(items: readonly ChecklistItem[], how: 'pass' | 'fail' | 'incomplete') {
  const answers = allMet(items);
  if (how === 'incomplete') return answers.slice(1);
  return how === 'fail' ? answers.map((one) => ({ ...one, answer: 'not_met' as const })) : answers;
}

function opinionContent(items: readonly ChecklistItem[], how: Extract<Command, { verb: 'submit' }>['how']) {
  const verdict = how === 'infeasible' || how === 'no-reason' ? 'infeasible' : 'feasible';
  const answers = how === 'no-answer' ? [] : allMet(items);
  const whole = anOpinion({ verdict, answers, cost: how === 'over-cap' ? 100_000_001 : 10_000_000 });
  if (how === 'no-cost') return { ...whole, lines: [] };
  return how === 'no-reason' ? { ...whole, comment: '' } : whole;
}

function decisionContent(how: Extract<Command, { verb: 'prepare' }>['how']) {
  const feasible = how === 'feasible' || how === 'no-cost' || how === 'over-cap';
  return {
    outcome: feasible ? ('feasible' as const) : ('infeasible' as const),
    cost: how === 'no-cost' ? null : how === 'over-cap' ? 100_000_001 : 10_000_000,
    costReason: 'Se ajustó el alcance',
    reasons: how === 'no-reason' ? '' : 'Se explica aquí.',
    effects: 'Más sombra.',
    joinedTo: null,
  };
}

/** What the real thing says of each case, and what the public can see of it. */
async function observe(proposalIds: readonly number[]) {
  const { rows } = await story.inCity((tx) =>
    sql`
      select c.state, c.revision, s.stage in ('feasible', 'infeasible') as "stageTells",
        exists (select from proposal_outcome o where o.city_id = c.city_id and o.proposal_id = c.proposal_id) as told,
        exists (select from decision d where d.city_id = c.city_id and d.case_id = c.id and d.revealed_at is not null) as public
      from evaluation_case c
      join published_proposal s on s.city_id = c.city_id and s.proposal_id = c.proposal_id
      where c.city_id = ${story.cityId} and c.proposal_id = any(${[...proposalIds]}::bigint[])
      order by c.id`.execute(tx),
  );
  return rows;
}

/** The press that would bring the case forward, by somebody who may; half of all, or few cases would ever be signed. */
function forward(model: ModelCase, { department, ...one }: Command): Command {
  const asked = [...model.opinions.entries()].find(([, opinion]) => opinion.said === null)?.[0] ?? department;
  const shared = { at: one.at, stale: false, department: asked };
  switch (model.state) {
    case 'received':
      return { ...shared, who: 'maribel', verb: 'formal', how: 'pass' };
    case 'formal_check':
      if (model.failed) return { ...shared, who: 'maribel', verb: 'formal', how: 'pass' };
      return { ...shared, who: 'elena', verb: 'assign', evaluator: null };
    case 'with_departments':
      return { ...shared, who: one.who === 'iker' ? 'iker' : 'ramon', verb: 'submit', how: 'feasible' };
    case 'consolidation':
      return { ...shared, who: one.who === 'elena' ? 'elena' : 'maribel', verb: 'prepare', how: 'feasible' };
    case 'prepared':
      return { ...shared, who: one.who, verb: 'sign' };
    default:
      return { ...shared, who: one.who, verb: 'reveal' };
  }
}

const anyone = fc.constantFrom(...names);
const shared = {
  at: fc.nat({ max: 1 }),
  // Those who can move a case come often, or most presses would be refused at the door.
  who: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Name>('maribel', 'nadia', 'elena', 'iker', 'ramon', 'aurelio') },
    anyone,
  ),
  stale: fc.oneof({ weight: 12, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  department: fc.constantFrom(...departments),
  forward: fc.boolean(),
};
const usual = (first: string, ...others: string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(first) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
  );
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      ...shared,
      verb: fc.constant('formal'),
      how: usual('pass', 'fail', 'incomplete'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...shared,
      verb: fc.constant('assign'),
      evaluator: fc.option(anyone, { freq: 1 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      ...shared,
      verb: fc.constant('submit'),
      how: usual('feasible', 'infeasible', 'no-cost', 'no-reason', 'over-cap', 'no-answer'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      ...shared,
      verb: fc.constant('prepare'),
      how: usual('feasible', 'infeasible', 'no-cost', 'no-reason', 'over-cap'),
    }),
  },
  { weight: 5, arbitrary: fc.record({ ...shared, verb: fc.constant('sign') }) },
  {
    weight: 6,
    arbitrary: fc.record({
      ...shared,
      verb: fc.constantFrom('takeBack', 'save', 'return', 'sendBack', 'reveal'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...shared, verb: fc.constant('withdraw') }) },
) as fc.Arbitrary<Command>;

test('whatever people press, the walls hold and the model agrees (6,000 commands)', {
  timeout: 300_000,
}, async () => {
  const reached = new Set<string>();
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 50, maxLength: 50 }), async (commands) => {
      const proposalIds = [await story.propose(), await story.propose()];
      const models = proposalIds.map((): ModelCase => {
        const empty = {
          failed: false,
          hands: new Set<Name>(),
          opinions: new Map<Department, ModelOpinion>(),
        };
        return { state: 'received', revision: 1, ...empty };
      });
      for (const pressed of commands) {
        const model = models[pressed.at] as ModelCase;
        const one = pressed.forward ? forward(model, pressed) : pressed;
        const expected = predict(model, one);
        if (one.verb === 'reveal') {
          for (const each of models.filter(({ state }) => state === 'signed')) {
            each.state = 'revealed';
            each.revision += 1;
          }
        }
        const happened = await press(proposalIds[one.at] as number, one);
        expect(happened, JSON.stringify(one)).toBe(expected);
        if (!happened) refused += 1;
        const wanted = models.map(({ state, revision }) => {
          const revealed = state === 'revealed';
          return { state, revision, public: revealed, stageTells: revealed, told: revealed };
        });
        expect(await observe(proposalIds), JSON.stringify(one)).toEqual(wanted);
        reached.add(model.state);
      }
    }),
    { numRuns: 120, seed: 20270210, endOnFailure: true },
  );
  // A test that never gets anywhere would hold any wall.
  expect([...reached].sort()).toEqual(
    [
      'closed',
      'consolidation',
      'formal_check',
      'prepared',
      'received',
      'revealed',
      'signed',
      'with_departments',
    ].sort(),
  );
  expect(refused).toBeGreaterThan(1000);
  await everySignatureIsAnothers();
});

async function everySignatureIsAnothers(): Promise<void> {
  const signed = await story.inCity((tx) =>
    tx
      .selectFrom('decision as d')
      .leftJoin('case_evaluator as e', (join) =>
        join.onRef('e.case_id', '=', 'd.case_id').onRef('e.person_id', '=', 'd.signed_by'),
      )
      .select(['d.id', 'd.outcome', 'd.cost', 'e.person_id as own'])
      .where('d.signed_at', 'is not', null)
      .execute(),
  );
  expect(signed.length).toBeGreaterThan(40);
  expect(signed.filter((one) => one.own !== null)).toEqual([]);
  expect(signed.filter((one) => one.outcome === 'feasible' && !one.cost)).toEqual([]);
}
