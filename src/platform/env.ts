import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { OperatorError } from './process/operator-error.ts';

const flag = z.stringbool({ error: 'is on or off (1/0, true/false, yes/no also work)' }).optional();

function address(protocols: string[], example: string) {
  return z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `looks like ${example}`,
    )
    .optional();
}

const database = () => address(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/database');

export const environmentSchema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'is a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'is a number from 0 to 65535')
    .default(3000),
  CABILDO_DATA: z.string().default('var'),
  DATABASE_URL: database(),
  DATABASE_APP_URL: database(),
  SMTP_URL: address(['smtp:', 'smtps:'], 'smtps://user:password@mail.example.org'),
  PUBLIC_URL: address(['http:', 'https:'], 'https://presupuesto.example.org'),
  CABILDO_SECRET: z
    .string()
    .min(32, 'needs at least 32 characters ("openssl rand -base64 32" makes them)')
    .optional(),
  CABILDO_DEMO: flag,
  TRUST_PROXY: flag,
  OIDC_ISSUERS: z.string().optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'is one of trace, debug, info, warn, error, silent',
    })
    .optional(),
  METRICS_TOKEN: z
    .string()
    .min(16, 'needs at least 16 characters ("openssl rand -hex 16" makes them)')
    .optional(),
  NODE_ENV: z.string().optional(),
});

/** What the program was told from outside, checked once; no other file reads process.env. */
export type Environment = {
  isProduction: boolean;
  /** 0 lets the system choose. */
  port: number;
  /** Absolute path of the folder with the embedded database, files and the secret. */
  dataFolder: string;
  /** The owner's connection string; undefined: the embedded database. */
  databaseUrl: string | undefined;
  /** The application role's own connection string. */
  databaseAppUrl: string | undefined;
  /** Undefined: mails land in the development mailbox. */
  smtpUrl: string | undefined;
  /** How people reach the city from outside, without a slash at the end. */
  publicUrl: string | undefined;
  /** Key material for signatures and digests; undefined: kept in the data folder. Never in the database. */
  secret: string | undefined;
  /** One-click sign-in for each role. */
  isDemo: boolean;
  /** Behind a proxy of the city's own: its word about the visitor's address is taken. */
  trustProxy: boolean;
  /** Identity providers whose word about an e-mail address is taken, in every city; none: nobody enters by a provider. */
  oidcIssuers: readonly string[];
  /** Who brings it may read /metrics; undefined: this machine only. */
  metricsToken: string | undefined;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

/**
 * @throws OperatorError with one line for each wrong value
 */
export function parseEnvironment(source: Record<string, string | undefined>): Environment {
  // A variable set to nothing means the same as one not set.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`);
    throw new OperatorError([...new Set(lines)].join('\n'));
  }
  const values = parsed.data;
  const isProduction = values.NODE_ENV === 'production';
  const isEmbedded = values.DATABASE_URL === undefined;
  const wrong: string[] = [];
  if (isProduction && values.CABILDO_DEMO) {
    wrong.push(
      'CABILDO_DEMO cannot be on when NODE_ENV is production: anybody could sign in as administrator.',
    );
  }
  if (isProduction && values.CABILDO_SECRET === undefined) {
    wrong.push(
      'CABILDO_SECRET is missing: production needs one ("openssl rand -base64 32" makes it). Keep it safe.',
    );
  }
  if (isEmbedded && values.DATABASE_APP_URL !== undefined) {
    wrong.push("DATABASE_APP_URL needs DATABASE_URL, the owner's connection, beside it.");
  }
  if (wrong.length > 0) throw new OperatorError(wrong.join('\n'));
  return {
    isProduction,
    port: values.PORT,
    dataFolder: resolve(values.CABILDO_DATA),
    databaseUrl: values.DATABASE_URL,
    databaseAppUrl: values.DATABASE_APP_URL,
    smtpUrl: values.SMTP_URL,
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ''),
    secret: values.CABILDO_SECRET,
    isDemo: values.CABILDO_DEMO ?? (isEmbedded && !isProduction),
    trustProxy: values.TRUST_PROXY ?? false,
    oidcIssuers: (values.OIDC_ISSUERS ?? '').split(/[\s,]+/).filter((issuer) => issuer !== ''),
    metricsToken: values.METRICS_TOKEN,
    logLevel: values.LOG_LEVEL ?? (isProduction ? 'info' : 'warn'),
  };
}

/** The secret from the environment, or the one kept in the data folder, made at the first start (mode 0600). */
export function readSecret({ secret, dataFolder }: Environment): string {
  if (secret !== undefined) return secret;
  const path = join(dataFolder, 'secret');
  mkdirSync(dataFolder, { recursive: true });
  try {
    // Fails when it exists: two first starts at once must end with one secret.
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return keptSecret(dataFolder) as string;
}

/** The secret kept in the data folder; undefined before there is one. */
export function keptSecret(dataFolder: string): string | undefined {
  const path = join(dataFolder, 'secret');
  if (!existsSync(path)) return undefined;
  const kept = readFileSync(path, 'utf8').trim();
  if (kept.length < 32) throw new OperatorError(`${path} is damaged: put the old one back from a backup.`);
  return kept;
}
