import type { ComponentChildren } from 'preact';
import type { Policy } from '../../platform/http/viewer.ts';
import { usePage } from '../page-context.ts';

interface Props {
  readonly policy: Policy;
  readonly children: ComponentChildren;
  /** What stands there for whoever may only look. */
  readonly otherwise?: ComponentChildren;
}

/** What only those see who may press its buttons; the page's acts ask the same policy again. */
export function May({ policy, children, otherwise }: Props) {
  return <>{policy(usePage().viewer) === 'forbidden' ? otherwise : children}</>;
}
