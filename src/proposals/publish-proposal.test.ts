import { describe, expect, test } from 'vitest';
import { aCity } from '../city/city.fixtures.ts';
import { holdProposal } from './hold-proposal.ts';
import type { OutcomeStage } from './proposal.ts';
import { proposalForStaff } from './proposal-for-staff.ts';
import { publicStatus, publishedProposal } from './proposal-queries.ts';
import { recordOutcome } from './record-outcome.ts';
import { redactProposal } from './redact-proposal.ts';
import { releaseProposal } from './release-proposal.ts';
import {
  cityId,
  database,
  inCity,
  listed,
  lucia,
  maribel,
  now,
  press,
  published,
  submit,
} from './verbs-story.fixtures.ts';
import { withdrawProposal } from './withdraw-proposal.ts';

describe('what the public sees', () => {
  test('nothing before the release, nothing after a hold, all of it again after another release', async () => {
    const sent = await submit(lucia);
    if (!sent.ok) throw new Error(sent.reason);
    const { proposalId, folio } = sent.value;
    const seen = () => inCity((tx) => publishedProposal(tx, cityId, folio));
    expect(await seen()).toBeUndefined();
    expect(await inCity((tx) => publicStatus(tx, cityId, folio))).toBe('received');
    await press((tx) => releaseProposal(tx, { cityId, proposalId, actorId: maribel, now }));
    expect((await seen())?.title).toBe('Sombra y bancas en la plaza');
    await press((tx) =>
      holdProposal(tx, { cityId, proposalId, actorId: maribel, now, reason: 'Falta revisar la foto' }),
    );
    expect(await seen()).toBeUndefined();
    expect(await listed()).toEqual([]);
    expect(await inCity((tx) => publicStatus(tx, cityId, folio))).toBe('received');
    await press((tx) => releaseProposal(tx, { cityId, proposalId, actorId: maribel, now }));
    expect(await listed()).toHaveLength(1);
  });

  test('of two coordinators who decide at once one is told', async () => {
    const sent = await submit(lucia);
    if (!sent.ok) throw new Error(sent.reason);
    const { proposalId } = sent.value;
    const deciding = { cityId, proposalId, actorId: maribel, now, seen: 0 };
    const answers = await Promise.all([
      press((tx) => releaseProposal(tx, deciding)),
      press((tx) => holdProposal(tx, { ...deciding, reason: 'Lleva un teléfono' })),
    ]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({ reason: 'decided-meanwhile' });
  });

  test('words taken out are gone from text and search, and the version stays as it was written', async () => {
    const { proposalId, folio } = await published(lucia, {
      idea: 'Llamen a Lucía al 81 8123 4567. Bancas, y otra vez: 81 8123 4567.',
    });
    const redaction = {
      cityId,
      proposalId,
      actorId: maribel,
      now,
      field: 'idea',
      mask: '[dato personal]',
      reason: 'Teléfono',
    } as const;
    expect(await press((tx) => redactProposal(tx, { ...redaction, words: '81 8123 4567' }))).toMatchObject({
      ok: true,
    });
    expect(await press((tx) => redactProposal(tx, { ...redaction, words: 'Lucía' }))).toMatchObject({
      ok: true,
    });
    expect(await press((tx) => redactProposal(tx, { ...redaction, words: '81 8123 4567' }))).toMatchObject({
      reason: 'words-not-there',
    });
    const seen = await inCity((tx) => publishedProposal(tx, cityId, folio));
    expect(seen?.idea).toBe(
      'Llamen a [dato personal] al [dato personal]. Bancas, y otra vez: [dato personal].',
    );
    const row = await inCity((tx) =>
      tx.selectFrom('published_proposal').selectAll().where('folio', '=', folio).executeTakeFirst(),
    );
    expect(JSON.stringify(row)).toContain('[dato personal]');
    expect(JSON.stringify(row)).not.toMatch(/4567|Lucía|lucia/);
    expect(await listed('4567')).toEqual([]);
    expect(await listed('banca')).toHaveLength(1);
    const staff = await inCity((tx) => proposalForStaff(tx, cityId, proposalId));
    expect(staff?.texts.idea.written).toContain('81 8123 4567');
  });

  test('two redactions at once never uncover what the other covered', async () => {
    const { proposalId, folio } = await published(lucia, { idea: 'uno@x.mx y dos@x.mx piden bancas' });
    const redaction = {
      cityId,
      proposalId,
      actorId: maribel,
      now,
      field: 'idea',
      mask: '[…]',
      reason: 'Correo',
    } as const;
    await Promise.all(
      ['uno@x.mx', 'dos@x.mx'].map((words) => press((tx) => redactProposal(tx, { ...redaction, words }))),
    );
    const seen = await inCity((tx) => publishedProposal(tx, cityId, folio));
    const covered = await inCity((tx) => tx.selectFrom('proposal_redaction').select('nth').execute());
    expect(seen?.idea.match(/\[…\]/g)).toHaveLength(covered.length);
  });

  test('outcomes move the stage forward, again changes nothing, and the ballot ends withdrawing', async () => {
    const { proposalId, folio } = await published();
    const outcome = (stage: OutcomeStage, more = {}) =>
      press((tx) => recordOutcome(tx, { cityId, proposalId, stage, now, actorId: maribel, ...more }));
    await outcome('feasible', { cost: 45_000_000 });
    expect(await inCity((tx) => publishedProposal(tx, cityId, folio))).toMatchObject({
      stage: 'feasible',
      cost: 45_000_000,
    });
    await outcome('on_ballot');
    await outcome('on_ballot');
    expect(await inCity((tx) => publishedProposal(tx, cityId, folio))).toMatchObject({
      stage: 'on_ballot',
      cost: 45_000_000,
    });
    const events = await inCity((tx) =>
      tx.selectFrom('event').select('id').where('name', '=', 'proposal.outcome').execute(),
    );
    expect(events).toHaveLength(2);
    const late = await press((tx) =>
      withdrawProposal(tx, { cityId, proposalId, actorId: lucia, now, reason: 'x' }),
    );
    expect(late).toMatchObject({ reason: 'too-late' });
  });

  test.each([
    ['arboles', true],
    ['árbol', true],
    ['ENCINOS', true],
    ['sembrando encino', true],
    ['SJ27-1', true],
    ['"bancas en la plaza"', true],
    ['piscina', false],
    ['encinos -plaza', false],
    ["'; drop table proposal; --", false],
  ])('a search for %s finds it: %s', async (search, found) => {
    await published(lucia, { idea: 'Sembrar encinos y otros árboles.' });
    expect((await listed(search)).length > 0).toBe(found);
  });

  test('another city sees nothing of it', async () => {
    const { folio } = await published();
    const other = await aCity(database.db, { slug: `other-${cityId}` });
    expect(await database.db.inCity(other, (tx) => publishedProposal(tx, cityId, folio))).toBeUndefined();
  });
});
