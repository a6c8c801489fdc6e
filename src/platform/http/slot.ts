import type { VNode } from 'preact';
import type { PageRequest } from './page.ts';

/**
 * A place on an earlier module's page that later modules fill, so that the arrow between them stays one way:
 * the page declares the slot, the later module's `fills` name it, the assembly joins them.
 */
export interface Slot<Subject> {
  readonly name: string;
  /** What the fillers have to show for this subject, in house order; a filler with nothing to say is left out. */
  readonly load: (request: PageRequest, subject: Subject) => Promise<VNode[]>;
}

export interface Fill {
  readonly slot: string;
  readonly run: (request: PageRequest, subject: never) => Promise<VNode | null>;
}

let fills: readonly Fill[] = [];

/** Called once with every module's fills, in house order. */
export function connectSlots(all: readonly Fill[]): void {
  fills = all;
}

export function slot<Subject>(name: string): Slot<Subject> {
  return {
    name,
    load: async (request, subject) => {
      const shown: VNode[] = [];
      for (const one of fills) {
        if (one.slot !== name) continue;
        const node = await one.run(request, subject as never);
        if (node) shown.push(node);
      }
      return shown;
    },
  };
}

export function fill<Subject>(
  target: Slot<Subject>,
  run: (request: PageRequest, subject: Subject) => Promise<VNode | null>,
): Fill {
  return { slot: target.name, run: run as unknown as Fill['run'] };
}
