import type { ProjectStory } from '../content/demo-content.ts';

/** What happens to a project, in days after the results were published. */
export interface ProjectScript {
  readonly planned: number;
  /** The day promised for each stage, in the blueprint's order; the last is the handover. */
  readonly promised: readonly number[];
  /** The day on which each stage was really done; shorter where the story ends before. */
  readonly done: readonly number[];
  /** New days for the stages that are not done by then. */
  readonly moved?: { readonly on: number; readonly to: readonly number[] };
  readonly updates: readonly number[];
}

export const projectScripts: Readonly<Record<ProjectStory, ProjectScript>> = {
  delivered: { planned: 21, promised: [45, 80, 170, 185], done: [44, 78, 161, 173], updates: [32, 118, 174] },
  'delivered-late': {
    planned: 24,
    promised: [40, 70, 140, 150],
    done: [41, 92, 196, 205],
    moved: { on: 95, to: [198, 208] },
    updates: [34, 120, 206],
  },
  late: {
    planned: 28,
    promised: [48, 85, 175, 190],
    done: [50, 104, 262, 284],
    moved: { on: 150, to: [258, 280] },
    updates: [40, 150, 196],
  },
  stalled: {
    planned: 26,
    promised: [45, 80, 165, 180],
    done: [46, 90],
    moved: { on: 160, to: [330, 350] },
    updates: [38, 158, 212],
  },
  'on-time': {
    planned: 30,
    promised: [62, 112, 300, 330],
    done: [60, 108, 296, 322],
    updates: [45, 115, 210],
  },
  'no-plan': {
    planned: 300,
    promised: [360, 420, 540, 560],
    done: [355, 415, 530, 552],
    updates: [310, 420],
  },
};

/** What becomes of the winners of an edition about which nothing was written, in turn. */
export const rotation: readonly ProjectStory[] = [
  'on-time',
  'delivered',
  'on-time',
  'late',
  'on-time',
  'delivered',
  'on-time',
  'delivered-late',
  'on-time',
  'no-plan',
];
