import { renderToString } from 'preact-render-to-string';
import type { Translate } from '../../platform/i18n/texts.ts';

interface Facts {
  readonly t: Translate;
  readonly locale: string;
  readonly city: string;
  readonly role: string;
  readonly link: string;
  readonly days: number;
}

/** The mail that asks somebody to work here. */
export function invitationMail({ t, locale, city, role, link, days }: Facts): {
  subject: string;
  text: string;
  html: string;
} {
  const lead = t('people.invitation-mail.lead', { city, role });
  const how = t('people.invitation-mail.how', { days });
  const html = renderToString(
    <html lang={locale}>
      <body style="font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#1d1b18">
        <p>{lead}</p>
        <p>
          <a href={link}>{t('people.invitation.accept')}</a>
        </p>
        <p style="color:#5c574f">{how}</p>
      </body>
    </html>,
  );
  return {
    subject: t('people.invitation-mail.subject', { city }),
    text: `${lead}\n\n${link}\n\n${how}\n`,
    html: `<!doctype html>${html}`,
  };
}
