import type { ComponentChildren } from 'preact';

export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad' | 'accent';

/** A quiet word about a thing: a category, a place. */
export function Tag({ children, href }: { readonly children: ComponentChildren; readonly href?: string }) {
  return href ? (
    <a class="tag" href={href}>
      {children}
    </a>
  ) : (
    <span class="tag">{children}</span>
  );
}

interface StatusProps {
  readonly tone: Tone;
  readonly children: ComponentChildren;
}

/** Where a thing stands, in a word with a dot of colour. */
export function StatusTag({ tone, children }: StatusProps) {
  return <span class={`status status-${tone}`}>{children}</span>;
}

/** Tags in a row that wraps. */
export function Tags({ children }: { readonly children: ComponentChildren }) {
  return <div class="tags">{children}</div>;
}
