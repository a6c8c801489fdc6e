declare module '../platform/events/events.ts' {
  /** Subjects are `person:12` and `privacy-request:3`; never what somebody wrote. */
  interface Events {
    'privacy.notice-published': { version: number; material: boolean };
    'privacy.acknowledged': { version: number };
    'privacy.requested': { personId: number; kind: string };
    'privacy.answered': { personId: number; kind: string; outcome: string };
    'person.forgotten': Record<string, never>;
    'privacy.term-set': { kind: string; days: number };
  }
}
