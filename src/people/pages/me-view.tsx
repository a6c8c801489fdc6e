import type { VNode } from 'preact';
import type { RoleGrant } from '../../platform/http/viewer.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Checkbox } from '../../ui/components/checkbox.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { showFolio } from '../folio.ts';
import type { OtherCity } from '../other-cities.ts';
import type { OwnData, Residence } from '../people-queries.ts';

export interface Followed {
  readonly subject: string;
  readonly since: Date;
  /** What the module that knows the subject says of it; nothing when it is gone. */
  readonly shown: VNode[];
}

export interface MeData {
  readonly own: OwnData;
  readonly residence: Residence | undefined;
  readonly roles: readonly RoleGrant[];
  readonly followed: readonly Followed[];
  /** Other cities of this server that know her account. */
  readonly cities: readonly OtherCity[];
  readonly more: VNode[];
}

export function MeView({ own, residence, roles, followed, cities, more }: MeData) {
  const { t, href } = usePage();
  return (
    <CitizenLayout title={t('people.me.title')} width="text">
      <PageHeading title={t('people.me.title')} lead={t('people.me.lead')} />
      <ResidenceStatus residence={residence} />
      {more}
      <OwnDataForm own={own} />
      {roles.length > 0 && (
        <Section title={t('people.me.roles')}>
          <ul>
            {[...new Set(roles.map(({ role }) => role))].map((role) => (
              <li key={role}>{t(`people.role.${role}`)}</li>
            ))}
          </ul>
          <ButtonLink href={href('/desk')} kind="quiet">
            {t('people.me.to-desk')}
          </ButtonLink>
        </Section>
      )}
      <Follows followed={followed} />
      <OtherCities cities={cities} />
      <Section title={t('people.passkey.title')}>
        <p>{t('people.passkey.me-lead')}</p>
        <ButtonLink href={href('/me/passkeys')} kind="quiet">
          {t('people.passkey.manage')}
        </ButtonLink>
      </Section>
      <Section title={t('people.me.sessions')}>
        <p>{t('people.me.sessions-lead')}</p>
        <Form act="sign-out-everywhere" id="everywhere" inline>
          <Button kind="quiet">{t('people.me.sign-out-everywhere')}</Button>
        </Form>
      </Section>
    </CitizenLayout>
  );
}

function OtherCities({ cities }: Pick<MeData, 'cities'>) {
  const { t, city: here, url } = usePage();
  if (cities.length === 0) return null;
  const addressOf = ({ host, slug }: OtherCity) => {
    if (host) return `${url.protocol}//${host}/`;
    // From a host of its own a city without one has no address that is known here.
    return here.host ? undefined : `/${slug}/`;
  };
  return (
    <Section title={t('people.me.cities')} id="cities">
      <p>{t('people.me.cities-lead')}</p>
      <ul>
        {cities.map((city) => (
          <li key={city.slug}>
            <a href={addressOf(city)}>{city.name}</a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ResidenceStatus({ residence }: { readonly residence: Residence | undefined }) {
  const { t, href, date } = usePage();
  if (residence) {
    const { zone, method, verifiedAt } = residence;
    return (
      <Notice tone="good" title={t('people.me.resident', { zone })}>
        {t(method === 'counter' ? 'people.me.by-counter' : 'people.me.by-list', { date: date(verifiedAt) })}
      </Notice>
    );
  }
  return (
    <Notice tone="info" title={t('people.me.not-resident')}>
      <p>{t('people.me.not-resident-lead')}</p>
      <ButtonLink href={href('/me/verify')}>{t('people.verify.title')}</ButtonLink>
    </Notice>
  );
}

function OwnDataForm({ own }: { readonly own: OwnData }) {
  const { t, city, locale } = usePage();
  const ways = [
    ...(own.email ? [{ term: t('people.email'), value: own.email }] : []),
    ...(own.phone ? [{ term: t('people.phone'), value: own.phone }] : []),
    ...(own.folio ? [{ term: t('people.folio'), value: showFolio(own.folio) }] : []),
  ];
  const languages = new Intl.DisplayNames(locale, { type: 'language', languageDisplay: 'standard' });
  return (
    <Section title={t('people.me.data')}>
      {ways.length > 0 && <SummaryList items={ways} />}
      <Form act="save" id="data">
        <TextField
          name="name"
          label={t('people.name')}
          hint={t('people.me.name-hint')}
          value={own.name ?? ''}
          autocomplete="name"
          optional
        />
        <SelectField
          name="locale"
          label={t('people.me.locale')}
          value={own.locale ?? locale}
          empty={false}
          options={city.locales.map((value) => ({ value, label: languages.of(value) ?? value }))}
        />
        <Checkbox
          name="notices"
          label={t('people.me.notices')}
          hint={t('people.me.notices-hint')}
          checked={own.wantsNotices}
          optional
        />
        <Button>{t('people.me.save')}</Button>
      </Form>
    </Section>
  );
}

function Follows({ followed }: { readonly followed: readonly Followed[] }) {
  const { t, date } = usePage();
  return (
    <Section title={t('people.me.follows')}>
      {followed.length === 0 && <p class="soft">{t('people.me.no-follows')}</p>}
      {followed.length > 0 && (
        <ul class="plain-list">
          {followed.map(({ subject, since, shown }) => (
            <li key={subject} class="row">
              <div>
                {shown.length > 0 ? shown : t('people.me.gone')}
                <p class="soft">{t('people.me.since', { date: date(since) })}</p>
              </div>
              <Form act="unfollow" id={`follow-${subject.replace(/\W/g, '-')}`} hidden={{ subject }} inline>
                <Button kind="quiet" small>
                  {t('people.me.unfollow')}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
