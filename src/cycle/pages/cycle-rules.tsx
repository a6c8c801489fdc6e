import { Section } from '../../ui/components/page-heading.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { Cycle } from '../cycle.ts';
import { type RuleSentence, ruleSentences } from '../rule-sentences.ts';

/** The rules as the blueprint sets them, in sentences. */
export function CycleRules({ cycle }: { readonly cycle: Cycle }) {
  const { t } = usePage();
  return (
    <Section title={t('cycle.rules.title')} id="rules">
      {ruleSentences(cycle.blueprint).map(({ phase, sentences }) => (
        <div key={phase}>
          <h3>{t(`cycle.phase.${phase}`)}</h3>
          <ul class="prose">
            {sentences.map((sentence) => (
              <li key={`${sentence.key} ${sentence.track ?? ''}`}>
                <Sentence sentence={sentence} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {cycle.unknown.length > 0 && <p>{t('cycle.rules.missing')}</p>}
    </Section>
  );
}

function Sentence({ sentence: { key, args, money: amounts, track } }: { readonly sentence: RuleSentence }) {
  const { t, money } = usePage();
  const written = Object.entries(amounts ?? {}).map(([name, minor]) => [name, money(minor)] as const);
  const sentence = t(key, { ...args, ...Object.fromEntries(written) });
  return <>{track === undefined ? sentence : t('cycle.rule.of-track', { track, sentence })}</>;
}
