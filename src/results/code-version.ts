/** Set by the build: the commit that the running program was made from. */
declare const __CABILDO_BUILD__: string | undefined;

/** Names the program that counted, so that a run can be repeated with the same one. */
export function codeVersion(): string {
  return typeof __CABILDO_BUILD__ === 'string' ? __CABILDO_BUILD__ : 'development';
}
