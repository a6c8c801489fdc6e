import { z } from 'zod';
import { isPlayground } from '../../platform/http/city.ts';
import { missing, page } from '../../platform/http/page.ts';
import { anyone } from '../../platform/http/viewer.ts';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { Table } from '../../ui/components/table.tsx';
import { PlainLayout } from '../../ui/layouts/plain-layout.tsx';
import { usePage } from '../../ui/page-context.ts';

interface Data {
  readonly mails: readonly {
    readonly id: number;
    readonly recipient: string;
    readonly subject: string;
    readonly made_at: Date;
  }[];
}

/** Where the mails of a demo arrive: anybody may read them there, so outside a demo there is no such page. */
export const mailboxPage = page<Record<string, never>, Record<string, never>, Data>({
  path: '/demo/mailbox',
  who: anyone,
  load: async ({ tx, city }) => {
    if (!isPlayground(city)) return missing;
    const mails = await tx
      .selectFrom('mail')
      .select(['id', 'recipient', 'subject', 'made_at'])
      .where('city_id', '=', city.id)
      .orderBy('id', 'desc')
      .limit(200)
      .execute();
    return { mails };
  },
  view: (data) => <Mailbox {...data} />,
});

interface MailData {
  readonly recipient: string;
  readonly subject: string;
  readonly body_text: string;
  readonly made_at: Date;
}

export const mailPage = page<{ id: number }, Record<string, never>, MailData>({
  path: '/demo/mailbox/:id',
  who: anyone,
  params: z.object({ id: z.coerce.number().int().positive() }),
  load: async ({ tx, city, params }) => {
    if (!isPlayground(city)) return missing;
    const mail = await tx
      .selectFrom('mail')
      .select(['recipient', 'subject', 'body_text', 'made_at'])
      .where('city_id', '=', city.id)
      .where('id', '=', params.id)
      .executeTakeFirst();
    return mail ?? missing;
  },
  view: (data) => <Mail {...data} />,
});

function Mailbox({ mails }: Data) {
  const { t, href, date } = usePage();
  return (
    <PlainLayout title={t('messages.mailbox')}>
      <PageHeading title={t('messages.mailbox')} lead={t('messages.mailbox-lead')} />
      {mails.length === 0 ? (
        <EmptyState title={t('messages.no-mail')} drawing="box" />
      ) : (
        <Table
          caption={t('messages.mailbox')}
          captionHidden
          stack
          rows={mails}
          rowKey={(mail) => String(mail.id)}
          columns={[
            {
              header: t('messages.subject'),
              heading: true,
              cell: (mail) => <a href={href(`/demo/mailbox/${mail.id}`)}>{mail.subject}</a>,
            },
            { header: t('messages.to'), cell: (mail) => mail.recipient },
            { header: t('messages.when'), cell: (mail) => date(mail.made_at, 'moment') },
          ]}
        />
      )}
    </PlainLayout>
  );
}

function Mail({ recipient, subject, body_text, made_at }: MailData) {
  const { t, href, date } = usePage();
  return (
    <PlainLayout title={subject}>
      <PageHeading title={subject} kicker={t('messages.mailbox')} />
      <SummaryList
        items={[
          { term: t('messages.to'), value: recipient },
          { term: t('messages.when'), value: date(made_at, 'moment') },
        ]}
      />
      <div class="prose">
        {body_text.split('\n\n').map((paragraph) => (
          <p key={paragraph}>{linked(paragraph)}</p>
        ))}
      </div>
      <p>
        <a href={href('/demo/mailbox')}>{t('messages.back')}</a>
      </p>
    </PlainLayout>
  );
}

/** The link of a mail as a link of the page: the mail's own text is all that the reader has. */
function linked(paragraph: string) {
  const at = /https?:\/\/\S+/.exec(paragraph);
  if (!at) return paragraph;
  return (
    <>
      {paragraph.slice(0, at.index)}
      <a href={at[0]}>{at[0]}</a>
      {paragraph.slice(at.index + at[0].length)}
    </>
  );
}
