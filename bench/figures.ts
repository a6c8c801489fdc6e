/** One measured number, with the goal beside it where there is one. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number };
}

export interface Figures {
  readonly title: string;
  readonly figures: readonly Figure[];
  /** What somebody has to know who reads the numbers. */
  readonly notes: readonly string[];
}
