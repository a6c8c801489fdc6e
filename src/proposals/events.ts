import type { OutcomeStage } from './proposal.ts';

interface About {
  readonly proposalId: number;
  readonly cycleId: number;
}

declare module '../platform/events/events.ts' {
  interface Events {
    'proposal.submitted': About;
    'proposal.released': About;
    'proposal.held': About & { readonly reason: string };
    'proposal.redacted': About & { readonly field: string; readonly reason: string };
    'proposal.photo-removed': About & { readonly photoId: number; readonly reason: string };
    'proposal.withdrawn': About & { readonly reason: string };
    'proposal.outcome': About & { readonly stage: OutcomeStage };
    'proposal.supported': About;
    'proposal.unsupported': About;
    'proposals.imported': {
      readonly cycleId: number;
      readonly runId: number;
      readonly rows: number;
      readonly taken: number;
      readonly unchanged: number;
      readonly refused: number;
    };
  }
}
