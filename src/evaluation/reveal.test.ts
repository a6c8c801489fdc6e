import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { connectEvents, type Happened } from '../platform/events/events.ts';
import { publicStatus, publishedProposal } from '../proposals/proposal-queries.ts';
import { withdrawProposal } from '../proposals/withdraw-proposal.ts';
import { revealedDecision } from './decision-queries.ts';
import { aDecidedCase, caseOf, revealNow } from './evaluation.fixtures.ts';
import { feasibleProposals } from './evaluation-queries.ts';
import { evaluationNotices } from './notices.ts';
import { planReveal } from './plan-reveal.ts';
import { revealDecisions } from './reveal-decisions.ts';
import { aStory, type Story } from './story.fixtures.ts';
import { evaluationSubscriptions } from './subscriptions.ts';

let database: TestDatabase;
let story: Story;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  story = await aStory(database);
});

async function decided(
  over: { outcome?: 'feasible' | 'infeasible'; until?: 'prepared' | 'signed'; reasons?: string } = {},
) {
  const { cityId, staff, now } = story;
  const proposalId = await story.propose();
  await story.inCity((tx) => aDecidedCase(tx, { cityId, proposalId, staff, now, ...over }));
  return proposalId;
}
const later = (seconds: number) => new Date(story.now.getTime() + seconds * 1000);
function plan(at: Date) {
  const { cityId, cycle, staff, now } = story;
  return story.inCity((tx) =>
    planReveal(tx, { cityId, cycleId: cycle.id, at, actorId: staff.coordinatorId, now }),
  );
}
const tickAt = (now: Date) => story.inCity((tx) => revealDecisions(tx, { cityId: story.cityId, now }));
const revealedOf = (proposalId: number) =>
  story.inCity((tx) => revealedDecision(tx, story.cityId, proposalId));
const stageOf = async (proposalId: number) => {
  const { folio } = await story.inCity((tx) =>
    tx.selectFrom('proposal').select('folio').where('id', '=', proposalId).executeTakeFirstOrThrow(),
  );
  return story.inCity((tx) => publicStatus(tx, story.cityId, folio));
};

describe('before the moment of the reveal', () => {
  test('a signed decision is in nothing that the public, the voters’ list or the post can read', async () => {
    const secret = 'Motivo secreto hasta la publicación';
    const proposalId = await decided({ outcome: 'infeasible', reasons: secret });
    await plan(later(3600));
    expect(await tickAt(later(3599))).toBe(0);
    expect(await stageOf(proposalId)).toBe('published');
    expect(await revealedOf(proposalId)).toBeUndefined();
    const { cityId, cycle } = story;
    expect(await story.inCity((tx) => feasibleProposals(tx, cityId, cycle.id))).toEqual([]);
    await story.inCity(async (tx) => {
      for (const table of ['proposal_outcome', 'published_proposal', 'event', 'mail'] as const) {
        const rows = await tx.selectFrom(table).selectAll().execute();
        const text = JSON.stringify(rows);
        expect(text, table).not.toContain(secret);
        expect(text, table).not.toContain('infeasible');
      }
    });
  });

  test('the letter to the proposer is empty, even if somebody asks for it early', async () => {
    const proposalId = await decided();
    const { cityId } = story;
    const happened = { id: 1, cityId, data: { proposalId, caseId: 1, outcome: 'feasible' } };
    const compose = evaluationNotices[0]?.compose;
    expect(await story.inCity(async (tx) => compose?.(tx, happened as never))).toEqual([]);
  });

  test('the moment must lie ahead, and can be moved', async () => {
    expect(await plan(story.now)).toMatchObject({ reason: 'in-the-past' });
    await plan(later(60));
    await plan(later(600));
    const rows = await story.inCity((tx) => tx.selectFrom('reveal').select('at').execute());
    expect(rows).toEqual([{ at: later(600) }]);
  });
});

