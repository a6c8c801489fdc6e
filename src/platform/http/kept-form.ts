import { createSecretKey, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { decrypt, encrypt } from '../encrypt.ts';
import { type FormBody, type FormState, typedText } from './form.ts';

export const keptFormCookie = 'cabildo_form';
export const keptFormSeconds = 3600;

/** So many forms may wait in a city at once: strangers who send forms by the thousand fill a shelf, not the disk. */
const mostForms = 1000;
const mostBytes = 60_000;
/** What a form says of itself, without anybody's doing. */
const ofTheForm = new Set(['act', '_form']);

/**
 * Keeps what was typed while the person signs in again. The row is sealed with a key that only the cookie carries, and
 * bound to city and address.
 *
 * @param path the form's address with its query, below the city's base
 * @returns the cookie's value; null where nothing was typed, it is too much, or too many forms wait
 */
export async function keepForm(tx: Tx, cityId: number, path: string, body: FormBody): Promise<string | null> {
  const { _once, ...values } = typedText(body);
  const text = JSON.stringify(values);
  const isTyped = Object.entries(values).some(([name, value]) => !ofTheForm.has(name) && value.length > 0);
  if (!isTyped || Buffer.byteLength(text) > mostBytes) return null;
  await forgetKeptForms(tx, cityId);
  const key = randomBytes(32);
  const sealed = encrypt(createSecretKey(key), text, boundTo(cityId, path));
  const { rows } = await sql<{ id: number }>`
    insert into kept_form (city_id, sealed)
    select ${cityId}, ${sealed} where (select count(*) from kept_form where city_id = ${cityId}) < ${mostForms}
    returning id`.execute(tx);
  return rows[0] ? `${rows[0].id}.${key.toString('base64url')}` : null;
}

/** The form that waits for this browser at this address, as after a refusal; null when there is none. */
export async function keptForm(
  tx: Tx,
  cityId: number,
  path: string,
  cookie: string | undefined,
): Promise<FormState | null> {
  const found = await findKept(tx, cityId, path, cookie);
  return (
    found && { act: String(found.values.act ?? ''), values: found.values, errors: [{ key: 'form.kept' }] }
  );
}

/** The form of this address was sent again and taken. */
export async function dropKeptForm(tx: Tx, cityId: number, path: string, cookie: string): Promise<void> {
  const found = await findKept(tx, cityId, path, cookie);
  if (!found) return;
  await tx.deleteFrom('kept_form').where('city_id', '=', cityId).where('id', '=', found.id).execute();
}

/** A Set-Cookie line that takes the key from a browser which another person may use next. */
export const forgottenKeptForm = `${keptFormCookie}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`;

async function findKept(tx: Tx, cityId: number, path: string, cookie: string | undefined) {
  const [, id = '', key = ''] = /^(\d{1,15})\.([\w-]{43})$/.exec(cookie ?? '') ?? [];
  if (!id) return null;
  const row = await tx
    .selectFrom('kept_form')
    .select('sealed')
    .where('city_id', '=', cityId)
    .where('id', '=', Number(id))
    .where('at', '>', sql<Date>`now() - make_interval(secs => ${keptFormSeconds})`)
    .executeTakeFirst();
  const secret = createSecretKey(Buffer.from(key, 'base64url'));
  const text = row && decrypt(secret, row.sealed, boundTo(cityId, path));
  return text ? { id: Number(id), values: JSON.parse(text) as FormState['values'] } : null;
}

export async function forgetKeptForms(tx: Tx, cityId: number): Promise<void> {
  await tx
    .deleteFrom('kept_form')
    .where('city_id', '=', cityId)
    .where('at', '<=', sql<Date>`now() - make_interval(secs => ${keptFormSeconds})`)
    .execute();
}

function boundTo(cityId: number, path: string): string {
  return `form ${cityId} ${path}`;
}
