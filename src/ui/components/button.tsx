import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type ButtonKind = 'primary' | 'quiet' | 'danger';

interface Look {
  readonly kind?: ButtonKind;
  readonly icon?: IconName | undefined;
  /** For rows of a desk table, where 44 px would be a wall. */
  readonly small?: boolean;
  readonly children: ComponentChildren;
}

interface ButtonProps extends Look {
  /** In a form with several acts, the one that this button runs. */
  readonly act?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** Sends the form it stands in. */
export function Button({ act, disabled, ...look }: ButtonProps) {
  return (
    <button type="submit" class={lookClass(look)} name={act && 'act'} value={act} disabled={disabled}>
      <Inside {...look} />
    </button>
  );
}

interface LinkProps extends Look {
  readonly href: string;
  readonly download?: boolean;
}

/** Goes somewhere; looks like a button where it is the next step. */
export function ButtonLink({ href, download, ...look }: LinkProps) {
  return (
    <a class={lookClass(look)} href={href} download={download}>
      <Inside {...look} />
    </a>
  );
}

/** Buttons side by side, the main one first. */
export function Actions({ children }: { readonly children: ComponentChildren }) {
  return <div class="actions">{children}</div>;
}

function Inside({ icon, children }: Look) {
  return (
    <>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </>
  );
}

function lookClass({ kind = 'primary', small }: Look): string {
  return `button button-${kind}${small ? ' button-small' : ''}`;
}
