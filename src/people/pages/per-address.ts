/**
 * How often one network address may press what can be guessed at. Wide, because a whole neighbourhood shares the address
 * of its mobile network on the last evening of a vote; what is guessed itself is counted in attempts.ts, and narrowly.
 */
export const perAddress = { max: 600, seconds: 600 };
