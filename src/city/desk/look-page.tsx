import { z } from 'zod';
import { crestLimits } from '../../platform/files/crest.ts';
import type { UploadedFile } from '../../platform/http/form.ts';
import {
  act,
  type Outcome,
  type PageRequest,
  page,
  pressedBy,
  redirect,
  refused,
} from '../../platform/http/page.ts';
import { isHex } from '../../ui/contrast.ts';
import { type CityColours, type ThemeContrast, themeContrasts, themeTokens } from '../../ui/theme.ts';
import { changeContact, changeHost } from '../change-address.ts';
import { changeColours, changeCrest } from '../change-look.ts';
import { mayRunCity, maySeeCity } from '../city-policy.ts';
import { hostForm } from '../create-city.ts';
import { LookView } from './look-view.tsx';

export interface LookData {
  readonly colours: CityColours;
  readonly isOwn: boolean;
  /** True while colours are tried that are not saved. */
  readonly isPreview: boolean;
  readonly contrasts: readonly ThemeContrast[];
}

/** Petrol and ochre, as in styles/tokens.css. */
const cabildo: CityColours = { primary: '#0d4a52', accent: '#d98e04' };
const place = '/desk/city/look';

const colour = z.string().trim().toLowerCase().refine(isHex, 'city.look.not-a-colour');
const colours = z.object({ primary: colour, accent: colour });
const file = z.custom<UploadedFile>(
  (value) => typeof value === 'object' && value !== null && 'bytes' in value,
  'city.look.crest.no-file',
);
const host = z
  .string()
  .trim()
  .toLowerCase()
  .refine((text) => text === '' || hostForm.test(text), 'city.address.bad-host')
  .transform((text) => text || null);

type Query = { readonly primary?: string | undefined; readonly accent?: string | undefined };

function who({ city, viewer, now }: PageRequest<never, never> | PageRequest<unknown, Query>) {
  return { cityId: city.id, actorId: viewer.personId as number, now };
}

/** Coat of arms, colours, domain and contact of a city. */
export const lookPage = page<Record<string, never>, Query, LookData>({
  path: place,
  who: maySeeCity,
  largestFile: crestLimits.bytes,
  query: colours.partial().catch({}),
  load: async ({ city, query }) => {
    const { primary, accent } = query;
    const tried = primary && accent ? { primary, accent } : undefined;
    const tokens = themeTokens(tried ?? city.colours ?? cabildo);
    return {
      colours: tried ?? city.colours ?? cabildo,
      isOwn: city.colours !== undefined,
      isPreview: tried !== undefined && tokens.ok,
      contrasts: tokens.ok ? themeContrasts(tokens.value) : [],
    };
  },
  acts: pressedBy(mayRunCity, {
    preview: act({
      repeatable: true,
      input: colours,
      run: async (_request, input) => {
        const tokens = themeTokens(input);
        return tokens.ok
          ? redirect(`${place}?${new URLSearchParams({ ...input })}#colours`)
          : tooLight(tokens.details);
      },
    }),
    colours: act({
      input: colours,
      run: async (request: PageRequest<unknown, Query>, input): Promise<Outcome> => {
        const done = await changeColours(request.tx, { ...who(request), colours: input });
        return done.ok ? redirect(place, 'city.look.saved') : tooLight(done.details);
      },
    }),
    reset: act({
      input: z.object({}),
      run: async (request: PageRequest<unknown, Query>) => {
        await changeColours(request.tx, { ...who(request), colours: null });
        return redirect(place, 'city.look.saved');
      },
    }),
    crest: act({
      input: z.object({ file }),
      run: async (request: PageRequest<unknown, Query>, input) => {
        const done = await changeCrest(request.tx, { ...who(request), bytes: input.file.bytes });
        if (done.ok) return redirect(place, 'city.look.saved');
        return refused(`city.look.crest.${done.reason}`, done.details, 'file');
      },
    }),
    'remove-crest': act({
      input: z.object({}),
      run: async (request: PageRequest<unknown, Query>) => {
        await changeCrest(request.tx, { ...who(request), bytes: null });
        return redirect(place, 'city.look.saved');
      },
    }),
    host: act({
      input: z.object({ host }),
      run: async (request: PageRequest<unknown, Query>, input) => {
        const done = await changeHost(request.tx, { ...who(request), host: input.host });
        if (!done.ok) return refused('city.address.host-taken', done.details, 'host');
        return redirect(place, 'city.address.saved');
      },
    }),
    contact: act({
      input: z.object({ contact: z.string().trim().max(600) }),
      run: async (request: PageRequest<unknown, Query>, input) => {
        await changeContact(request.tx, { ...who(request), contact: input.contact });
        return redirect(place, 'city.look.saved');
      },
    }),
  }),
  view: (data) => <LookView {...data} />,
});

function tooLight(details: Readonly<Record<string, string | number>>) {
  return refused('city.look.too-light', details, 'primary');
}
