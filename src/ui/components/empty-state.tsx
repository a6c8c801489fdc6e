import type { ComponentChildren } from 'preact';

interface Props {
  /** What is true now: "Todavía no hay propuestas en tu sector". */
  readonly title: string;
  /** What the reader can do about it, or when it will change. */
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
  readonly drawing?: 'bench' | 'box' | 'lens';
  readonly level?: 1 | 2 | 3;
}

/** A list with nothing in it still says something true and useful. */
export function EmptyState({ title, children, action, drawing = 'bench', level = 2 }: Props) {
  const Heading = `h${level}` as const;
  return (
    <div class="empty">
      <svg class="drawing" viewBox="0 0 160 96" width="160" height="96" aria-hidden="true" focusable="false">
        {drawings[drawing]}
      </svg>
      <Heading class="empty-title">{title}</Heading>
      {typeof children === 'string' ? <p>{children}</p> : children}
      {action && <div class="actions">{action}</div>}
    </div>
  );
}

/** A park bench below a tree, a ballot box, a lens over a street: places where something is still to happen. */
const drawings = {
  bench: (
    <>
      <path class="drawing-soft" d="M118 20a22 22 0 0 1 12 40 20 20 0 0 1-30-4 20 20 0 0 1 18-36Z" />
      <path
        class="drawing-line"
        d="M8 88h144M117 88V46m0 18 9-9M26 66h58M26 58h58M30 50h50M32 66v22M78 66v22"
      />
      <path class="drawing-accent" d="M46 88c0-6 4-9 9-9s9 3 9 9Z" />
    </>
  ),
  box: (
    <>
      <path class="drawing-soft" d="M44 48h72v40H44z" />
      <path class="drawing-line" d="M8 88h144M44 48h72v40M44 88V48M66 48h28" />
      <path class="drawing-accent" d="M70 14h20v34H70z" />
      <path class="drawing-line" d="m75 28 4 4 7-8" />
    </>
  ),
  lens: (
    <>
      <path class="drawing-soft" d="M20 56h22v32H20zM118 44h24v44h-24z" />
      <path
        class="drawing-line"
        d="M8 88h144M20 88V56h22v32M118 88V44h24v44M78 24a22 22 0 1 0 0 44 22 22 0 0 0 0-44Zm16 38 18 18"
      />
      <path class="drawing-accent" d="M78 36a10 10 0 0 0-10 10h-5a15 15 0 0 1 15-15Z" />
    </>
  ),
} as const;
