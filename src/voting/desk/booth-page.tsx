import { z } from 'zod';
import { identityKinds, parseIdentity } from '../../people/identity.ts';
import { act, missing, type PageRequest, page, redirect, refused, show } from '../../platform/http/page.ts';
import { dayIn, momentIn } from '../../platform/time.ts';
import { checkIn } from '../check-in.ts';
import { type Booth, type BoothFigures, boothById, boothsOf } from '../records/desk-rows.ts';
import { personByDocument, personByFolio, voterAtBooth } from '../records/voter-at-booth.ts';
import { mayRunBooth } from '../voting-policy.ts';
import { BoothView } from './booth-view.tsx';
import { ConfirmView } from './confirm-view.tsx';

type Request = PageRequest<{ id: number }, Record<string, never>>;

const finding = z.object({
  folio: z.string().trim().max(20).default(''),
  kind: z.enum(identityKinds).default('curp'),
  number: z.string().trim().max(40).default(''),
});
const handing = z.object({ person: z.coerce.number().int().positive() });

/** Checks people in, one after the other. What is typed to find a person travels in the body of the form only. */
export const boothPage = page({
  path: '/desk/booths/:id',
  who: mayRunBooth,
  secret: true,
  params: z.object({ id: z.coerce.number().int().positive() }),
  load: async (request: Request) => (await figures(request)) ?? missing,
  acts: {
    find: act({ input: finding, repeatable: true, run: find }),
    'check-in': act({ input: handing, run: hand }),
  },
  view: (booth: BoothFigures) => <BoothView booth={booth} />,
});

async function figures({ tx, city, now, params }: Request): Promise<BoothFigures | undefined> {
  const booth = await boothById(tx, city.id, params.id);
  if (!booth) return undefined;
  const dayStart = momentIn(city.timeZone, dayIn(city.timeZone, now));
  return (await boothsOf(tx, city.id, booth.cycleId, dayStart)).find(({ id }) => id === booth.id);
}

async function find(request: Request, typed: z.infer<typeof finding>) {
  const { tx, city, params } = request;
  const booth = await boothById(tx, city.id, params.id);
  if (!booth) return refused('voting.check-in-refusal.no-booth');
  if (!typed.folio && !typed.number) return refused('voting.check-in-missing', undefined, 'folio');
  return typed.folio ? findByFolio(request, booth, typed.folio) : findByNumber(request, booth, typed);
}

async function findByFolio(request: Request, booth: Booth, folio: string) {
  const personId = await personByFolio(request.tx, request.city.id, folio);
  return confirm(request, booth, personId, 'folio');
}

async function findByNumber(request: Request, booth: Booth, { kind, number }: z.infer<typeof finding>) {
  const identity = parseIdentity(kind, number);
  if (typeof identity === 'string') return refused(`people.error.${identity}`, undefined, 'number');
  const { tx, city, viewer, now } = request;
  const act = { cityId: city.id, actorId: viewer.personId as number, now, identity };
  return confirm(request, booth, await personByDocument(tx, act), 'number');
}

async function confirm({ tx, city }: Request, booth: Booth, personId: number | undefined, field: string) {
  if (personId === undefined) return refused('voting.check-in-unknown', undefined, field);
  const voter = await voterAtBooth(tx, city.id, booth.cycleId, personId);
  if (!voter) return refused('voting.check-in-refusal.not-on-roll', undefined, field);
  return show(<ConfirmView booth={booth} voter={voter} />);
}

async function hand(
  { tx, city, viewer, now, params }: Request,
  { person: personId }: z.infer<typeof handing>,
) {
  const booth = await boothById(tx, city.id, params.id);
  if (!booth) return refused('voting.check-in-refusal.no-booth');
  const actorId = viewer.personId as number;
  const done = await checkIn(tx, { cityId: city.id, actorId, now, boothId: booth.id, personId });
  if (!done.ok) return refused(`voting.check-in-refusal.${done.reason}`, done.details);
  const voter = await voterAtBooth(tx, city.id, booth.cycleId, personId);
  return redirect(`/desk/booths/${booth.id}`, 'voting.checked-in', {
    ballots: voter?.papers.join(', ') ?? '',
  });
}
