import { freshly, signedIn, staff } from '../platform/http/viewer.ts';

/** A person about herself. */
export const ownDataOnly = signedIn;

/** Answers requests, publishes the notice, sets how long things are kept. */
export const handlesPrivacy = staff('administrator');

/** An answer may take somebody's identity away for good. */
export const answersRequests = freshly(handlesPrivacy);
