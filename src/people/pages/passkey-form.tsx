import type { ComponentChildren } from 'preact';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { usePage } from '../../ui/page-context.ts';

export const passkeyScript = 'passkey.js';

interface Props {
  readonly kind: 'get' | 'create';
  /** The act that takes the device's answer; `${act}-options` says what the device shall sign. */
  readonly act: string;
  readonly button: string;
  readonly quiet?: boolean;
  readonly children?: ComponentChildren;
}

/** A form that the island fills in; without script it stays hidden and a sentence says why. */
export function PasskeyForm({ kind, act, button, quiet, children }: Props) {
  const { t } = usePage();
  return (
    <>
      <noscript>
        <p class="soft">{t('people.passkey.no-script')}</p>
      </noscript>
      <div
        hidden
        data-passkey={kind}
        data-act={`${act}-options`}
        data-failed={t(kind === 'create' ? 'people.passkey.not-made' : 'people.passkey.not-found')}
      >
        <Form act={act} id={act} hidden={{ credential: '' }}>
          {children}
          <Button kind={quiet ? 'quiet' : 'primary'}>{button}</Button>
        </Form>
        <p role="status" class="soft" />
      </div>
    </>
  );
}
