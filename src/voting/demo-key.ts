import { createHash } from 'node:crypto';
import { publicKeyOf } from './hpke.ts';

/**
 * The ballot key of every demonstration, known to everybody who reads this line: it shows the whole way to the opening
 * without a file to lose. Every voting page of a cycle sealed with it says so, and only demo cities may use it.
 */
export const demoPrivateKey = createHash('sha256')
  .update('Cabildo demo ballot key: keeps no secret')
  .digest();
export const demoPublicKey = publicKeyOf(demoPrivateKey);
