import type { ComponentChildren } from 'preact';

interface Props {
  readonly title: string;
  readonly kicker?: ComponentChildren;
  /** One or two sentences: what this page is for. */
  readonly lead?: ComponentChildren;
  readonly actions?: ComponentChildren;
}

/** The head of a page: its only h1. */
export function PageHeading({ title, kicker, lead, actions }: Props) {
  return (
    <header class="page-heading">
      {kicker && <p class="kicker">{kicker}</p>}
      <h1>{title}</h1>
      {lead && <p class="lead">{lead}</p>}
      {actions && <div class="actions">{actions}</div>}
    </header>
  );
}

interface SectionProps {
  readonly title: string;
  readonly id?: string | undefined;
  /** A link beside the heading: "Ver todas". */
  readonly more?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of a page with its heading. */
export function Section({ title, id, more, children }: SectionProps) {
  return (
    <section class="section" id={id}>
      <div class="section-head">
        <h2>{title}</h2>
        {more}
      </div>
      {children}
    </section>
  );
}
