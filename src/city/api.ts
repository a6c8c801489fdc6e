import { z } from 'zod';
import { apiRoot, type Endpoint, listEndpoint, oneEndpoint, pageOf } from '../platform/http/api.ts';
import { anyone } from '../platform/http/viewer.ts';
import { zoneNamesOf } from './city-queries.ts';

const citySchema = z.object({
  slug: z.string(),
  name: z.string(),
  timeZone: z.string().describe('IANA'),
  currency: z.string().describe('ISO 4217; every amount of the API is an integer of its minor units'),
  locales: z.array(z.string()).describe('BCP 47; the first is the default. Ask with Accept-Language'),
  zones: z.array(z.object({ code: z.string(), name: z.string(), population: z.number().int().nullable() })),
});

const listedCity = z.object({
  slug: z.string(),
  name: z.string(),
  url: z.string().describe("The city's read API"),
});

export const cityApi: readonly Endpoint[] = [
  listEndpoint({
    path: '/cities',
    who: anyone,
    summary: 'city.api.cities',
    name: 'ListedCity',
    answer: listedCity,
    read: async (request) => {
      const { tx, city, link } = request;
      const cities = await tx
        .selectFrom('directory.city')
        .selectAll()
        .where('practice_of', 'is', null)
        .orderBy('slug')
        .execute();
      const here = new URL(link('/'));
      const addresses = cities.map(({ id, slug, host, name }) => {
        // Where this one is asked by its own address, so is every other: by its host, or by its name below this one.
        const base = id === city.id ? city.base : host ? '' : `/${slug}`;
        const at = id !== city.id && host ? host : here.host;
        return { slug, name, url: `${here.protocol}//${at}${base}${apiRoot}` };
      });
      return pageOf(addresses, request);
    },
  }),
  oneEndpoint({
    path: '/city',
    who: anyone,
    summary: 'city.api.city',
    name: 'City',
    answer: citySchema,
    read: async ({ tx, city: { id, slug, name, timeZone, currency, locales } }) => ({
      slug,
      name,
      timeZone,
      currency,
      locales: [...locales],
      zones: (await zoneNamesOf(tx, id)).map(({ code, name, population }) => ({ code, name, population })),
    }),
  }),
];
