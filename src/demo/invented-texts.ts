import { type DemoProposal, demoContent } from './content/demo-content.ts';

/** Names that neighbours of invented cities have. */
export const inventedNames: {
  readonly givenNames: readonly string[];
  readonly familyNames: readonly string[];
} = demoContent.people;

export type InventedText = Pick<DemoProposal, 'title' | 'problem' | 'idea' | 'category'>;

/** What neighbours of invented cities ask for, in Mexican Spanish; without the demo city's own places. */
export function inventedTexts(): InventedText[] {
  return [...demoContent.proposals, ...demoContent.past]
    .filter(({ outcome }) => outcome.kind !== 'held')
    .map(({ title, problem, idea, category }) => ({ title, problem, idea, category }));
}
