import { z } from 'zod';
import { currentCycle } from '../../cycle/cycle-queries.ts';
import { apiEndpoints, apiRoot, type Endpoint, namesIn } from '../../platform/http/api.ts';
import { largestPage, perMinute } from '../../platform/http/api-document.ts';
import { missing, page, redirect } from '../../platform/http/page.ts';
import { anyone } from '../../platform/http/viewer.ts';
import { listPublished } from '../../proposals/proposal-queries.ts';
import { Button } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { FormContext } from '../../ui/components/form-context.ts';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';

/** What the read API answers, and a form to try each address, for a programmer and for a curious neighbour. */
export const apiPage = page({
  path: '/api',
  who: anyone,
  load: async ({ tx, city }) => {
    const cycle = await currentCycle(tx, city.id);
    const wishes = { cityId: city.id, cycleId: cycle?.id ?? 0, sort: 'newest', page: 1, perPage: 1 } as const;
    const { proposals } = await listPublished(tx, wishes);
    return { cycle: cycle?.slug ?? '', folio: proposals[0]?.folio ?? '' };
  },
  view: (examples) => <Api examples={examples} />,
});

const asked = z.object({ path: z.string().max(200) }).catchall(z.string().max(200).catch(''));

/** A plain form can fill in a query but not a part of the address: this makes one of the other and sends her there. */
export const tryApiPage = page<Record<string, never>, z.infer<typeof asked>>({
  path: '/api/try',
  who: anyone,
  query: asked,
  load: async ({ query }) => {
    const { path, ...values } = query;
    const endpoint = apiEndpoints().find((one) => one.path === path);
    if (!endpoint) return missing;
    const names = namesIn(path);
    const filled = names.reduce(
      (all, name) => all.replace(`:${name}`, encodeURIComponent(values[name] || '-')),
      path,
    );
    const rest = Object.entries(values).filter(([name, value]) => value !== '' && !names.includes(name));
    const search = new URLSearchParams(rest).toString();
    return redirect(`${apiRoot}${filled}${search && `?${search}`}`);
  },
  view: () => <></>,
});

/** What stands in the fields at first, so that pressing the button shows something. */
type Examples = Readonly<Record<string, string>>;

function Api({ examples }: { readonly examples: Examples }) {
  const { t, href, url } = usePage();
  return (
    <CitizenLayout title={t('home.api.title')} width="text">
      <PageHeading title={t('home.api.title')} lead={t('home.api.lead')} />
      <Section title={t('home.api.rules')}>
        <ul>
          <li>{t('home.api.rule-paging', { largest: largestPage })}</li>
          <li>{t('home.api.rule-money')}</li>
          <li>{t('home.api.rule-language')}</li>
          <li>{t('home.api.rule-limit', { limit: perMinute })}</li>
        </ul>
        <p>
          <a href={href(`${apiRoot}/openapi.json`)}>{t('home.api.document')}</a>
        </p>
      </Section>
      <Section title={t('home.api.addresses')}>
        {apiEndpoints().map((endpoint) => (
          <Details summary={`${apiRoot}${endpoint.path}`} key={endpoint.path}>
            <TryIt endpoint={endpoint} examples={examples} />
          </Details>
        ))}
      </Section>
      <Section title={t('home.api.example')}>
        <p class="note">
          <code>{`curl -H 'Accept-Language: en' ${url.origin}${href(`${apiRoot}/cycles`)}`}</code>
        </p>
      </Section>
    </CitizenLayout>
  );
}

function TryIt({ endpoint, examples }: { readonly endpoint: Endpoint; readonly examples: Examples }) {
  const { t, href } = usePage();
  const { path, summary, query, kind } = endpoint;
  const names = [
    ...namesIn(path),
    ...Object.keys(query?.shape ?? {}),
    ...(kind === 'list' ? ['page', 'per_page'] : []),
  ];
  return (
    <>
      <p>{t(summary)}</p>
      <form method="get" action={href('/api/try')} class="form">
        <input type="hidden" name="path" value={path} />
        <FormContext.Provider value={{ acts: [], id: path.replaceAll(/\W+/g, '-') }}>
          {names.map((name) => (
            <TextField
              name={name}
              label={name}
              value={namesIn(path).includes(name) ? examples[name] : undefined}
              key={name}
              size="medium"
              code
              optional={!namesIn(path).includes(name)}
            />
          ))}
          <Button kind="quiet">{t('home.api.try')}</Button>
        </FormContext.Provider>
      </form>
    </>
  );
}
