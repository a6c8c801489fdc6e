import { z } from 'zod';
import type {} from '../cycle/blueprint.ts';

/** The stages that every project of the cycle goes through, in order, and how often the city must say something. */
export const projectsSection = z.strictObject({
  stages: z.array(z.strictObject({ code: z.string().min(1), name: z.string().min(1) })).min(1),
  updateEveryDays: z.int().min(1).nullable(),
});
export type ProjectsSection = z.infer<typeof projectsSection>;

declare module '../cycle/blueprint.ts' {
  interface BlueprintSections {
    projects: ProjectsSection;
  }
}
