import type { Generated } from 'kysely';

export interface Tables {
  'directory.city': {
    id: Generated<number>;
    slug: string;
    host: string | null;
    name: string;
    created_at: Generated<Date>;
  };
}
