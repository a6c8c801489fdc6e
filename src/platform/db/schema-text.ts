import type pg from 'pg';
import {
  type Column,
  type Grant,
  type Relation,
  readEnums,
  readFunctions,
  readRelations,
  readTextSearch,
} from './catalogue.ts';

const header = `-- The whole schema, read back from the database after all migrations: for reading and for reviews.
-- Written by "npx cabildo schema"; a test fails when it differs from the migrations. Never edit it by hand.
`;

/** The text of db/schema.sql: the same database gives the same bytes. */
export async function schemaText(pool: pg.Pool): Promise<string> {
  const parts = [header];
  for (const { schema, name, labels } of await readEnums(pool)) {
    parts.push(`create type ${qualified(schema, name)} as enum (${labels.map(quoted).join(', ')});\n`);
  }
  for (const relation of await readRelations(pool)) parts.push(relationText(relation));
  const lines = await readTextSearch(pool);
  if (lines.length > 0) parts.push(`${lines.map((line) => `-- text search ${line}`).join('\n')}\n`);
  for (const text of await readFunctions(pool)) parts.push(`${text.trimEnd()}\n`);
  return parts.join('\n');
}

function relationText(relation: Relation): string {
  const name = qualified(relation.schema, relation.name);
  const lines = relation.comment ? [`-- ${relation.comment}`] : [];
  if (relation.kind === 'table') lines.push(...tableLines(name, relation));
  else {
    const options = relation.options.length > 0 ? ` with (${relation.options.join(', ')})` : '';
    lines.push(`create ${relation.kind} ${name}${options} as`, relation.query ?? '');
  }
  lines.push(...relation.indexes.map((text) => `${text};`));
  lines.push(...relation.triggers.map((text) => `${text};`));
  if (relation.rowSecurity) lines.push(`alter table ${name} enable row level security;`);
  if (relation.forceRowSecurity) lines.push(`alter table ${name} force row level security;`);
  lines.push(...relation.policies.map((policy) => `create policy ${policy.name} on ${name} ${policy.text};`));
  lines.push(...grantLines(name, relation.grants));
  return `${lines.join('\n')}\n`;
}

function tableLines(name: string, relation: Relation): string[] {
  const body = [
    ...relation.columns.map((column) => ({ text: columnText(column), comment: column.comment })),
    ...relation.constraints.map(({ name, text }) => ({ text: `constraint ${name} ${text}`, comment: null })),
  ];
  const last = body.length - 1;
  return [
    `create table ${name} (`,
    ...body.map(
      ({ text, comment }, index) => `  ${text}${index < last ? ',' : ''}${comment ? ` -- ${comment}` : ''}`,
    ),
    relation.partitioning ? `) ${relation.partitioning};` : ');',
  ];
}

function columnText(column: Column): string {
  const parts = [column.name, column.type];
  if (column.notNull) parts.push('not null');
  if (column.identity) parts.push(`generated ${column.identity} as identity`);
  else if (column.generated) parts.push(`generated always as (${column.default}) stored`);
  else if (column.default !== null) parts.push(`default ${column.default}`);
  return parts.join(' ');
}

function grantLines(name: string, grants: Grant[]): string[] {
  const byRole = new Map<string, string[]>();
  for (const { role, privilege, columns } of grants) {
    const words = columns ? `${privilege} (${columns.join(', ')})` : privilege;
    byRole.set(role, [...(byRole.get(role) ?? []), words]);
  }
  return [...byRole].map(([role, words]) => `grant ${words.join(', ')} on ${name} to ${role};`);
}

function qualified(schema: string, name: string): string {
  return schema === 'public' ? name : `${schema}.${name}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
