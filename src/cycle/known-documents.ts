import type { Tx } from '../platform/db/database.ts';
import type { Blueprint } from './blueprint.ts';
import { builtInBlueprints } from './built-in-blueprints.ts';
import { validateBlueprint } from './validate-blueprint.ts';

/** A blueprint that the city can use: one that comes with the program, or one that it brought in. */
export interface KnownDocument {
  /** 'san-pedro-2023' for a built-in one, 'upload-7' for the city's seventh file. */
  readonly key: string;
  readonly document: unknown;
  readonly uploadedAt: Date | null;
}

/** Built-in ones first, then the city's own, newest first. */
export async function knownDocuments(tx: Tx, cityId: number): Promise<KnownDocument[]> {
  const rows = await tx
    .selectFrom('blueprint_upload')
    .select(['id', 'document', 'at'])
    .where('city_id', '=', cityId)
    .orderBy('id', 'desc')
    .execute();
  return [
    ...Object.entries(builtInBlueprints).map(([key, document]) => ({ key, document, uploadedAt: null })),
    ...rows.map(({ id, document, at }) => ({ key: `upload-${id}`, document, uploadedAt: at })),
  ];
}

export interface Origin {
  readonly name: string;
  readonly version: number;
  /** The document of exactly that version, or the nearest one known; undefined where there is none of the name. */
  readonly document: Blueprint | undefined;
  /** The highest version above it; undefined where there is none. */
  readonly newer: Blueprint | undefined;
}

/** Where a cycle's document came from, by the 'name version' that was kept at its start. */
export async function originOf(tx: Tx, cityId: number, cycleId: number): Promise<Origin> {
  const { origin } = await tx
    .selectFrom('cycle')
    .select('origin')
    .where('city_id', '=', cityId)
    .where('id', '=', cycleId)
    .executeTakeFirstOrThrow();
  const [, name = origin, number = '1'] = /^(\S+) (\d+)$/.exec(origin) ?? [];
  const version = Number(number);
  const ofName = (await knownDocuments(tx, cityId))
    .map(({ document }) => validateBlueprint(document).blueprint)
    .filter((one) => one?.name === name)
    .sort((a, b) => (b?.version ?? 0) - (a?.version ?? 0));
  const exact = ofName.find((one) => one?.version === version);
  const [highest] = ofName;
  return {
    name,
    version,
    document: exact ?? ofName.find((one) => (one?.version ?? 0) < version) ?? highest,
    newer: highest && highest.version > version ? highest : undefined,
  };
}
