import type { Tx } from '../../platform/db/database.ts';
import { addDays, dayIn } from '../../platform/time.ts';
import { finishMilestone, moveMilestone } from '../../projects/change-milestone.ts';
import { planProject } from '../../projects/plan-project.ts';
import { postUpdate } from '../../projects/post-update.ts';
import { recordMoney } from '../../projects/record-money.ts';
import { demoContent, writtenAbout } from '../content/demo-content.ts';
import { momentOn } from '../demo-phases.ts';
import type { Play } from './play.ts';
import { type ProjectScript, projectScripts, rotation } from './project-script.ts';

const { works } = demoContent;

interface PlayedProject {
  readonly id: number;
  readonly title: string;
  readonly promised: number;
  readonly departmentId: number;
  /** Counts the edition's projects; picks the words. */
  readonly index: number;
}

type Act = (now: Date) => Promise<unknown>;

/** The departments plan and build what won, tell how it goes, and are late with some of it. */
export async function playWorks(tx: Tx, play: Play): Promise<void> {
  const { city, cycle, staff, from, until } = play;
  const rows = await tx
    .selectFrom('project')
    .select(['id', 'title', 'promised', 'department_id', 'opened_at'])
    .where('city_id', '=', city.id)
    .where('cycle_id', '=', cycle.id)
    .orderBy('code')
    .execute();
  const [anybody] = [...staff.evaluators.values()];
  for (const [index, row] of rows.entries()) {
    const departmentId = row.department_id ?? anybody?.departmentId ?? 0;
    const project = { id: row.id, title: row.title, promised: row.promised, departmentId, index };
    const story = writtenAbout(row.title)?.story ?? rotation[index % rotation.length] ?? 'on-time';
    const opened = dayIn(city.timeZone, row.opened_at);
    const acts = actsOf(tx, play, project, { script: projectScripts[story], opened });
    acts.sort((one, other) => one.day - other.day);
    for (const { day, act } of acts) {
      const now = momentOn(opened, day);
      if (now > from && now <= until) await act(now);
    }
  }
}

interface Course {
  readonly script: ProjectScript;
  /** The day of the results. */
  readonly opened: string;
}

/** Everything that will be done about a project, by day; a sort by day keeps the order within one. */
function actsOf(
  tx: Tx,
  play: Play,
  project: PlayedProject,
  { script, opened }: Course,
): { day: number; act: Act }[] {
  const { city, cycle, staff } = play;
  const stages = cycle.blueprint.projects.stages;
  const about = { cityId: city.id, actorId: staff.manager };
  const today = (now: Date) => dayIn(city.timeZone, now);
  const on = (day: number) => addDays(opened, day);
  const money = (
    day: number,
    kind: 'approved' | 'committed' | 'accrued' | 'paid',
    part: number,
    concept: string,
  ) => ({
    day,
    act: (now: Date) =>
      recordMoney(tx, {
        ...about,
        projectId: project.id,
        kind,
        amount: Math.round((project.promised * part) / 100_000) * 100_000,
        concept,
        onDay: today(now),
        today: today(now),
        now,
      }),
  });
  const plan: Act = (now) =>
    planProject(tx, {
      ...about,
      projectId: project.id,
      departmentId: project.departmentId,
      stages: stages.map(({ name }, at) => ({
        name,
        promisedOn: on(script.promised[at] ?? script.promised.at(-1) ?? 0),
      })),
      today: today(now),
      now,
    });
  const [, contract, built, handed] = script.done;
  return [
    { day: script.planned, act: plan },
    money(script.planned, 'approved', 1, works.money.approved),
    ...(contract === undefined
      ? []
      : [
          money(contract, 'committed', 0.96, works.money.committed),
          money(contract + 10, 'paid', 0.3, works.money.advance),
        ]),
    ...(built === undefined ? [] : [money(built, 'accrued', 0.96, works.money.final)]),
    ...(handed === undefined ? [] : [money(handed, 'paid', 0.66, works.money.final)]),
    ...updatesOf(tx, play, project, script),
    ...milestoneActs(tx, play, project, { script, opened }),
  ];
}

function updatesOf(
  tx: Tx,
  { city, staff }: Play,
  project: PlayedProject,
  script: ProjectScript,
): { day: number; act: Act }[] {
  const written = writtenAbout(project.title)?.updates;
  return script.updates.flatMap((day, at) => {
    const body = written ? written[at] : wordsFor(project, script, day);
    if (body === undefined) return [];
    const update = { cityId: city.id, projectId: project.id, body, actorId: staff.manager };
    return [{ day, act: (now: Date) => postUpdate(tx, { ...update, now }) }];
  });
}

/** Words that fit how far the project is on a day. */
function wordsFor({ index }: PlayedProject, script: ProjectScript, day: number): string | undefined {
  const stage = script.done.filter((one) => one <= day).length;
  const { design, tender, works: building, handover } = works.stages;
  const words = [design, tender, building, building, handover][stage] ?? building;
  return words[index % words.length];
}

function milestoneActs(
  tx: Tx,
  { city, staff }: Play,
  project: PlayedProject,
  { script, opened }: Course,
): { day: number; act: Act }[] {
  const milestonesOf = () =>
    tx
      .selectFrom('milestone')
      .select(['id', 'position'])
      .where('city_id', '=', city.id)
      .where('project_id', '=', project.id)
      .orderBy('position')
      .execute();
  const about = (now: Date) => ({
    cityId: city.id,
    actorId: staff.manager,
    today: dayIn(city.timeZone, now),
    now,
  });
  const finishes = script.done.map((day, position) => ({
    day,
    act: async (now: Date) => {
      const milestone = (await milestonesOf())[position];
      if (!milestone) return;
      const doneOn = addDays(opened, day);
      const reason = works.reasons.done;
      await finishMilestone(tx, { ...about(now), milestoneId: milestone.id, doneOn, reason });
    },
  }));
  if (!script.moved) return finishes;
  const { on, to } = script.moved;
  const reason = works.delays[project.index % works.delays.length] as string;
  const move: Act = async (now) => {
    const milestones = await milestonesOf();
    for (const [at, day] of to.entries()) {
      const milestone = milestones[milestones.length - to.length + at];
      if (!milestone) continue;
      await moveMilestone(tx, {
        ...about(now),
        milestoneId: milestone.id,
        expectedOn: addDays(opened, day),
        reason,
      });
    }
  };
  return [...finishes, { day: on, act: move }];
}
