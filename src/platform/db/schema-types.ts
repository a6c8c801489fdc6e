import type pg from 'pg';
import {
  type Column,
  type Constraint,
  type Enum,
  type Relation,
  readEnums,
  readRelations,
} from './catalogue.ts';

const header = `// The tables as Kysely sees them. Written by "npx cabildo schema" from the database after all migrations; a test
// fails when it differs from them. Never edit it by hand.
`;

/** How values arrive in JavaScript; the parsers are in value-types.ts. */
const typescriptTypes = new Map([
  ['smallint', 'number'],
  ['integer', 'number'],
  ['bigint', 'number'],
  ['real', 'number'],
  ['double precision', 'number'],
  ['numeric', 'string'],
  ['boolean', 'boolean'],
  ['text', 'string'],
  ['character varying', 'string'],
  ['uuid', 'string'],
  ['date', 'string'],
  ['time without time zone', 'string'],
  ['interval', 'string'],
  ['inet', 'string'],
  ['tsvector', 'string'],
  ['timestamp with time zone', 'Date'],
  ['timestamp without time zone', 'Date'],
  ['bytea', 'Buffer'],
  ['jsonb', 'unknown'],
  ['json', 'unknown'],
]);

/** The text of src/platform/db/tables.ts. */
export async function schemaTypes(pool: pg.Pool): Promise<string> {
  const enums = await readEnums(pool);
  const relations = (await readRelations(pool)).filter((relation) => !relation.isPartition);
  const interfaces = relations.map((relation) => interfaceText(relation, enums));
  const entries = relations.map((relation) => `  ${keyText(relation)}: ${interfaceName(relation)};`);
  const tables = `export interface Tables {\n${entries.join('\n')}\n}\n`;
  const body = [...interfaces, tables].join('\n');
  const used = ['ColumnType', 'Generated', 'GeneratedAlways'].filter((name) => body.includes(`${name}<`));
  const imported = used.length > 0 ? [`import type { ${used.join(', ')} } from 'kysely';\n`] : [];
  return [header + imported.join(''), body].join('\n');
}

function interfaceText(relation: Relation, enums: Enum[]): string {
  const lines = relation.columns.map((column) => {
    const comment = column.comment ? `  /** ${column.comment} */\n` : '';
    return `${comment}  ${column.name}: ${columnType(column, relation, enums)};`;
  });
  const comment = relation.comment ? `/** ${relation.comment} */\n` : '';
  return `${comment}export interface ${interfaceName(relation)} {\n${lines.join('\n')}\n}\n`;
}

function columnType(column: Column, relation: Relation, enums: Enum[]): string {
  const value = valueType(column, relation.constraints, enums);
  const nullable = column.notNull ? '' : ' | null';
  if (relation.kind !== 'table')
    return `ColumnType<${value}${value === 'unknown' ? '' : nullable}, never, never>`;
  const isGenerated = column.identity !== '' || column.default !== null;
  const isFixed = column.identity === 'always' || column.generated;
  if (isFixed) return `GeneratedAlways<${value}${nullable}>`;
  if (value === 'unknown') {
    // Written as text: pg would turn a JavaScript array into a PostgreSQL array, not into JSON.
    const text = `string${nullable}`;
    return `ColumnType<unknown, ${text}${isGenerated ? ' | undefined' : ''}, ${text}>`;
  }
  return isGenerated ? `Generated<${value}${nullable}>` : `${value}${nullable}`;
}

function valueType(column: Column, constraints: Constraint[], enums: Enum[]): string {
  const listed = listedValues(column.name, constraints);
  if (listed) return listed.map((label) => JSON.stringify(label)).join(' | ');
  const isArray = column.type.endsWith('[]');
  const base = (isArray ? column.type.slice(0, -2) : column.type).replace(/\(.*?\)/, '');
  const labels = enums.find(({ schema, name }) => [name, `${schema}.${name}`].includes(base))?.labels;
  const type = labels?.map((label) => JSON.stringify(label)).join(' | ') ?? typescriptTypes.get(base);
  if (type === undefined)
    throw new Error(`column ${column.name}: say in schema-types.ts how ${base} arrives`);
  if (!isArray) return type;
  return type.includes('|') ? `(${type})[]` : `${type}[]`;
}

/** `check (kind in ('web', 'worker'))` on a text column becomes the union of its values. */
function listedValues(column: string, constraints: Constraint[]): string[] | undefined {
  const start = `CHECK ((${column} = ANY (ARRAY[`;
  const check = constraints.find(
    ({ kind, text }) => kind === 'c' && text.startsWith(start) && text.endsWith('])))'),
  );
  if (!check) return undefined;
  const items = check.text.slice(start.length, -4);
  const labels = [...items.matchAll(/'((?:[^']|'')*)'::text/g)].map((match) =>
    match[1]!.replaceAll("''", "'"),
  );
  return labels.length > 0 ? labels : undefined;
}

function interfaceName({ schema, name }: Relation): string {
  const words = [...(schema === 'public' ? [] : [schema]), ...name.split('_')];
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}Table`;
}

function keyText({ schema, name }: Relation): string {
  return schema === 'public' ? name : `'${schema}.${name}'`;
}
