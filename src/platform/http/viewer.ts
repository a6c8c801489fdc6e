/** Who is looking: made anew for every request from the session and the city's own tables, never from the cookie alone. */

export const roles = [
  'administrator',
  'coordinator',
  'evaluator',
  'signer',
  'booth_officer',
  'project_manager',
  'observer',
  'support',
] as const;
export type Role = (typeof roles)[number];

export interface RoleGrant {
  readonly role: Role;
  /** The department the role is held in; null where it is the whole city's. */
  readonly departmentId: number | null;
}

export interface Viewer {
  /** Null for a visitor who has not signed in. */
  readonly personId: number | null;
  /** What the person calls herself; shown to her alone. */
  readonly name: string | null;
  readonly email: string | null;
  readonly roles: readonly RoleGrant[];
  /** True when this session has proven a second factor; staff pages ask for it. */
  readonly secondFactor: boolean;
  /** Seconds since that was proven; left out or null when it was not. A demo's one-click session counts as just proven. */
  readonly factorAge?: number | null;
  /** The zone the person is a verified resident of; null when unverified. */
  readonly zoneId: number | null;
  readonly sessionId: string | null;
}

export const visitor: Viewer = {
  personId: null,
  name: null,
  email: null,
  roles: [],
  secondFactor: false,
  zoneId: null,
  sessionId: null,
};

export function hasRole(viewer: Viewer, ...wanted: Role[]): boolean {
  return viewer.roles.some((grant) => wanted.includes(grant.role));
}

/** Departments in which the viewer holds one of the roles. */
export function departmentsOf(viewer: Viewer, ...wanted: Role[]): number[] {
  return viewer.roles.flatMap((grant) =>
    wanted.includes(grant.role) && grant.departmentId !== null ? [grant.departmentId] : [],
  );
}

/** What a policy answers: yes, or what is missing. */
export type Permit = 'allowed' | 'sign-in' | 'second-factor' | 'forbidden';
export type Policy = (viewer: Viewer) => Permit;

export const anyone: Policy = () => 'allowed';

export const signedIn: Policy = (viewer) => (viewer.personId === null ? 'sign-in' : 'allowed');

/** Staff with one of the roles, on a session that has proven its second factor. */
export function staff(...wanted: Role[]): Policy {
  return (viewer) => {
    if (viewer.personId === null) return 'sign-in';
    if (!hasRole(viewer, ...wanted)) return 'forbidden';
    return viewer.secondFactor ? 'allowed' : 'second-factor';
  };
}

/** For so long a proof of the second factor is good for what is serious. */
export const freshMinutes = 15;

/** Whether the second factor was proven minutes ago, and not this morning. */
export function isFresh({ secondFactor, factorAge }: Viewer): boolean {
  return secondFactor && (factorAge ?? Number.POSITIVE_INFINITY) <= freshMinutes * 60;
}

/**
 * What is serious (opening envelopes, publishing, signing, giving roles) asks for the second factor once more, unless it was
 * proven within `freshMinutes`: a desk that somebody left open for coffee is not enough.
 */
export function freshly(policy: Policy): Policy {
  return (viewer) => {
    const permit = policy(viewer);
    return permit === 'allowed' && !isFresh(viewer) ? 'second-factor' : permit;
  };
}

export const anyStaff: Policy = staff(...roles);
