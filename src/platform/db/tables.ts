// The tables as Kysely sees them. Written by "npx cabildo schema" from the database after all migrations; a test
// fails when it differs from them. Never edit it by hand.
import type { Generated, GeneratedAlways } from 'kysely';

export interface DirectoryCityTable {
  id: GeneratedAlways<number>;
  /** Addresses the city as /slug where one host serves several. */
  slug: string;
  /** Addresses the city by a host name of its own. */
  host: string | null;
  name: string;
  created_at: Generated<Date>;
}

export interface DirectoryMigrationTable {
  name: string;
  checksum: string;
  applied_at: Generated<Date>;
}

export interface DirectoryProcessTable {
  id: GeneratedAlways<number>;
  kind: "web" | "worker";
  pid: number;
  started_at: Generated<Date>;
  /** The process wrote this about 2 s ago, or it is dead. */
  beat_at: Generated<Date>;
}

export interface Tables {
  'directory.city': DirectoryCityTable;
  'directory.migration': DirectoryMigrationTable;
  'directory.process': DirectoryProcessTable;
}
