import { createTransport } from 'nodemailer';

export interface CarriedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
}

/** Takes mails out of the house; `carry` throws what `blameOf` reads. */
export interface Carrier {
  readonly carry: (mail: CarriedMail) => Promise<void>;
  readonly close: () => void;
}

/**
 * Sends through an SMTP server over one connection that is kept while there is mail.
 *
 * @param url 'smtps://user:password@host:port'
 */
export function smtpCarrier(url: string, from: string): Carrier {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 1,
    // A server that says nothing must not hold the mail of a whole city for minutes.
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  });
  return {
    carry: async (mail) => {
      await transport.sendMail({ from, ...mail });
    },
    close: () => transport.close(),
  };
}

/** Leaves the mails where they are, for the mailbox page of a demo. */
export const mailboxCarrier: Carrier = { carry: async () => {}, close: () => {} };

/** Whose fault a failure is: this mail's for good, this mail's for now, or the server's, which takes no other either. */
export type Blame = 'mail' | 'mail-for-now' | 'server';

export function blameOf(error: unknown): Blame {
  const { code, command, responseCode } = error as {
    code?: string;
    command?: string;
    responseCode?: number;
  };
  const isAboutTheMail =
    command === 'RCPT TO' ||
    command === 'DATA' ||
    code === 'EMESSAGE' ||
    (code === 'EENVELOPE' && command === 'API');
  if (!isAboutTheMail) return 'server';
  return responseCode !== undefined && responseCode < 500 ? 'mail-for-now' : 'mail';
}
