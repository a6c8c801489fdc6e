import { z } from 'zod';
import {
  type ApiRequest,
  type Endpoint,
  listEndpoint,
  nothingHere,
  oneEndpoint,
  pageOf,
} from '../platform/http/api.ts';
import { foliosOfCandidate } from '../voting/candidate-queries.ts';
import { readProjects } from './project-policy.ts';
import { allProjects, type ProjectView } from './project-queries.ts';

const minor = z.number().int().describe('Minor units');
const day = z.iso.date().describe("In the city's time zone");

const projectSchema = z.object({
  code: z.string().nullable().describe('Null for a winner that has no project yet'),
  cycle: z.string().describe('Slug of the cycle'),
  title: z.string(),
  state: z.enum(['no-plan', 'on-time', 'late', 'delivered']),
  daysLate: z.number().int().describe('Against the first published promise'),
  department: z.string().nullable(),
  money: z.object({
    currency: z.string(),
    promised: minor,
    approved: minor,
    committed: minor,
    accrued: minor,
    paid: minor,
  }),
  milestones: z.array(
    z.object({ stage: z.string(), promisedOn: day, expectedOn: day, doneOn: day.nullable() }),
  ),
  folios: z.array(z.string()).describe('Proposals that it comes from'),
  url: z.string().nullable(),
});

type Shown = z.input<typeof projectSchema>;
type Standing = ProjectView & { readonly state: Exclude<ProjectView['state'], { kind: 'corrected' }> };
type Owed = { readonly cycle: { readonly slug: string }; readonly project: Standing };

/** What a later count took back is no promise any more. */
function isStanding(project: ProjectView): project is Standing {
  return project.state.kind !== 'corrected';
}

async function owedBy({ tx, city, now }: Pick<ApiRequest, 'tx' | 'city' | 'now'>): Promise<Owed[]> {
  const cycles = await allProjects(tx, city.id, city.timeZone, now);
  return cycles.flatMap(({ cycle, projects }) =>
    projects.filter(isStanding).map((project) => ({ cycle, project })),
  );
}

async function shown(
  { tx, city, link }: Pick<ApiRequest, 'tx' | 'city' | 'link'>,
  { cycle, project }: Owed,
): Promise<Shown> {
  const { code, title, state, department, promised, money, milestones, candidateId } = project;
  const { approved, committed, accrued, paid } = money;
  return {
    code,
    cycle: cycle.slug,
    title,
    state: state.kind,
    daysLate: state.kind === 'late' ? state.days : state.kind === 'delivered' ? state.late : 0,
    department,
    money: { currency: city.currency, promised, approved, committed, accrued, paid },
    milestones: milestones.map(({ stage, promisedOn, expectedOn, doneOn }) => ({
      stage,
      promisedOn,
      expectedOn,
      doneOn,
    })),
    folios: await foliosOfCandidate(tx, city.id, candidateId),
    url: code === null ? null : link(`/projects/${code}`),
  };
}

export const projectsApi: readonly Endpoint[] = [
  listEndpoint({
    path: '/projects',
    who: readProjects,
    publicity: true,
    summary: 'projects.api.list',
    name: 'Project',
    query: z.object({ cycle: z.string().max(80).optional().describe('Slug of a cycle') }),
    answer: projectSchema,
    read: async (request) => {
      const { cycle } = request.query;
      const owed = (await owedBy(request)).filter((one) => cycle === undefined || one.cycle.slug === cycle);
      const { items, total } = pageOf(owed, request);
      const projects: Shown[] = [];
      for (const one of items) projects.push(await shown(request, one));
      return { items: projects, total };
    },
  }),
  oneEndpoint({
    path: '/projects/:code',
    who: readProjects,
    publicity: true,
    summary: 'projects.api.one',
    name: 'Project',
    params: z.object({ code: z.string().max(60) }),
    answer: projectSchema,
    read: async (request) => {
      const found = (await owedBy(request)).find(({ project }) => project.code === request.params.code);
      return found ? shown(request, found) : nothingHere;
    },
  }),
];
