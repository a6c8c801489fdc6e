import type { CityFacts } from '../platform/http/city.ts';
import type { Translate } from '../platform/i18n/texts.ts';
import type { Letter } from '../platform/module.ts';

/** A letter as mail: the same words as text and as plain HTML that every mail program shows, with one link. */
export function letterMail(
  { subject, body, args, path }: Letter,
  t: Translate,
  city: CityFacts,
  locale: string,
  address: string,
): { readonly subject: string; readonly text: string; readonly html: string } {
  const paragraphs = t(body, args).split('\n\n');
  const link = address + path;
  const sign = t('messages.signature', { city: city.name });
  const why = t('messages.why');
  const text = [...paragraphs, `${t('messages.open')}: ${link}`, sign, '--', why].join('\n\n');
  const html = [
    `<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>${escapeHtml(t(subject, args))}</title>`,
    '<body style="margin:0;background:#faf6ef;color:#2a2521;font:17px/1.55 system-ui,sans-serif">',
    '<div style="max-width:34em;margin:0 auto;padding:24px">',
    `<p style="font-weight:700;margin:0 0 24px">${escapeHtml(city.name)}</p>`,
    ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    `<p><a href="${escapeHtml(link)}" style="color:#0b5a4c;font-weight:700">${escapeHtml(t('messages.open'))}</a></p>`,
    `<p>${escapeHtml(sign)}</p>`,
    `<p style="color:#6a625a;font-size:14px;border-top:1px solid #ddd3c4;padding-top:12px">${escapeHtml(why)}</p>`,
    '</div></body></html>',
  ].join('\n');
  return { subject: t(subject, args), text, html };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
