declare module '../platform/events/events.ts' {
  interface Events {
    'city.created': { slug: string };
    'city.changed': { name: string };
    'clock.moved': { to: string };
    'zones.imported': { added: number; changed: number; unchanged: number };
    'city.part-taken': { departments: number; words: number; colours: number };
    'holiday.added': { day: string; name: string };
    'holiday.removed': { day: string; name: string };
    'department.added': { departmentId: number; name: string };
    'department.renamed': { departmentId: number; name: string };
  }
}

export {};
