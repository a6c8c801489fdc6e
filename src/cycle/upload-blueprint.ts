import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { type Ok, ok, type Refusal, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import { type Finding, finding } from './finding.ts';
import { validateBlueprint } from './validate-blueprint.ts';

export interface BlueprintFile {
  readonly cityId: number;
  readonly actorId: number;
  readonly now: Date;
  readonly text: string;
}

export type NotUploaded = Refusal<'invalid-blueprint'> & { readonly findings: readonly Finding[] };

/** Keeps a blueprint file for the city, once it is right. @returns its key among the known documents */
export async function uploadBlueprint(tx: Tx, input: BlueprintFile): Promise<Ok<string> | NotUploaded> {
  const document = parsed(input.text);
  if (document === undefined) {
    return { ...refuse('invalid-blueprint'), findings: [finding([], 'cycle.upload.not-json')] };
  }
  const { errors, blueprint } = validateBlueprint(document);
  if (!blueprint) return { ...refuse('invalid-blueprint'), findings: errors };
  const { id } = await tx
    .insertInto('blueprint_upload')
    .values({
      city_id: input.cityId,
      name: blueprint.name,
      version: blueprint.version,
      document: JSON.stringify(document),
      uploaded_by: input.actorId,
      at: input.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(tx, input.cityId, {
    name: 'blueprint.uploaded',
    subject: `blueprint:${id}`,
    actorId: input.actorId,
    at: input.now,
    data: { name: blueprint.name, version: blueprint.version },
  });
  return ok(`upload-${id}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
