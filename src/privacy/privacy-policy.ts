import { freshly, type Policy, signedIn, staff } from '../platform/http/viewer.ts';

/** A person about herself. */
export const ownDataOnly = signedIn;

/** Answers requests, publishes the notice, sets how long things are kept. */
export const handlesPrivacy = staff('administrator');

/** Looks at how long things are kept, and at what the job let go of: numbers only. */
export const seesTerms = staff('administrator', 'support');

/** Finds that page in the menu; whoever handles privacy comes to it from the requests. */
export const seesTermsOnly: Policy = staff('support');

/** Reads the log of what was taken out of sight. */
export const seesRedactions = staff('administrator', 'coordinator');

/** An answer may take somebody's identity away for good. */
export const answersRequests = freshly(handlesPrivacy);
