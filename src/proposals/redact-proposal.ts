import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import type { TextField } from './proposal.ts';
import { shownTexts } from './proposal-texts.ts';
import { publishProposals } from './publish-proposal.ts';

export interface Redaction {
  readonly cityId: number;
  readonly proposalId: number;
  readonly actorId: number;
  readonly now: Date;
  readonly field: TextField;
  /** The words to take out of sight, as they stand in the text; everywhere in the field. */
  readonly words: string;
  /** What stands in their place: "[dato personal]". */
  readonly mask: string;
  readonly reason: string;
}

export type RedactionProblem = 'no-such-proposal' | 'words-not-there' | 'changed-meanwhile' | 'nothing-left';

/** Takes personal or unlawful words out of sight. The version itself stays as it was written; who, when and why is kept. */
export async function redactProposal(
  tx: Tx,
  { cityId, proposalId, actorId, now, field, words, mask, reason }: Redaction,
): Promise<Result<undefined, RedactionProblem>> {
  const texts = await shownTexts(tx, cityId, proposalId);
  if (!texts) return refuse('no-such-proposal');
  const before = texts[field];
  if (words === '' || !before.text.includes(words)) return refuse('words-not-there');
  const masked = before.text.replaceAll(words, mask);
  if (field === 'title' && masked.replaceAll(mask, '').trim() === '') return refuse('nothing-left');
  const written = await tx
    .insertInto('proposal_redaction')
    .values({
      city_id: cityId,
      proposal_id: proposalId,
      version: texts.version,
      field,
      nth: before.redactions + 1,
      masked,
      reason,
      done_by: actorId,
      at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('nth')
    .executeTakeFirst();
  if (!written) return refuse('changed-meanwhile');
  const { cycleId } = texts;
  await publishProposals(tx, { cityId, cycleId, proposalIds: [proposalId], now });
  await record(tx, cityId, {
    name: 'proposal.redacted',
    subject: `proposal:${proposalId}`,
    actorId,
    at: now,
    data: { proposalId, cycleId, field, reason },
  });
  return ok();
}
