declare module '../platform/events/events.ts' {
  interface Events {
    /** The last line of a demo's making: a demo without it was interrupted. */
    'demo.seeded': { readonly phase: string };
  }
}

export type {};
