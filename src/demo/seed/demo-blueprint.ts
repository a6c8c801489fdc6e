import { builtInBlueprints } from '../../cycle/built-in-blueprints.ts';
import { demoContent } from '../content/demo-content.ts';
import type { DemoCalendar } from '../demo-phases.ts';

type Json = Record<string, unknown>;

/** San Pedro's blueprint as the demo city fills it in: its sectors, its dates, and a value for everything unknown. */
export function runningBlueprint(calendar: DemoCalendar): Json {
  const origin = structuredClone(builtInBlueprints['san-pedro-2023']) as Record<string, Json>;
  const { departments, sectors } = demoContent.city;
  const counting = (origin.counting as { rules: Record<string, Json> }).rules;
  return {
    ...origin,
    title: { es: 'San Pedro de los Encinos', en: 'San Pedro de los Encinos' },
    notes: {
      es: 'Municipio inventado para conocer el programa. Toma la estructura y el dinero de la edición 2023 de San Pedro Garza García; lo que las fuentes no dicen se llenó con valores de ejemplo.',
      en: 'A city invented to show the program. It takes structure and money from the 2023 edition of San Pedro Garza García; what the sources do not say was filled in with sample values.',
    },
    cycle: {
      ...origin.cycle,
      prefix: `SPE${String(calendar.year).slice(-2)}`,
      districts: sectors,
      phases: calendar.phases,
    },
    proposals: {
      ...origin.proposals,
      limits: [
        { track: 'community', perPerson: 2 },
        { track: 'sector', perPerson: 1 },
      ],
      needsResidence: true,
      minimumCost: 40_000_000,
      maximumCost: { community: 250_000_000, sector: 1_250_000_000 },
      supports: { enabled: true, needsResidence: true, perPerson: 0 },
    },
    evaluation: { ...origin.evaluation, departments, opinionDays: 15, silence: 'escalate', signer: 'signer' },
    voting: {
      ...origin.voting,
      ballots: { community: { type: 'marks', maximum: 5 }, sector: { type: 'marks', maximum: 1 } },
      changeable: true,
    },
    counting: {
      rules: {
        community: { ...counting.community, onMisfit: 'skip', threshold: 3, ties: 'lot' },
        sector: { ...counting.sector, onMisfit: 'skip', threshold: 0, ties: 'lot' },
      },
    },
    projects: { ...origin.projects, updateEveryDays: 45 },
  };
}

/** The edition before it was smaller: one purse of 4 million for each sector, three marks. */
export function pastBlueprint(calendar: DemoCalendar): Json {
  const running = runningBlueprint(calendar) as Record<string, Json>;
  const [community] = (running.cycle as { tracks: Json[] }).tracks;
  const { rules } = running.counting as { rules: Record<string, Json> };
  return {
    ...running,
    cycle: {
      ...running.cycle,
      tracks: [community],
      money: {
        total: 2_400_000_000,
        shares: [{ track: 'community', district: 'each', amount: 400_000_000 }],
        reserved: [],
      },
    },
    proposals: {
      ...running.proposals,
      limits: [{ track: 'community', perPerson: 2 }],
      maximumCost: { community: 250_000_000 },
    },
    voting: { ...running.voting, ballots: { community: { type: 'marks', maximum: 3 } } },
    counting: { rules: { community: { ...rules.community, slots: 4 } } },
  };
}
