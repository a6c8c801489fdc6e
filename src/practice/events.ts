declare module '../platform/events/events.ts' {
  interface Events {
    /** In the living city: what was ordered for its practice space. */
    'practice.ordered': { readonly orderId: number; readonly wish: 'open' | 'reset' | 'remove' };
    /** In the living city: the worker has done it, or why it could not. */
    'practice.done': {
      readonly orderId: number;
      readonly wish: 'open' | 'reset' | 'remove';
      readonly failed: string | null;
    };
  }
}

export type {};
