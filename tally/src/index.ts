/** The door of the package: everything public stands here, and nothing else is promised. */

export {
  type AfterContests,
  type AfterContestsRule,
  type AfterStep,
  afterContests,
  type CountedContest,
} from './after-contests.ts';
export { type ClassifiedBallot, classifyBallot, indexCandidates, type VoidReason } from './ballot.ts';
export { canonicalJson } from './canonical-json.ts';
export { type CommandIO, tallyCommand } from './command/command.ts';
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
export { type StoryRound, storyOf } from './equal-shares/story.ts';
export { type Transcript, type TranscriptRound, transcribe } from './equal-shares/transcript.ts';
export {
  type Explanation,
  explain,
  explainOutcome,
  searchWouldHaveWon,
  type WouldHaveWon,
  whatWouldHaveWon,
} from './explain.ts';
export { inputHash } from './input-hash.ts';
export { drawLots, lotOf } from './lots.ts';
export {
  compareWinners,
  type OutcomeComparison,
  type OutcomeMetrics,
  outcomeMetrics,
  type Share,
} from './metrics.ts';
export { formatMinor } from './pabulib/decimal.ts';
export type { PabulibDocument, PabulibFile, ReadResult } from './pabulib/format.ts';
export type { Problem, ProblemCode } from './pabulib/problems.ts';
export { type ReadOptions, readPabulib } from './pabulib/read.ts';
export { type PabulibDetails, pabulibDocument, writePabulib } from './pabulib/write.ts';
export { type Profile, ProfileBuilder, type Turnout, tabulate } from './profile.ts';
export type { FractionText } from './rational.ts';
export type {
  CandidateOutcome,
  ComparisonStep,
  CountResult,
  GreedyStep,
  LossReason,
  PaymentStep,
  RuleOutcome,
  ShareStep,
  Step,
} from './result.ts';
export {
  type BosRule,
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
