interface BlackoutSaid {
  readonly blackoutId: number;
  /** Days of the city, both included. */
  readonly from: string;
  readonly to: string;
  readonly law: string;
  readonly reason: string;
}

declare module '../platform/events/events.ts' {
  interface Events {
    'city.created': { slug: string };
    'city.changed': { name: string };
    'city.look-changed': { primary: string | null; accent: string | null; crest: number | null };
    'city.contact-changed': { contact: string };
    'city.host-changed': { from: string | null; to: string | null };
    'city.words-changed': { locale: string; keys: number };
    'city.languages-changed': { locales: string[] };
    'clock.moved': { to: string };
    'zones.imported': { added: number; changed: number; unchanged: number };
    'blackout.announced': BlackoutSaid;
    'blackout.changed': BlackoutSaid;
    'blackout.cancelled': BlackoutSaid;
    'city.part-taken': { departments: number; words: number; colours: number };
    'holiday.added': { day: string; name: string };
    'holiday.removed': { day: string; name: string };
    'department.added': { departmentId: number; name: string };
    'department.renamed': { departmentId: number; name: string };
  }
}

export {};
