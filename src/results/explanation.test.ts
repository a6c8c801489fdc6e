import { describe, expect, it } from 'vitest';
import { moneyBefore, supportersStory } from './explanation.ts';

const money = { num: '1000', den: '1' };
const story = (votes: number, people: readonly number[]) => ({
  votes,
  rounds: people.map((full, at) => ({
    round: at + 1,
    winner: String(at + 1),
    winnerEffectiveVotes: null,
    money,
    effectiveVotes: null,
    full,
    part: 0,
  })),
});

describe('what supporters of a project marked beside it', () => {
  it('is told for groups of ten and more', () => {
    expect(supportersStory(story(40, [12, 0, 30]), false)).toEqual({
      start: money,
      paid: [
        { winner: '1', people: 12 },
        { winner: '3', people: 30 },
      ],
      others: null,
    });
  });

  it('is told of smaller groups together', () => {
    const told = supportersStory(story(40, [6, 7, 30]), false);
    expect(told?.paid).toEqual([{ winner: '3', people: 30 }]);
    expect(told?.others).toEqual({ winners: 2, people: 13 });
  });

  it('never leaves one small group alone, where the rest would tell its number', () => {
    const told = supportersStory(story(60, [3, 11, 30]), false);
    expect(told?.paid).toEqual([{ winner: '3', people: 30 }]);
    expect(told?.others).toEqual({ winners: 2, people: 14 });
    expect(supportersStory(story(12, [1]), false)).toMatchObject({ paid: [], others: { people: 0 } });
  });

  it('stays with those few who marked a project, until the ballots are public', () => {
    const few = story(9, [1, 2]);
    expect(supportersStory(few, false)).toBeUndefined();
    expect(moneyBefore(few, false)).toBeUndefined();
    expect(supportersStory(few, true)?.paid).toHaveLength(2);
    expect(moneyBefore(few, true)).toEqual(money);
    expect(moneyBefore(story(10, [3]), false)).toEqual(money);
  });
});
