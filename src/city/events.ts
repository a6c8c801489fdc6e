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
    'clock.moved': { to: string };
    'zones.imported': { added: number; changed: number; unchanged: number };
    'blackout.announced': BlackoutSaid;
    'blackout.changed': BlackoutSaid;
    'blackout.cancelled': BlackoutSaid;
    'holiday.added': { day: string; name: string };
    'holiday.removed': { day: string; name: string };
    'department.added': { departmentId: number; name: string };
    'department.renamed': { departmentId: number; name: string };
  }
}

export {};
