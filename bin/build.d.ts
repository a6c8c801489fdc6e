/** Builds dist/ when it is missing or made from other sources than those here. */
export function buildIfStale(): Promise<void>;
