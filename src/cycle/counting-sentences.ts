import type { TextArgs, TextKey } from '../platform/i18n/texts.ts';
import type { Reader, RuleSentence } from './rule-sentences.ts';

/** How each rule of the counting library is said, where it is one of them. */
const ruleNames: Readonly<Record<string, TextKey>> = {
  greedy: 'cycle.rule.most-votes',
  'equal-shares': 'cycle.rule.equal-shares',
  phragmen: 'cycle.rule.phragmen',
  bos: 'cycle.rule.bos',
};
const ties: Readonly<Record<string, TextKey>> = {
  lot: 'cycle.rule.ties-lot',
  'cheapest-lot': 'cycle.rule.ties-cheapest',
  'most-votes-lot': 'cycle.rule.ties-most-votes',
};

/** Tracks with the same rule are told once; a track with a rule of its own is named. */
export function countingRules(read: Reader): RuleSentence[] {
  const tracks = read.tracks();
  const same = (name: string) =>
    new Set(tracks.map(({ code }) => JSON.stringify(read.at('counting', 'rules', code, name)))).size === 1;
  const sentences: RuleSentence[] = [];
  const tell = (key: TextKey | undefined, track: string, several: boolean, args: TextArgs = {}) => {
    if (!key) return;
    const name = several ? track : undefined;
    sentences.push({ key, args, ...(name !== undefined && { track: name }) });
  };
  const each = (name: string, told: (code: string, track: string, several: boolean) => void) => {
    const alone = same(name);
    for (const { code, name: track } of alone ? tracks.slice(0, 1) : tracks) told(code, track, !alone);
  };
  each('rule', (code, track, several) => {
    const rule = read.at('counting', 'rules', code, 'rule');
    const byCost = read.at('counting', 'rules', code, 'order') === 'votes-per-cost';
    tell(byCost ? 'cycle.rule.votes-per-cost' : ruleNames[String(rule)], track, several);
  });
  for (const { code, name, alone } of tracks) {
    const slots = read.positive('counting', 'rules', code, 'slots');
    if (slots === undefined) continue;
    sentences.push({
      key: alone ? 'cycle.rule.slots' : 'cycle.rule.slots-track',
      args: { slots, track: name },
    });
  }
  each('onMisfit', (code, track, several) => {
    const misfit = read.at('counting', 'rules', code, 'onMisfit');
    if (misfit === 'skip') tell('cycle.rule.misfit-skip', track, several);
    if (misfit === 'stop') tell('cycle.rule.misfit-stop', track, several);
  });
  each('overspendPercent', (code, track, several) => {
    const percent = read.positive('counting', 'rules', code, 'overspendPercent');
    if (percent !== undefined) tell('cycle.rule.overspend', track, several, { percent });
  });
  each('threshold', (code, track, several) => {
    const votes = read.at('counting', 'rules', code, 'threshold');
    if (typeof votes === 'number' && votes > 1) tell('cycle.rule.threshold', track, several, { votes });
  });
  each('completion', (code, track, several) => {
    const completion = read.at('counting', 'rules', code, 'completion');
    if (completion === 'none') tell('cycle.rule.completion-none', track, several);
    if (completion === 'utilitarian') tell('cycle.rule.completion-utilitarian', track, several);
    if (completion === 'add1') tell('cycle.rule.completion-add1', track, several);
    if (completion === 'add1-utilitarian') tell('cycle.rule.completion-add1u', track, several);
  });
  each('comparison', (code, track, several) => {
    const comparison = read.at('counting', 'rules', code, 'comparison');
    if (comparison === 'winners' || comparison === 'money') tell('cycle.rule.comparison', track, several);
  });
  each('ties', (code, track, several) =>
    tell(ties[String(read.at('counting', 'rules', code, 'ties'))], track, several),
  );
  return [
    ...sentences,
    ...tracks.flatMap(({ code, name, alone }) => afterRules(read, code, alone ? undefined : name)),
  ];
}

/** What happens between the contests of a track once all are counted. */
function afterRules(read: Reader, code: string, track: string | undefined): RuleSentence[] {
  const keys: [TextKey, TextArgs][] = [];
  const at = (name: string) => read.at('counting', 'after', code, name);
  const percent = read.positive('counting', 'after', code, 'turnoutFloorPercent');
  if (percent !== undefined) {
    keys.push(['cycle.rule.turnout-floor', { percent }]);
    if (at('lostMoney') === 'returned') keys.push(['cycle.rule.lost-returned', {}]);
    if (at('lostMoney') === 'second-places') keys.push(['cycle.rule.lost-second', {}]);
  }
  if (at('leftMoney') === 'returned') keys.push(['cycle.rule.left-returned', {}]);
  if (at('leftMoney') === 'second-places') keys.push(['cycle.rule.left-second', {}]);
  if (keys.some(([key]) => key === 'cycle.rule.lost-second' || key === 'cycle.rule.left-second')) {
    if (at('order') === 'votes') keys.push(['cycle.rule.second-by-votes', {}]);
    if (at('order') === 'vote-share') keys.push(['cycle.rule.second-by-share', {}]);
    const count = read.positive('counting', 'after', code, 'mostPerContest');
    if (count !== undefined) keys.push(['cycle.rule.second-most', { count }]);
  }
  return keys.map(([key, args]) => ({ key, args, ...(track !== undefined && { track }) }));
}
