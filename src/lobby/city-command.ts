import { parseArgs } from 'node:util';
import { z } from 'zod';
import { hostForm, isReservedSlug, slugForm } from '../city/create-city.ts';
import { emailInput } from '../people/email.ts';
import { signInCodeForOperator } from '../people/sign-in-code-for-operator.ts';
import type { Database } from '../platform/db/database.ts';
import type { CityDirectory } from '../platform/http/reader.ts';
import { OperatorError, UsageError } from '../platform/process/operator-error.ts';
import { setUpCity } from './set-up-city.ts';
import { makeSetupToken, setupHours } from './setup-token.ts';

export const cityUsage = `list [--json]
cabildo city add SLUG --name NAME --admin EMAIL [options]
  --host HOST            a host name of the city's own
  --time-zone ZONE       IANA name; America/Mexico_City when left out
  --currency CODE        ISO 4217; MXN when left out
  --languages LIST       BCP 47 with commas, the default first; es-MX,en when left out
  --holidays mexico|none the country's days of rest; mexico when left out
cabildo city invite      prints an address that opens the set-up page for one more city, once, for ${setupHours} hours
cabildo city code SLUG EMAIL
                         prints a sign-in code for somebody of the city's staff, for a server that sends no mail yet`;

export interface CityCommandIo {
  readonly db: Database;
  readonly cities: CityDirectory;
  /** How people reach the server, without a slash at the end. */
  readonly address: string;
  readonly write: (line: string) => void;
  readonly now: () => Date;
}

/**
 * `cabildo city …`, for whoever runs the server.
 *
 * @param args what stands after "city"
 * @throws OperatorError for what the person who typed it can put right
 */
export async function cityCommand([what, ...args]: string[], io: CityCommandIo): Promise<void> {
  if (what === 'list') return listCities(args, io);
  if (what === 'add') return addOne(args, io);
  if (what === 'invite') return invite(args, io);
  if (what === 'code') return tellCode(args, io);
  checkCityVerb(what);
}

/** Asked before the database is: a slip of the keyboard starts nothing. @throws UsageError */
export function checkCityVerb(what: string | undefined): void {
  if (what !== undefined && ['list', 'add', 'invite', 'code'].includes(what)) return;
  throw new UsageError('cabildo city list|add|invite|code: "cabildo city --help" says more.');
}

function listCities(args: string[], { cities, write }: CityCommandIo): void {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' } }, strict: true });
  const rows = cities.all().map(({ slug, name, host }) => ({ slug, name, host: host ?? null }));
  if (values.json) {
    write(JSON.stringify(rows));
    return;
  }
  for (const { slug, name, host } of rows) write(`${slug}  ${name}${host ? `  (${host})` : ''}`);
  if (rows.length === 0) write('There is no city yet.');
}

const known = (what: 'timeZone' | 'currency', sentence: string) =>
  z.string().refine((text) => Intl.supportedValuesOf(what).includes(text), sentence);

const newCity = z.object({
  slug: z
    .string()
    .max(40)
    .regex(slugForm, 'the city is called by lower-case letters, digits and hyphens: san-jacinto')
    .refine((slug) => !isReservedSlug(slug), 'a page already has that address: choose another name'),
  name: z.string({ error: '--name is missing' }).trim().min(1, '--name is missing').max(120),
  admin: emailInput.catch(() => '').refine((text) => text !== '', '--admin is an e-mail address'),
  host: z.string().toLowerCase().regex(hostForm, '--host looks like participa.example.org').optional(),
  'time-zone': known('timeZone', '--time-zone looks like America/Monterrey').default('America/Mexico_City'),
  currency: known('currency', '--currency looks like MXN').default('MXN'),
  languages: z
    .string()
    .default('es-MX,en')
    .transform((list) => list.split(',').map((one) => one.trim()))
    .refine(areLocales, '--languages looks like es-MX,en'),
  holidays: z.enum(['mexico', 'none'], { error: '--holidays is mexico or none' }).default('mexico'),
});

function areLocales(list: readonly string[]): boolean {
  try {
    return list.length > 0 && Intl.getCanonicalLocales([...list]).length === list.length;
  } catch {
    return false;
  }
}

async function addOne(args: string[], { db, address, write, now }: CityCommandIo): Promise<void> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    strict: true,
    options: {
      name: text,
      admin: text,
      host: text,
      'time-zone': text,
      currency: text,
      languages: text,
      holidays: text,
    },
  });
  const parsed = newCity.safeParse({ ...values, slug: positionals[0] ?? '' });
  if (!parsed.success) throw new OperatorError(parsed.error.issues.map(({ message }) => message).join('\n'));
  const { slug, name, admin, host, currency, languages, holidays } = parsed.data;
  const timeZone = parsed.data['time-zone'];
  const setup = {
    slug,
    name,
    host,
    currency,
    holidays,
    timeZone,
    locales: languages,
    email: admin,
    now: now(),
  };
  const made = await db.outside((tx) => setUpCity(tx, setup));
  if (!made.ok) {
    throw new OperatorError(
      made.reason === 'slug-taken'
        ? `There is a city called ${slug} already: choose another name.`
        : `Another city has the host ${host}: choose another one, or take it from that city first.`,
    );
  }
  write(`${name} is open at ${host ? `${new URL(address).protocol}//${host}` : `${address}/${slug}`}`);
  write(`${admin} is its administrator and enters at /sign-in with a code by e-mail.`);
}

async function invite(args: string[], { db, address, write, now }: CityCommandIo): Promise<void> {
  parseArgs({ args, options: {}, strict: true });
  const token = await makeSetupToken(db, 'further', now());
  write(setupAddress(address, token));
  write(`It opens one city, once, within ${setupHours} hours.`);
}

async function tellCode(args: string[], { db, cities, write }: CityCommandIo): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true, strict: true });
  const [slug, email] = positionals;
  const city = cities.all().find((one) => one.slug === slug);
  if (!city || !email) {
    throw new UsageError('Say which city and whose code: cabildo city code SLUG EMAIL');
  }
  const code = await db.inCity(city.id, (tx) => signInCodeForOperator(tx, { cityId: city.id, email }));
  if (!code.ok) throw new OperatorError(`Nobody of the staff of ${city.name} has the address ${email}.`);
  write(code.value);
}

/** What the console prints while a server has no city. */
export function setupAddress(address: string, token: string): string {
  return `${address}/setup?token=${token}`;
}
