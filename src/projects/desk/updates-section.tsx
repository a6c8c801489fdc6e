import { fileAddress } from '../../platform/files/file-address.ts';
import { Button } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { formIdName } from '../../ui/components/form-context.ts';
import { May } from '../../ui/components/may.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { Photo } from '../../ui/components/photo.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { usePage } from '../../ui/page-context.ts';
import { redactsUpdates } from '../project-policy.ts';
import { TakenOut } from '../taken-out.tsx';
import type { ShownUpdate } from '../update-queries.ts';

/** What was told so far, and the forms that take personal or unlawful content out of it. */
export function UpdatesSection({ updates }: { readonly updates: readonly ShownUpdate[] }) {
  const { t, href, date } = usePage();
  if (updates.length === 0) return null;
  return (
    <Section title={t('projects.updates')} id="updates">
      {updates.map((update) => (
        <article class="stack" key={update.id}>
          <h3>{date(update.at)}</h3>
          <p class="prose">{update.body}</p>
          {update.fileId !== null && (
            <Photo
              src={href(fileAddress(update.fileId, 'small'))}
              alt={update.photoDescription}
              width={update.width ?? 1600}
              height={update.height ?? 1200}
            />
          )}
          <TakenOut redactions={update.redactions} />
          <May policy={redactsUpdates}>
            <Redact update={update} />
          </May>
        </article>
      ))}
    </Section>
  );
}

function Redact({ update: { id, fileId } }: { readonly update: ShownUpdate }) {
  const { t, form } = usePage();
  const refused = String(form.values[formIdName] ?? '');
  const hidden = { update: id };
  return (
    <Details summary={t('projects.redact.title')} open={refused.endsWith(`-${id}`)}>
      <Form act="redact" id={`redact-${id}`} hidden={hidden}>
        <TextField name="words" label={t('projects.redact.words')} hint={t('projects.redact.words-hint')} />
        <TextField name="reason" label={t('projects.desk.public-reason')} size="long" />
        <Button kind="quiet">{t('projects.redact.words-out')}</Button>
      </Form>
      {fileId !== null && (
        <Form act="remove-photo" id={`photo-${id}`} hidden={hidden}>
          <TextField name="reason" label={t('projects.desk.public-reason')} size="long" />
          <Button kind="danger">{t('projects.redact.photo-out')}</Button>
        </Form>
      )}
    </Details>
  );
}
