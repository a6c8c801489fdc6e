import type { ComponentChildren } from 'preact';
import { usePage } from '../page-context.ts';
import { Icon, type IconName } from './icon.tsx';

export type NoticeTone = 'good' | 'info' | 'warn' | 'bad';

const icons: Record<NoticeTone, IconName> = { good: 'check', info: 'info', warn: 'alert', bad: 'stop' };

interface Props {
  readonly tone?: NoticeTone;
  readonly title?: string | undefined;
  /** True for the answer to what a person just did: it is read aloud. */
  readonly live?: boolean;
  readonly children?: ComponentChildren;
}

/** A sentence that must not be missed. The tone is told by a word too, not by colour alone. */
export function Notice({ tone = 'info', title, live, children }: Props) {
  const { t } = usePage();
  return (
    <div class={`notice notice-${tone}`} role={live ? 'status' : undefined}>
      <Icon name={icons[tone]} label={t(`ui.notice-${tone}`)} />
      <div class="notice-body">
        {title && <p class="notice-title">{title}</p>}
        {typeof children === 'string' ? <p>{children}</p> : children}
      </div>
    </div>
  );
}
