import type pg from 'pg';
import { type Relation, readRelations } from './catalogue.ts';

/** Schemas whose tables stand outside the cities on purpose; each has grants of its own. */
const outsideSchemas = ['auth', 'directory'];

const policyText = "(city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer)";
const cityPolicy = `as permissive for all using ${policyText} with check ${policyText}`;

/**
 * Reads the catalogue and names every way in which a row of one city could be seen, changed or tied from another:
 * one sentence a gap, an empty list when the wall stands.
 */
export async function findTenancyGaps(pool: pg.Pool): Promise<string[]> {
  const relations = await readRelations(pool);
  const tenants = relations.filter(({ schema }) => !outsideSchemas.includes(schema));
  const names = new Set(tenants.map(({ name }) => name));
  return tenants.flatMap((relation) => {
    const gaps = relation.kind === 'table' ? tableGaps(relation, names) : viewGaps(relation);
    return [...gaps, ...grantGaps(relation)].map((gap) => `${relation.name}: ${gap}`);
  });
}

function tableGaps(table: Relation, tenants: Set<string>): string[] {
  const gaps: string[] = [];
  const city = table.columns.find(({ name }) => name === 'city_id');
  if (!city) return ['has no column city_id'];
  if (city.type !== 'integer' || !city.notNull) gaps.push('city_id is not an int that is never null');
  if (!table.rowSecurity || !table.forceRowSecurity)
    gaps.push('row level security is not enabled and forced');
  gaps.push(...policyGaps(table), ...keyGaps(table), ...referenceGaps(table, tenants));
  return gaps;
}

function policyGaps(table: Relation): string[] {
  const permissive = table.policies.filter(({ text }) => text.startsWith('as permissive'));
  if (!permissive.some(({ text }) => text === cityPolicy)) return ['has no policy that binds it to the city'];
  // Policies add up: a second permissive one lets more rows through.
  return permissive
    .filter(({ text }) => text !== cityPolicy)
    .map(({ name }) => `policy ${name} widens what is seen`);
}

/** A unique value without the city would tell one city what another one holds. */
function keyGaps(table: Relation): string[] {
  const gaps: string[] = [];
  const primary = table.constraints.find(({ kind }) => kind === 'p');
  if (!primary?.text.startsWith('PRIMARY KEY (city_id'))
    gaps.push('the primary key does not begin with city_id');
  for (const { kind, name, text } of table.constraints) {
    if (kind === 'u' && !columnsIn(text).includes('city_id'))
      gaps.push(`${name} is unique across the cities`);
  }
  for (const text of table.indexes.filter((index) => index.startsWith('CREATE UNIQUE'))) {
    if (!/\bcity_id\b/.test(text.slice(text.indexOf('(')).split(' WHERE ')[0] ?? '')) {
      gaps.push(`${text.split(' ')[3]} is unique across the cities`);
    }
  }
  return gaps;
}

/** Foreign keys are checked without row level security, so the key itself must carry the city. */
function referenceGaps(table: Relation, tenants: Set<string>): string[] {
  const gaps: string[] = [];
  const references = table.constraints.filter(({ kind }) => kind === 'f');
  for (const { name, text } of references) {
    const seen = /^FOREIGN KEY \((.*?)\) REFERENCES (?:public\.)?(\S+?)\((.*?)\)/.exec(text);
    const [, own = '', target = '', theirs = ''] = seen ?? [];
    const column = own.split(', ')[theirs.split(', ').indexOf('city_id')];
    if (tenants.has(target) && column !== 'city_id')
      gaps.push(`${name} refers to ${target} without the city`);
  }
  const reachesCity = references.some(({ text }) => text.startsWith('FOREIGN KEY (city_id'));
  if (!reachesCity) gaps.push('nothing ties city_id to the list of cities');
  return gaps;
}

function viewGaps(view: Relation): string[] {
  if (view.kind === 'materialized view') return ['a materialized view knows no row level security'];
  const isInvoker = view.options.some((option) => /^security_invoker=(true|on|1|yes)$/.test(option));
  const gaps = isInvoker ? [] : ["is not security_invoker: it reads with its owner's eyes"];
  if (!view.columns.some(({ name }) => name === 'city_id')) gaps.push('has no column city_id');
  return gaps;
}

/** TRUNCATE asks no policy, and what PUBLIC may do everybody may. */
function grantGaps(relation: Relation): string[] {
  return relation.grants
    .filter(({ role, privilege }) => role === 'public' || privilege === 'truncate')
    .map(({ role, privilege }) => `${role} may ${privilege}`);
}

function columnsIn(constraint: string): string[] {
  return (/\((.*)\)/.exec(constraint)?.[1] ?? '').split(', ');
}
