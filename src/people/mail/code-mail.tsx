import { renderToString } from 'preact-render-to-string';
import type { Translate } from '../../platform/i18n/texts.ts';

interface Facts {
  readonly t: Translate;
  readonly locale: string;
  readonly city: string;
  readonly code: string;
  readonly minutes: number;
}

/** The mail with a sign-in code: the code first, also in the subject, where a phone shows it without opening. */
export function codeMail({ t, locale, city, code, minutes }: Facts): {
  subject: string;
  text: string;
  html: string;
} {
  const lead = t('people.code-mail.lead', { city });
  const howLong = t('people.code-mail.minutes', { minutes });
  const notYou = t('people.code-mail.not-you');
  const html = renderToString(
    <html lang={locale}>
      <body style="font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#1d1b18">
        <p>{lead}</p>
        <p style="font-size:32px;font-weight:700;letter-spacing:4px;margin:16px 0">{code}</p>
        <p>{howLong}</p>
        <p style="color:#5c574f">{notYou}</p>
      </body>
    </html>,
  );
  return {
    subject: t('people.code-mail.subject', { code, city }),
    text: `${lead}\n\n    ${code}\n\n${howLong}\n${notYou}\n`,
    html: `<!doctype html>${html}`,
  };
}
