import type { Role } from '../platform/http/viewer.ts';

/** Subjects are `person:12`. No name, address or number is ever in an event. */
declare module '../platform/events/events.ts' {
  interface Events {
    'person.registered': { how: 'email' | 'counter' | 'invitation' | 'other' };
    'person.account-linked': { way: 'email' | 'folio' };
    'person.account-detached': { way: 'email'; reason: string };
    'person.looked-up': { kind: string };
    'person.identified': { kind: string };
    'person.verified': { zoneId: number; method: 'counter' | 'list' | 'import' };
    'person.changed': { fields: string[] };
    'folio.issued': Record<string, never>;
    'folio.pin-reset': Record<string, never>;
    'role.granted': { personId: number; role: Role; departmentId: number | null };
    'role.revoked': { personId: number; role: Role; departmentId: number | null };
    'staff.invited': { role: Role; departmentId: number | null };
    'staff.invitation-renewed': Record<string, never>;
    'staff.invitation-withdrawn': Record<string, never>;
    'staff.accepted': { personId: number };
    'oidc.changed': { issuer: string };
    'oidc.removed': Record<string, never>;
    'role.reviewed': { grantId: number };
    'second-factor.enrolled': Record<string, never>;
    'second-factor.recovered': { codesLeft: number };
    'passkey.registered': Record<string, never>;
    'passkey.removed': Record<string, never>;
    'second-factor.reset': { reason: string };
    'contact.revealed': { purpose: string };
    'residents.imported': { added: number; changed: number; unchanged: number; problems: number };
  }
}
