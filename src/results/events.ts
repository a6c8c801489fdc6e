export interface Winner {
  readonly candidateId: number;
  readonly contestId: number;
  readonly title: string;
  /** Minor units, as it stood on the ballot. */
  readonly cost: number;
  readonly departmentId: number | null;
  readonly districtId: number;
  readonly proposalIds: readonly number[];
}

declare module '../platform/events/events.ts' {
  interface Events {
    'seed.recorded': { cycleId: number };
    'contests.counted': { cycleId: number; runs: { contestId: number; inputHash: string }[] };
    /** Ordered while a blackout stopped publications. */
    'results.held': { cycleId: number };
    'results.published': { cycleId: number; publicationId: number; winners: Winner[] };
    /** `sha256` of the file, hex. */
    'ballots.published': { contestId: number; runId: number; ballots: number; sha256: string };
  }
}
