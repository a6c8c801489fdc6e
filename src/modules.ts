/**
 * Who exists, in the order of the cycle: a module may import only what stands before it. dependency-cruiser reads this
 * list (.dependency-cruiser.js), so it is plain data.
 */
export const modules = [
  'platform',
  'ui',
  'city',
  'people',
  'cycle',
  'proposals',
  'evaluation',
  'voting',
  'results',
  'projects',
  'insights',
  'messages',
  'privacy',
  'home',
  'lobby',
  'demo',
  'practice',
];

/** Modules that are a shelf of parts: their folders are public, what lies deeper is private. */
export const shelves = ['platform', 'ui'];

/** Packages of our own whose independence is a public promise, and the only files of `src/` that may import them. */
export const workspaces = [
  { folder: 'tally', importers: ['src/results/', 'src/cli.ts'] },
  { folder: 'verify', importers: [] },
];

/** Arrows that go against the order, each with its reason. */
export const exceptions: { from: string; to: string; because: string }[] = [];
