import type { Tx } from '../platform/db/database.ts';
import type { Day } from '../platform/time.ts';
import type { PrivacyOutcome } from './answer-request.ts';
import type { RequestKind } from './request-privacy.ts';

export interface PrivacyRequest {
  readonly id: number;
  readonly personId: number;
  readonly kind: RequestKind;
  readonly words: string;
  readonly madeAt: Date;
  /** True where an officer took it at the counter. */
  readonly atCounter: boolean;
  readonly dueOn: Day;
  readonly answer: { readonly outcome: PrivacyOutcome; readonly reason: string; readonly at: Date } | null;
}

/** A city's requests, open ones first by their due day; of one person where one is named. */
export async function privacyRequests(
  tx: Tx,
  cityId: number,
  { personId }: { personId?: number } = {},
): Promise<PrivacyRequest[]> {
  const rows = await tx
    .selectFrom('privacy_request as r')
    .leftJoin('privacy_answer as a', (join) =>
      join.onRef('a.city_id', '=', 'r.city_id').onRef('a.request_id', '=', 'r.id'),
    )
    .select(['r.id', 'r.person_id', 'r.kind', 'r.words', 'r.made_at', 'r.made_by', 'r.due_on'])
    .select(['a.outcome', 'a.reason', 'a.answered_at'])
    .where('r.city_id', '=', cityId)
    .$if(personId !== undefined, (query) => query.where('r.person_id', '=', personId as number))
    .orderBy((build) => build('a.request_id', 'is not', null))
    .orderBy('r.due_on')
    .orderBy('r.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    kind: row.kind as RequestKind,
    words: row.words,
    madeAt: row.made_at,
    atCounter: row.made_by !== row.person_id,
    dueOn: row.due_on,
    answer:
      row.outcome && row.reason !== null && row.answered_at
        ? { outcome: row.outcome as PrivacyOutcome, reason: row.reason, at: row.answered_at }
        : null,
  }));
}

export interface PublishedNotice {
  /** 0 is the text that comes with the program. */
  readonly version: number;
  readonly texts: Readonly<Record<string, string>>;
  readonly material: boolean;
  readonly publishedAt: Date | null;
}

/** Every version that the city has published, newest first. */
export async function noticesOf(tx: Tx, cityId: number): Promise<PublishedNotice[]> {
  const rows = await tx
    .selectFrom('privacy_notice')
    .select(['version', 'texts', 'material', 'published_at'])
    .where('city_id', '=', cityId)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(({ version, texts, material, published_at }) => ({
    version,
    texts: texts as Record<string, string>,
    material,
    publishedAt: published_at,
  }));
}

/** True where a version that changes something was published since the person last saw one. */
export async function mustSeeNotice(tx: Tx, cityId: number, personId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('privacy_notice as n')
    .select('n.version')
    .where('n.city_id', '=', cityId)
    .where('n.material', '=', true)
    .where((build) =>
      build.not(
        build.exists(
          build
            .selectFrom('privacy_acknowledgement as k')
            .select('k.version')
            .where('k.city_id', '=', cityId)
            .where('k.person_id', '=', personId)
            .whereRef('k.version', '>=', 'n.version'),
        ),
      ),
    )
    .executeTakeFirst();
  return row !== undefined;
}

export async function privacyDays(tx: Tx, cityId: number): Promise<number> {
  const row = await tx
    .selectFrom('city')
    .select('privacy_days')
    .where('city_id', '=', cityId)
    .executeTakeFirstOrThrow();
  return row.privacy_days;
}
