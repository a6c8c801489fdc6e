/**
 * SHA-256, synchronous, so that a count needs neither Node nor a promise.
 *
 * Source: FIPS 180-4 (NIST, August 2015), sections 4.1.2, 4.2.2, 5.1.1, 5.3.3 and 6.2.
 * Checked in the tests against the vectors of the standard and against another implementation.
 */

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const K = Int32Array.from(rootFractions(64, 3n));
/** The same of the square roots of the first 8 primes (FIPS 180-4, 5.3.3). */
const H0 = Int32Array.from(rootFractions(8, 2n));

/**
 * The constants are computed, not pasted, so that a reader can see where they come from; in whole numbers, because
 * the last bits of a floating-point root differ between engines. The root of p with 32 bits of fraction is the whole
 * root of p·2^(32·power).
 */
function rootFractions(count: number, power: bigint): number[] {
  const words: number[] = [];
  for (let p = 2n; words.length < count; p++) {
    let prime = true;
    for (let d = 2n; d * d <= p && prime; d++) prime = p % d !== 0n;
    if (!prime) continue;
    const target = p << (32n * power);
    let root = 0n;
    for (let bit = 1n << 40n; bit > 0n; bit >>= 1n) if ((root + bit) ** power <= target) root += bit;
    words.push(Number(BigInt.asIntN(32, root)));
  }
  return words;
}

const BLOCK = 64;
const encoder = new TextEncoder();

/** Feeds text or bytes piece by piece. Text is taken as UTF-8. A pair of surrogates must not be cut in two. */
export class Sha256 {
  private readonly state = new Int32Array(H0);
  private readonly block = new Uint8Array(BLOCK);
  private readonly schedule = new Int32Array(64);
  private filled = 0;
  private length = 0;

  update(piece: string | Uint8Array): this {
    const bytes = typeof piece === 'string' ? encoder.encode(piece) : piece;
    this.length += bytes.length;
    let at = 0;
    if (this.filled > 0) {
      at = Math.min(BLOCK - this.filled, bytes.length);
      this.block.set(bytes.subarray(0, at), this.filled);
      this.filled += at;
      if (this.filled < BLOCK) return this;
      this.compress(this.block, 0);
      this.filled = 0;
    }
    for (; at + BLOCK <= bytes.length; at += BLOCK) this.compress(bytes, at);
    this.block.set(bytes.subarray(at), 0);
    this.filled = bytes.length - at;
    return this;
  }

  /** The digest in lower-case hexadecimal. The object must not be fed afterwards. */
  hex(): string {
    const padding = new Uint8Array(this.filled < 56 ? BLOCK - this.filled : 2 * BLOCK - this.filled);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor(this.length / 2 ** 29));
    view.setUint32(padding.length - 4, (this.length % 2 ** 29) * 8);
    this.update(padding);
    return Array.from(this.state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  /** One block: message schedule and 64 rounds (FIPS 180-4, 6.2.2). */
  private compress(bytes: Uint8Array, at: number): void {
    const w = this.schedule;
    for (let t = 0, i = at; t < 16; t++, i += 4) {
      w[t] = (bytes[i]! << 24) | (bytes[i + 1]! << 16) | (bytes[i + 2]! << 8) | bytes[i + 3]!;
    }
    for (let t = 16; t < 64; t++) {
      const x = w[t - 15]!;
      const y = w[t - 2]!;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[t] = (w[t - 16]! + s0 + w[t - 7]! + s1) | 0;
    }
    const s = this.state;
    let [a, b, c, d] = [s[0]!, s[1]!, s[2]!, s[3]!];
    let [e, f, g, h] = [s[4]!, s[5]!, s[6]!, s[7]!];
    for (let t = 0; t < 64; t++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[t]! + w[t]!) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    s[0] = (s[0]! + a) | 0;
    s[1] = (s[1]! + b) | 0;
    s[2] = (s[2]! + c) | 0;
    s[3] = (s[3]! + d) | 0;
    s[4] = (s[4]! + e) | 0;
    s[5] = (s[5]! + f) | 0;
    s[6] = (s[6]! + g) | 0;
    s[7] = (s[7]! + h) | 0;
  }
}

/** SHA-256 of a text (as UTF-8) or of bytes, in lower-case hexadecimal. */
export function sha256(message: string | Uint8Array): string {
  return new Sha256().update(message).hex();
}
