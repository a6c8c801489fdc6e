import type { Tx } from '../platform/db/database.ts';
import type { DataSubject, PersonalKeeper } from '../platform/personal.ts';
import type {} from './texts.ts';

/** A mail knows its reader by her address, and a notice by her number as well. */
async function mailsTo(tx: Tx, { cityId, personId }: DataSubject) {
  const contact = await tx
    .selectFrom('person_contact')
    .select('email')
    .where('city_id', '=', cityId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  const email = contact?.email ?? '';
  return tx
    .selectFrom('mail')
    .select(['id', 'subject', 'made_at', 'sent_at'])
    .where('city_id', '=', cityId)
    .where((build) =>
      build.or([
        build('cause', 'like', `%person:${personId} %`),
        ...(email ? [build(build.fn<string>('lower', ['recipient']), '=', email.toLowerCase())] : []),
      ]),
    )
    .orderBy('id')
    .execute();
}

const emptied = { recipient: '', subject: '', body_text: '', body_html: '' };

export const messagesPersonal: PersonalKeeper = {
  tell: async (tx, subject) => [
    {
      name: 'mails',
      title: 'messages.stored.mails',
      why: 'messages.stored.mails-why',
      columns: {
        subject: 'messages.stored.subject',
        made: 'messages.stored.made',
        sent: 'messages.stored.sent',
      },
      rows: (await mailsTo(tx, subject)).map(({ subject, made_at, sent_at }) => ({
        subject,
        made: made_at,
        sent: sent_at,
      })),
    },
  ],
  /** Also what still waits: a person who wanted to be forgotten gets no more letters. */
  forget: async (tx, subject) => {
    const ids = (await mailsTo(tx, subject)).map(({ id }) => id);
    if (ids.length === 0) return;
    await tx
      .updateTable('mail')
      .set((build) => ({
        ...emptied,
        given_up_at: build.fn.coalesce('given_up_at', build.val(subject.now)),
      }))
      .where('city_id', '=', subject.cityId)
      .where('id', 'in', ids)
      .execute();
  },
  retention: [
    {
      kind: 'mails',
      title: 'messages.stored.mails',
      why: 'messages.stored.mails-why',
      days: 365,
      least: 30,
      most: 1825,
      letGo: async (tx, cityId, before) => {
        const gone = await tx
          .updateTable('mail')
          .set(emptied)
          .where('city_id', '=', cityId)
          .where('made_at', '<', before)
          .where('recipient', '<>', '')
          .where((build) =>
            build.or([build('sent_at', 'is not', null), build('given_up_at', 'is not', null)]),
          )
          .executeTakeFirst();
        return Number(gone.numUpdatedRows);
      },
    },
  ],
};
