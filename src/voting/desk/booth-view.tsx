import { identityKinds } from '../../people/identity.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { Stats, StatTile } from '../../ui/components/stat-tile.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { BoothFigures } from '../records/desk-rows.ts';

export function BoothView({ booth }: { readonly booth: BoothFigures }) {
  const { t, href, number } = usePage();
  return (
    <DeskLayout title={booth.name}>
      <PageHeading
        title={booth.name}
        kicker={booth.place}
        lead={t('voting.booth-lead')}
        actions={
          <ButtonLink href={href(`/desk/booths/${booth.id}/ballots`)} kind="quiet">
            {t('voting.to-ballots')}
          </ButtonLink>
        }
      />
      <Section title={t('voting.check-in-title')}>
        <Form act="find">
          <TextField
            name="folio"
            label={t('voting.check-in-folio')}
            size="medium"
            code
            optional
            autocomplete="off"
          />
          <SelectField
            name="kind"
            label={t('voting.check-in-kind')}
            options={identityKinds.map((kind) => ({ value: kind, label: t(`voting.document.${kind}`) }))}
            value="curp"
            empty={false}
            optional
          />
          <TextField
            name="number"
            label={t('voting.check-in-number')}
            size="medium"
            code
            optional
            autocomplete="off"
          />
          <div>
            <Button>{t('voting.check-in-find')}</Button>
          </div>
        </Form>
      </Section>
      <Stats>
        <StatTile label={t('voting.booth-today')} value={number(booth.today)} />
        <StatTile label={t('voting.booth-all')} value={number(booth.total)} />
      </Stats>
    </DeskLayout>
  );
}
