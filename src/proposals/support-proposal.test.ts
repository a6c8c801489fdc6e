import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aCycle } from '../cycle/cycle.fixtures.ts';
import { publishedProposal } from './proposal-queries.ts';
import { recordOutcome } from './record-outcome.ts';
import { supportProposal, unsupportProposal } from './support-proposal.ts';
import {
  cityId,
  inCity,
  lucia,
  maribel,
  now,
  press,
  published,
  submit,
  tomas,
  useCycle,
} from './verbs-story.fixtures.ts';

describe('supports', () => {
  const support = (personId: number, proposalId: number) =>
    press((tx) => supportProposal(tx, { cityId, proposalId, personId, resident: true, now }));
  const shown = (folio: string) =>
    inCity(async (tx) => (await publishedProposal(tx, cityId, folio))?.supports);

  test('one for a person, whatever she presses at once', async () => {
    const { proposalId, folio } = await published();
    const answers = await Promise.all(Array.from({ length: 8 }, () => support(tomas, proposalId)));
    expect(answers.filter((answer) => answer.ok && answer.value.added)).toHaveLength(1);
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(await shown(folio)).toBe(1);
  });

  test('nobody supports what is not public, or what was decided', async () => {
    const hidden = await submit(lucia);
    if (!hidden.ok) throw new Error(hidden.reason);
    expect(await support(tomas, hidden.value.proposalId)).toMatchObject({ reason: 'no-such-proposal' });
    const { proposalId } = await published();
    await press((tx) =>
      recordOutcome(tx, { cityId, proposalId, stage: 'feasible', cost: 1, now, actorId: null }),
    );
    expect(await support(tomas, proposalId)).toMatchObject({ reason: 'supports-over' });
  });

  test('residents only, and no more than the blueprint gives', async () => {
    const change = (blueprint: { proposals: { supports: { perPerson: number } } }) => {
      blueprint.proposals.supports.perPerson = 1;
    };
    useCycle(await inCity((tx) => aCycle(tx, cityId, { slug: 'few', prefix: 'FW27', change })));
    const first = await published();
    const second = await published();
    const stranger = await press((tx) =>
      supportProposal(tx, { cityId, proposalId: first.proposalId, personId: maribel, resident: false, now }),
    );
    expect(stranger).toMatchObject({ reason: 'not-a-resident' });
    const answers = await Promise.all([support(tomas, first.proposalId), support(tomas, second.proposalId)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({ reason: 'support-limit-reached' });
  });

  test('the sum that is shown is the sum of the rows, whatever is pressed in whatever order at once', async () => {
    const { proposalId, folio } = await published();
    const people = [lucia, tomas, maribel];
    const presses = fc.array(fc.record({ who: fc.nat(2), on: fc.boolean() }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(presses, async (list) => {
        await Promise.all(
          list.map(({ who, on }) => {
            const personId = people[who] as number;
            const input = { cityId, proposalId, personId, resident: true, now };
            return on
              ? press((tx) => supportProposal(tx, input))
              : press((tx) => unsupportProposal(tx, input));
          }),
        );
        const rows = await inCity((tx) => tx.selectFrom('support').select('person_id').execute());
        expect(await shown(folio)).toBe(rows.length);
      }),
      { numRuns: 15 },
    );
  });
});
