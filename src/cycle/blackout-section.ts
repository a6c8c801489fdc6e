import { z } from 'zod';
import type { BlackoutStops } from '../platform/blackout.ts';
import { phaseKinds } from './cycle-section.ts';

/**
 * What a blackout stops in cities that work by this blueprint: the `blackout` section, which may be left out. The desk
 * offers it for each new blackout; what was announced counts.
 */
export const blackoutSection = z
  .strictObject({
    phases: z.array(z.enum(phaseKinds)),
    publications: z.boolean(),
    notices: z.enum(['hold', 'run']),
    promotions: z.enum(['later', 'drop']),
    images: z.boolean(),
    pages: z.enum(['plain', 'closed']),
    clocks: z.enum(['run', 'pause']),
    evaluation: z.enum(['run', 'pause']),
  })
  .optional();

declare module './blueprint.ts' {
  interface BlueprintSections {
    blackout?: z.infer<typeof blackoutSection>;
  }
}

/** Where the blueprint says nothing: the public part is silent, the work behind it goes on. */
export const usualStops: BlackoutStops = {
  phases: ['proposals', 'voting'],
  publications: true,
  notices: 'hold',
  promotions: 'drop',
  images: true,
  pages: 'plain',
  clocks: 'run',
  evaluation: 'run',
};
