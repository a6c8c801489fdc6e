import type { ComponentChildren } from 'preact';

interface Props {
  readonly title: string;
  /** The whole card leads here. */
  readonly href?: string | undefined;
  /** The heading's level in the page's outline. */
  readonly level?: 2 | 3 | 4;
  /** A word above the title: a category, a folio. */
  readonly kicker?: ComponentChildren;
  /** Tags below the text. */
  readonly tags?: ComponentChildren;
  /** A line at the foot: place, supports, cost. */
  readonly foot?: ComponentChildren;
  readonly photo?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** One thing in a list of things. Give several to `CardList`. */
export function Card({ title, href, level = 3, kicker, tags, foot, photo, children }: Props) {
  const Heading = `h${level}` as const;
  return (
    <article class="card">
      {photo}
      <div class="card-body">
        {kicker && <p class="kicker">{kicker}</p>}
        <Heading class="card-title">{href ? <a href={href}>{title}</a> : title}</Heading>
        {typeof children === 'string' ? <p>{children}</p> : children}
      </div>
      {(tags || foot) && (
        <div class="card-facts">
          {tags && <div class="tags">{tags}</div>}
          {foot && <p class="card-foot">{foot}</p>}
        </div>
      )}
    </article>
  );
}

interface ListProps {
  readonly children: ComponentChildren[];
  /** Side by side where there is room; one below the other, divided by lines, when left out. */
  readonly columns?: boolean;
}

export function CardList({ children, columns }: ListProps) {
  return (
    <ul class={columns ? 'cards cards-columns' : 'cards'}>
      {children.map((child) => (
        <li>{child}</li>
      ))}
    </ul>
  );
}
