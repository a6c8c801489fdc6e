import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CityFacts } from './city.ts';
import { sendText } from './compress.ts';
import { noticeCookie } from './look.ts';
import type { Download, Redirect } from './page.ts';
import type { Asked } from './server.ts';

/** An answer before it becomes HTTP: a page, another address or a file. */
export interface Answered {
  readonly status: number;
  readonly html?: string;
  readonly redirect?: Redirect;
  readonly download?: Download;
}

export function send(
  { house }: Asked,
  city: CityFacts,
  answered: Answered,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status, redirect, download, html } = answered;
  reply.code(status).header('vary', 'accept-encoding, cookie, accept-language');
  reply.header('cache-control', request.headers.cookie ? 'no-store' : 'no-cache');
  if (redirect) {
    for (const line of redirect.cookies ?? []) reply.header('set-cookie', line);
    if (redirect.notice) keepNotice(redirect.notice, house.secure, reply);
    return reply.header('location', redirect.outside ? redirect.to : `${city.base}${redirect.to}`).send();
  }
  if (download) {
    const { filename, mediaType, body } = download;
    reply
      .type(mediaType)
      .header('content-disposition', `attachment; filename="${filename.replace(/[^\w.-]/g, '_')}"`);
    return typeof body === 'string' ? sendText(request, reply, body) : reply.send(Buffer.from(body));
  }
  // Only a page that was drawn has shown the sentence: a redirect on the way hands it on.
  if (request.method === 'GET' && request.cookies?.[noticeCookie])
    reply.clearCookie(noticeCookie, { path: '/' });
  return sendText(request, reply.type('text/html; charset=utf-8'), html ?? '');
}

function keepNotice({ key, args }: NonNullable<Redirect['notice']>, secure: boolean, reply: FastifyReply) {
  const kept = Buffer.from(JSON.stringify([key, args])).toString('base64url');
  reply.setCookie(noticeCookie, kept, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 60, secure });
}
