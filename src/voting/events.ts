declare module '../platform/events/events.ts' {
  /** What voting tells. There is no event for a vote: the envelope's own row is its record, with who, when and why it ended. */
  interface Events {
    'ballot-key.made': { readonly cycleId: number; readonly keyId: string };
    'ballot-key.checked': { readonly cycleId: number; readonly keyId: string };
    'roll.built': { readonly cycleId: number; readonly entries: number };
    'roll.entered': { readonly cycleId: number; readonly rollEntryId: number };
    'ballot.frozen': {
      readonly cycleId: number;
      readonly contests: number;
      readonly candidates: number;
      /** Feasible proposals that no contest takes, because their district has no money for their track. */
      readonly leftOut: readonly number[];
    };
    'candidate.withdrawn': {
      readonly candidateId: number;
      readonly contestId: number;
      readonly reason: string;
    };
    'booth.made': { readonly cycleId: number; readonly boothId: number };
    'voter.checked-in': { readonly rollEntryId: number; readonly boothId: number };
    /** Never the marks: they stay in the paper's own row. */
    'paper.entered': { readonly boothId: number; readonly contestId: number; readonly paperId: number };
    'paper.removed': { readonly paperId: number; readonly reason: string };
    'ballots.opened': { readonly cycleId: number; readonly envelopes: number };
  }
}

export {};
