/** The door of the package: everything public stands here, and nothing else is promised. */

export { type ClassifiedBallot, classifyBallot, indexCandidates, type VoidReason } from './ballot.ts';
export { canonicalJson } from './canonical-json.ts';
export { count, countProfile, describeOutcome, runRule } from './count.ts';
export {
  type Ballot,
  type BallotRules,
  type BallotType,
  type Candidate,
  type Contest,
  checkContest,
  type Election,
  ElectionError,
  type TotalsOnly,
} from './election.ts';
export { type Transcript, type TranscriptRound, transcribe } from './equal-shares/transcript.ts';
export { inputHash } from './input-hash.ts';
export { drawLots, lotOf } from './lots.ts';
export { type Profile, ProfileBuilder, type Turnout, tabulate } from './profile.ts';
export type { CandidateOutcome, CountResult, GreedyStep, LossReason, RuleOutcome, Step } from './result.ts';
export {
  type Completion,
  type Eligibility,
  type EqualSharesRule,
  type GreedyRule,
  type Limits,
  NO_LIMITS,
  type Rule,
  type Score,
} from './rule.ts';
export { Sha256, sha256 } from './sha256.ts';
export { CHEAPEST, type TieStep } from './ties.ts';
