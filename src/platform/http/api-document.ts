import { z } from 'zod';
import type { Translate } from '../i18n/texts.ts';
import { readRelease } from '../process/root-folder.ts';
import { apiRoot, type Endpoint, namesIn } from './api.ts';
import type { CityFacts } from './city.ts';

type Json = Readonly<Record<string, unknown>>;

export const largestPage = 100;
export const usualPage = 20;
/** Requests that one address may send to one endpoint in a minute. */
export const perMinute = 240;

/** What every refusal says (RFC 9457). */
export const problemSchema = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
});

/** The OpenAPI 3.1 document of the read API, made from the schemas that check every answer. */
export function apiDocument(endpoints: readonly Endpoint[], city: CityFacts, t: Translate): Json {
  const schemas: Record<string, Json> = { Problem: jsonSchema(problemSchema) };
  for (const { name, answer } of endpoints) schemas[name] ??= jsonSchema(answer);
  return {
    openapi: '3.1.0',
    info: {
      title: t('ui.api.document-title', { city: city.name }),
      version: readRelease(),
      description: t('ui.api.document-text', { limit: perMinute }),
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: `${city.base}${apiRoot}` }],
    paths: Object.fromEntries(endpoints.map((one) => [templated(one.path), { get: operation(one, t) }])),
    components: { schemas },
  };
}

/** '/cycles/:cycle' → '/cycles/{cycle}'. */
function templated(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}');
}

function operation(endpoint: Endpoint, t: Translate): Json {
  const { path, name, kind, summary } = endpoint;
  return {
    operationId: operationId(path),
    summary: t(summary),
    parameters: [...pathParameters(endpoint), ...queryParameters(endpoint)],
    responses: {
      200: {
        description: name,
        headers: {
          ETag: { schema: { type: 'string' } },
          ...(kind === 'list' && {
            Link: { schema: { type: 'string' }, description: 'rel="next", rel="prev"' },
          }),
        },
        content: { 'application/json': { schema: kind === 'list' ? listOf(name) : ref(name) } },
      },
      304: { description: 'Not Modified' },
      ...Object.fromEntries(
        Object.entries({ 400: 'Bad Request', 404: 'Not Found', 429: 'Too Many Requests' }).map(
          ([status, description]) => [
            status,
            { description, content: { 'application/problem+json': { schema: ref('Problem') } } },
          ],
        ),
      ),
    },
  };
}

/** '/cycles/:cycle/phases' → 'getCyclesCyclePhases'. */
function operationId(path: string): string {
  return `get${path.replaceAll(/[/:]+(\w)/g, (_all, letter: string) => letter.toUpperCase())}`;
}

function pathParameters({ path, params }: Endpoint): Json[] {
  const known = propertiesOf(params);
  return namesIn(path).map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: known[name] ?? { type: 'string' },
  }));
}

function queryParameters({ query, kind }: Endpoint): Json[] {
  const own = Object.entries(propertiesOf(query)).map(([name, schema]) => ({ name, in: 'query', schema }));
  if (kind === 'one') return own;
  const whole = { type: 'integer', minimum: 1 };
  return [
    ...own,
    { name: 'page', in: 'query', schema: { ...whole, default: 1 } },
    { name: 'per_page', in: 'query', schema: { ...whole, maximum: largestPage, default: usualPage } },
  ];
}

function propertiesOf(schema: z.ZodType | undefined): Readonly<Record<string, Json>> {
  if (!schema) return {};
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  return properties as Readonly<Record<string, Json>>;
}

/** What a list answers. */
export function listOf(name: string): Json {
  return {
    type: 'object',
    properties: {
      items: { type: 'array', items: ref(name) },
      total: { type: 'integer', minimum: 0 },
      page: { type: 'integer', minimum: 1 },
      pages: { type: 'integer', minimum: 0 },
      next: { type: ['string', 'null'] },
    },
    required: ['items', 'total', 'page', 'pages', 'next'],
    additionalProperties: false,
  };
}

function ref(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _version, ...json } = z.toJSONSchema(schema, { io: 'output' });
  return json as Json;
}
