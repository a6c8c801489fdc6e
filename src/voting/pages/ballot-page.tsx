import { z } from 'zod';
import {
  act,
  missing,
  type PageRequest,
  page,
  type Refused,
  redirect,
  refused,
  show,
} from '../../platform/http/page.ts';
import { randomToken } from '../../platform/id.ts';
import { formatMoney } from '../../platform/money.ts';
import type { Refusal } from '../../platform/result.ts';
import { type CastRefusal, castVote, firstBreach } from '../cast-vote.ts';
import { maySeeBallots, mayVote } from '../voting-policy.ts';
import { type BallotData, loadBallot, obstacleTo, ruleOf } from './ballot-data.ts';
import { BallotView } from './ballot-view.tsx';
import { CheckView } from './check-view.tsx';

type Request = PageRequest<{ contest: number }, Record<string, never>>;

const numbers = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((typed) => [typed].flat())
  .pipe(
    z
      .array(
        z
          .string()
          .regex(/^\d{1,4}$/)
          .transform(Number),
      )
      .max(1000),
  );

const choices = z.object({ choice: numbers, blank: z.literal('yes').optional() });
const check = choices.extend({ list: z.string() });
const cast = check.extend({ key: z.string().min(8).max(64) });

type Choices = z.infer<typeof choices>;

/** One ballot: choose, look over, cast. Choices travel in the bodies of its forms and nowhere else. */
export const ballotPage = page({
  path: '/vote/:contest',
  who: maySeeBallots,
  secret: true,
  params: z.object({ contest: z.coerce.number().int().positive() }),
  load: async (request: Request) => (await loadBallot(request, request.params.contest)) ?? missing,
  acts: {
    check: act({ who: mayVote, repeatable: true, input: check, run: lookOver }),
    edit: act({ who: mayVote, repeatable: true, input: choices, run: goBack }),
    cast: act({ who: mayVote, repeatable: true, input: cast, run: putIn }),
  },
  view: (data: BallotData) => <BallotView data={data} />,
});

async function lookOver(request: Request, input: z.infer<typeof check>) {
  const wrong = neitherNorBoth(input);
  if (wrong) return wrong;
  const data = await loadBallot(request, request.params.contest);
  if (!data) return refused('voting.refusal.wrong-contest');
  const obstacle = obstacleTo(data);
  if (obstacle) return refused(`voting.refusal.${obstacle}`);
  if (input.list !== data.contest.listVersion) return refused('voting.refusal.stale-list');
  const breach = firstBreach(input.choice, ruleOf(data));
  if (breach) return sentence(request, breach, 'choice');
  const chosen = data.candidates.filter(({ number }) => input.choice.includes(number));
  return show(<CheckView data={data} chosen={chosen} formKey={randomToken()} />);
}

async function goBack(request: Request, input: Choices) {
  const data = await loadBallot(request, request.params.contest);
  if (!data) return refused('voting.refusal.wrong-contest');
  return show(<BallotView data={data} chosen={input.choice} blank={input.blank === 'yes'} />);
}

async function putIn(request: Request, input: z.infer<typeof cast>) {
  const wrong = neitherNorBoth(input);
  if (wrong) return wrong;
  const { tx, city, viewer, now, params } = request;
  const answer = await castVote(tx, {
    cityId: city.id,
    actorId: viewer.personId as number,
    now,
    contestId: params.contest,
    marks: input.choice,
    listVersion: input.list,
    formKey: input.key,
  });
  if (!answer.ok) return sentence(request, answer);
  return redirect(`/vote/receipt/${answer.value.receipt}`, 'voting.cast-done');
}

function neitherNorBoth({ choice, blank }: Choices): Refused | undefined {
  if (choice.length === 0 && !blank) return refused('voting.choose-or-blank', undefined, 'choice');
  if (choice.length > 0 && blank) return refused('voting.blank-and-choices', undefined, 'choice');
  return undefined;
}

/** A refusal as the voter reads it; amounts are money there. */
function sentence(
  { city, locale }: Request,
  { reason, details }: Refusal<CastRefusal>,
  field?: string,
): Refused {
  const money = (minor: string | number | undefined) =>
    formatMoney({ minor: Number(minor), currency: city.currency }, locale);
  const args =
    reason === 'over-budget' ? { money: money(details.money), over: money(details.over) } : details;
  return refused(`voting.refusal.${reason}`, args, field);
}
