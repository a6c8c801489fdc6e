import type { ComponentChildren } from 'preact';

interface Props {
  readonly summary: string;
  readonly open?: boolean;
  readonly children: ComponentChildren;
}

/** What only some readers want to know. */
export function Details({ summary, open, children }: Props) {
  return (
    <details class="details" open={open}>
      <summary>{summary}</summary>
      <div class="details-body">{children}</div>
    </details>
  );
}
