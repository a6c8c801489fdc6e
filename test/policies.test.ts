import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { modules } from '../src/module-list.ts';
import { apiRoot } from '../src/platform/http/api.ts';
import {
  type Permit,
  type Policy,
  type Role,
  roles,
  type Viewer,
  visitor,
} from '../src/platform/http/viewer.ts';

const citizen: Viewer = { ...visitor, personId: 1, zoneId: 1, sessionId: 's' };
const staffed = (role: Role, secondFactor: boolean): Viewer => ({
  ...citizen,
  roles: [{ role, departmentId: 1 }],
  secondFactor,
  factorAge: secondFactor ? 0 : null,
});

/** What can be asked of the house: a page looked at, or one of its buttons pressed. */
interface Door {
  readonly path: string;
  /** The button's name; '' for looking. */
  readonly act: string;
  /** All must allow it. */
  readonly policies: readonly Policy[];
}

const doors: Door[] = modules
  .flatMap((module) => module.pages)
  .flatMap(({ path, who, acts = {} }) => [
    { path, act: '', policies: [who] },
    ...Object.entries(acts).map(([act, { who: also }]) => ({
      path,
      act,
      policies: also ? [who, also] : [who],
    })),
  ])
  .sort((a, b) => (`${a.path} ${a.act}` < `${b.path} ${b.act}` ? -1 : 1));

function permit({ policies }: Door, viewer: Viewer): Permit {
  for (const policy of policies) {
    const answer = policy(viewer);
    if (answer !== 'allowed') return answer;
  }
  return 'allowed';
}

/** The read API has no buttons and no session. */
const endpoints: Door[] = modules
  .flatMap((module) => module.api ?? [])
  .map(({ path, who }) => ({ path: `${apiRoot}${path}`, act: '', policies: [who] }))
  .sort((a, b) => (a.path < b.path ? -1 : 1));

const isDesk = ({ path }: Door) => path === '/desk' || path.startsWith('/desk/');
const name = ({ path, act }: Door) => (act ? `${path} [${act}]` : path);

/** Who may, in words. */
function whoMay(door: Door): string {
  if (permit(door, visitor) === 'allowed') return 'everyone';
  if (permit(door, citizen) === 'allowed') return 'whoever is signed in';
  const may = roles.filter((role) => permit(door, staffed(role, true)) === 'allowed');
  return may.length === roles.length ? 'all staff' : may.join(', ');
}

describe('policies', () => {
  it('say what a reviewer has read: whoever changes one changes test/policies.txt with it', async () => {
    const width = Math.max(...doors.map((door) => name(door).length));
    const lines = [...doors, ...endpoints].map((door) => `${name(door).padEnd(width)}  ${whoMay(door)}`);
    const rules = modules.flatMap((module) => module.files ?? []).map((rule) => rule.name);
    const text = [
      'Who may look at each page and press each button [in brackets]. Staff always with a second factor.',
      'Some pages narrow it further by what they show (a person her own proposals, a department its projects).',
      '',
      ...lines,
      '',
      `No pages: /healthz, /assets and ${apiRoot}/openapi.json are everyone's; /metrics is the operator's; /files/:id/:size asks the rules of ${rules.join(' and ')};`,
      `of the modules' own: ${(await ownRoutes()).join(', ') || 'none'}.`,
      `Before any city, for everyone, acts by a key of the console only: ${lobbyDoors().join(', ')}.`,
      '',
    ].join('\n');
    await expect(text).toMatchFileSnapshot('policies.txt');
  });

  it('stand once for each address', () => {
    const paths = modules.flatMap((module) => module.pages).map(({ path }) => path);
    expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
  });

  it('let every signed-in person look at every page outside the desk', () => {
    const closed = doors.filter((door) => !isDesk(door) && permit(door, citizen) !== 'allowed');
    expect(closed.map(name)).toEqual([]);
  });

  it('never say "forbidden" to a visitor, who might be anybody: she is asked to sign in', () => {
    const wrong = doors.filter((door) => !['allowed', 'sign-in'].includes(permit(door, visitor)));
    expect(wrong.map(name)).toEqual([]);
  });

  it.each(roles)('let %s in at the desk with a second factor only', (role) => {
    const open = doors.filter((door) => isDesk(door) && permit(door, staffed(role, false)) === 'allowed');
    expect(open.map(name)).toEqual([]);
    for (const door of doors.filter(isDesk)) {
      expect(['allowed', 'forbidden']).toContain(permit(door, staffed(role, true)));
    }
  });

  it('answer through the read API what everyone may see, and nothing else', () => {
    expect(endpoints.length).toBeGreaterThan(8);
    expect(endpoints.filter((door) => permit(door, visitor) !== 'allowed').map(name)).toEqual([]);
  });

  it('keep visitors and citizens out of the desk', () => {
    const open = doors.filter(
      (door) =>
        isDesk(door) && (permit(door, visitor) !== 'sign-in' || permit(door, citizen) !== 'forbidden'),
    );
    expect(open.map(name)).toEqual([]);
  });

  it('leave nothing at the desk that nobody can open, and give observer and support no button', () => {
    expect(doors.filter((door) => whoMay(door) === '').map(name)).toEqual([]);
    const pressed = doors.filter(
      (door) =>
        isDesk(door) &&
        door.act !== '' &&
        (['observer', 'support'] as const).some((role) => permit(door, staffed(role, true)) === 'allowed'),
    );
    expect(pressed.map(name)).toEqual([]);
  });
});

/** Pages that belong to no city. */
function lobbyDoors(): string[] {
  return modules
    .flatMap((module) => module.lobby ?? [])
    .map(({ path, acts = {} }) => [path, ...Object.keys(acts).map((act) => `[${act}]`)].join(' '));
}

/** 'GET /files/:id/:size', of the modules' own routes. */
async function ownRoutes(): Promise<string[]> {
  const server = fastify({ exposeHeadRoutes: false });
  const found: string[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    found.push(`${method} ${url}`);
  });
  for (const module of modules) module.routes?.(server);
  await server.close();
  return found.sort();
}