describe('at the moment of the reveal', () => {
  test('every signed decision is public, and what is only prepared is not', async () => {
    const yes = await decided();
    const no = await decided({ outcome: 'infeasible' });
    const open = await decided({ until: 'prepared' });
    const { cityId, cycle, staff, now } = story;
    expect(await story.inCity((tx) => revealNow(tx, { cityId, cycleId: cycle.id, staff, now }))).toBe(2);
    expect([await stageOf(yes), await stageOf(no), await stageOf(open)]).toEqual([
      'feasible',
      'infeasible',
      'published',
    ]);
    expect(await revealedOf(yes)).toMatchObject({
      cost: 25_000_000,
      outcome: 'feasible',
      opinionsOf: ['Parques y Jardines'],
    });
    expect((await revealedOf(no))?.reasons).toBe('El terreno no es del municipio.');
    expect(await revealedOf(open)).toBeUndefined();
    const list = await story.inCity((tx) => feasibleProposals(tx, cityId, cycle.id));
    expect(list).toMatchObject([{ proposalId: yes, cost: 25_000_000, departmentId: staff.departmentId }]);
    const { folio } = list[0] as { folio: string };
    expect((await story.inCity((tx) => publishedProposal(tx, cityId, folio)))?.cost).toBe(25_000_000);
  });

  test('the text that is published is the text that was signed: its hash can be made again', async () => {
    const proposalId = await decided();
    const { cityId, cycle, staff, now } = story;
    await story.inCity((tx) => revealNow(tx, { cityId, cycleId: cycle.id, staff, now }));
    const decision = await revealedOf(proposalId);
    const made = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(decision?.text));
    expect(Buffer.from(made).toString('hex')).toBe(decision?.hash);
  });

  test('two workers reveal once, and nobody is told twice', async () => {
    const told: string[] = [];
    connectEvents(
      [
        ...evaluationSubscriptions,
        {
          event: 'decision.revealed',
          name: 'test.told',
          when: 'together',
          run: async (_tx, happened) => {
            told.push((happened as Happened).subject);
          },
        },
      ],
      async () => {},
    );
    const proposals: number[] = [];
    for (let index = 0; index < 12; index += 1) proposals.push(await decided());
    await plan(later(10));
    const counts = await Promise.all([tickAt(later(11)), tickAt(later(11)), tickAt(later(12))]);
    expect(counts.sort((a, b) => a - b)).toEqual([0, 0, 12]);
    expect(new Set(told).size).toBe(12);
    expect(told).toHaveLength(12);
    expect(await tickAt(later(20))).toBe(0);
  });

  test('one failure hides all of them: there is no half reveal', async () => {
    const first = await decided();
    await decided();
    connectEvents(
      [
        {
          event: 'decision.revealed',
          name: 'test.fails',
          when: 'together',
          run: async (_tx, happened) => {
            const { proposalId } = (happened as Happened<'decision.revealed'>).data;
            if (proposalId !== first) throw new Error('the second letter could not be written');
          },
        },
      ],
      async () => {},
    );
    await plan(later(10));
    await expect(tickAt(later(11))).rejects.toThrow('could not be written');
    expect(await stageOf(first)).toBe('published');
    expect(await revealedOf(first)).toBeUndefined();
    const { state } = await story.inCity((tx) => caseOf(tx, story.cityId, first));
    expect(state).toBe('signed');
  });

  test('a withdrawn proposal’s signed decision stays secret', async () => {
    const proposalId = await decided();
    const { cityId, luciaId, now } = story;
    const input = { cityId, proposalId, actorId: luciaId, now, reason: 'Ya no' };
    await story.inCity((tx) => withdrawProposal(tx, input));
    await plan(later(10));
    expect(await tickAt(later(11))).toBe(0);
    expect(await revealedOf(proposalId)).toBeUndefined();
  });

  test('what was signed too late waits for the next reveal', async () => {
    const early = await decided();
    await plan(later(10));
    await tickAt(later(11));
    const late = await decided();
    expect(await tickAt(later(12))).toBe(0);
    expect(await stageOf(late)).toBe('published');
    await plan(later(30));
    expect(await tickAt(later(31))).toBe(1);
    expect([await stageOf(early), await stageOf(late)]).toEqual(['feasible', 'feasible']);
  });

  test('the proposer gets one letter, in words for her', async () => {
    const proposalId = await decided({ outcome: 'infeasible' });
    const { cityId, cycle, staff, now, luciaId } = story;
    await story.inCity((tx) => revealNow(tx, { cityId, cycleId: cycle.id, staff, now }));
    const happened = { id: 1, cityId, data: { proposalId, caseId: 1, outcome: 'infeasible' } };
    const letters = await story.inCity(async (tx) => evaluationNotices[0]?.compose(tx, happened as never));
    expect(letters).toMatchObject([
      {
        personId: luciaId,
        subject: 'evaluation.mail.subject.infeasible',
        args: { reasons: 'El terreno no es del municipio.' },
      },
    ]);
  });
});
