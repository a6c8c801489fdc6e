import { z } from 'zod';
import { isPair, keyIdOf } from './seal.ts';

/** What the key holder takes away: the only place where the private half is ever written. */
const keyFile = z.object({
  format: z.literal('cabildo-ballot-key-1'),
  city: z.string(),
  cycle: z.string(),
  keyId: z.string(),
  publicKey: z.string(),
  privateKey: z.string(),
});

export interface KeyFileFacts {
  readonly city: string;
  readonly cycle: string;
  readonly publicKey: Buffer;
  readonly privateKey: Buffer;
}

export function writeKeyFile({ city, cycle, publicKey, privateKey }: KeyFileFacts): string {
  const file: z.infer<typeof keyFile> = {
    format: 'cabildo-ballot-key-1',
    city,
    cycle,
    keyId: keyIdOf(publicKey),
    publicKey: publicKey.toString('base64url'),
    privateKey: privateKey.toString('base64url'),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The private key in a file that somebody brought, or undefined when it is no key file, or one whose halves differ. */
export function readKeyFile(bytes: Buffer): Buffer | undefined {
  if (bytes.length > 10_000) return undefined;
  let document: unknown;
  try {
    document = JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
  const file = keyFile.safeParse(document);
  if (!file.success) return undefined;
  const privateKey = Buffer.from(file.data.privateKey, 'base64url');
  const publicKey = Buffer.from(file.data.publicKey, 'base64url');
  return isPair(privateKey, publicKey) ? privateKey : undefined;
}
