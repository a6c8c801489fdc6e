import { z } from 'zod';
import city from './city.json' with { type: 'json' };
import past from './past-proposals.json' with { type: 'json' };
import people from './people.json' with { type: 'json' };
import prices from './prices.json' with { type: 'json' };
import sector1 from './proposals/sector-1.json' with { type: 'json' };
import sector2 from './proposals/sector-2.json' with { type: 'json' };
import sector3 from './proposals/sector-3.json' with { type: 'json' };
import sector4 from './proposals/sector-4.json' with { type: 'json' };
import sector5 from './proposals/sector-5.json' with { type: 'json' };
import sector6 from './proposals/sector-6.json' with { type: 'json' };
import works from './works.json' with { type: 'json' };
import zones from './zones.json' with { type: 'json' };

const outcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('feasible'),
    department: z.string(),
    /** `item` is a code of the price list; `quantity` in its unit. */
    lines: z.array(z.object({ item: z.string(), quantity: z.number().positive() })),
    effects: z.string(),
  }),
  /** `item` is a code of the checklist that is not met. */
  z.object({
    kind: z.literal('infeasible'),
    department: z.string(),
    item: z.string(),
    comment: z.string(),
  }),
  /** Fails the formal check at `item`. */
  z.object({ kind: z.literal('refused'), item: z.string(), comment: z.string() }),
  /** `to` is the title of the proposal that it is joined to. */
  z.object({ kind: z.literal('joined'), department: z.string(), to: z.string() }),
  z.object({ kind: z.literal('withdrawn') }),
  /** Never released: its text names people. */
  z.object({ kind: z.literal('held') }),
]);
export type DemoOutcome = z.infer<typeof outcome>;

/** How a winner is built; project-script.ts has the days. */
export const projectStories = [
  'delivered',
  'delivered-late',
  'late',
  'stalled',
  'on-time',
  'no-plan',
] as const;
export type ProjectStory = (typeof projectStories)[number];

const proposal = z.object({
  title: z.string(),
  problem: z.string(),
  idea: z.string(),
  track: z.string(),
  category: z.string(),
  zone: z.string(),
  place: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  supports: z.number().int(),
  /** What the departments will find out. */
  outcome,
  story: z.enum(projectStories).optional(),
  updates: z.array(z.string()).optional(),
});
export type DemoProposal = z.infer<typeof proposal>;

const proposals = z.array(proposal);

/** Everything that was written for the demo city. No person, place or text in it is real. */
export const demoContent = {
  city,
  zones: zones as readonly { code: string; name: string; population: number; ring: number[][] }[],
  people,
  /** Pesos for one unit. */
  prices: new Map(prices.map((one) => [one.code, one])),
  works,
  /** Of the running edition. */
  proposals: proposals.parse([sector1, sector2, sector3, sector4, sector5, sector6].flat()),
  /** Of the edition before. */
  past: proposals.parse(past),
};

const byTitle = new Map([...demoContent.past, ...demoContent.proposals].map((one) => [one.title, one]));

/** What was written about a proposal of this title; undefined for one that a visitor of the demo made. */
export function writtenAbout(title: string): DemoProposal | undefined {
  return byTitle.get(title);
}
