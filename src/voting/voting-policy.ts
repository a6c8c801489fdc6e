import { anyone, freshly, type Policy, signedIn, staff } from '../platform/http/viewer.ts';

/** Ballots and candidates are public once they are frozen; a receipt is whoever's who has its code. */
export const maySeeBallots: Policy = anyone;
/** Whether a person is on the roll is asked of the database, with every vote. */
export const mayVote: Policy = signedIn;
/** Key, freezing, withdrawing, opening. */
export const mayRunVoting: Policy = staff('administrator', 'coordinator');
/** What cannot be undone: the opening of the envelopes. */
export const mayOpenEnvelopes: Policy = freshly(mayRunVoting);
/** The state of the voting and the turnout; never a figure of a candidate. */
export const maySeeVotingDesk: Policy = staff('administrator', 'coordinator', 'observer');
/** Check people in and enter papers. */
export const mayRunBooth: Policy = staff('booth_officer', 'coordinator', 'administrator');
