import { Button } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { PlainLayout } from '../../ui/layouts/plain-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { withNext } from '../next-path.ts';
import { PasskeyForm, passkeyScript } from './passkey-form.tsx';
import { QrCode } from './qr-code.tsx';

export type SecondFactorData =
  | { readonly mode: 'by-email' }
  | { readonly mode: 'prove'; readonly totp: boolean; readonly passkeys: boolean }
  | {
      readonly mode: 'enrol';
      readonly next: string | undefined;
      readonly secret: string;
      readonly address: string;
    };

export function SecondFactorView(data: SecondFactorData) {
  switch (data.mode) {
    case 'by-email':
      return <ByEmail />;
    case 'prove':
      return <Prove {...data} />;
    case 'enrol':
      return <Enrol {...data} />;
  }
}

function ByEmail() {
  const { t } = usePage();
  return (
    <PlainLayout title={t('people.factor.title')}>
      <PageHeading title={t('people.factor.title')} lead={t('people.factor.by-email')} />
      <Form act="sign-out" action={usePage().href('/sign-out')} inline>
        <Button>{t('people.sign-out')}</Button>
      </Form>
    </PlainLayout>
  );
}

function Prove({ totp, passkeys }: { readonly totp: boolean; readonly passkeys: boolean }) {
  const { t } = usePage();
  return (
    <PlainLayout title={t('people.factor.title')} scripts={passkeys ? [passkeyScript] : []}>
      <PageHeading
        title={t('people.factor.title')}
        lead={t(totp ? 'people.factor.lead' : 'people.passkey.prove-lead')}
      />
      {passkeys && <PasskeyForm kind="get" act="passkey" button={t('people.passkey.prove')} />}
      {totp && <ProveByCode />}
      {!totp && <p class="soft">{t('people.passkey.lost')}</p>}
    </PlainLayout>
  );
}

function ProveByCode() {
  const { t } = usePage();
  return (
    <>
      <Form act="prove" id="prove">
        <TextField
          name="code"
          label={t('people.factor.code')}
          autocomplete="one-time-code"
          inputMode="numeric"
          size="short"
          code
        />
        <Button>{t('people.factor.go-on')}</Button>
      </Form>
      <hr />
      <Details summary={t('people.factor.no-phone')}>
        <p>{t('people.factor.recovery-lead')}</p>
        <Form act="prove" id="recovery">
          <TextField
            name="code"
            label={t('people.factor.recovery-code')}
            autocomplete="off"
            size="medium"
            code
          />
          <Button kind="quiet">{t('people.factor.go-on')}</Button>
        </Form>
        <p class="soft">{t('people.factor.no-codes')}</p>
      </Details>
    </>
  );
}

function Enrol({ secret, address, next }: { secret: string; address: string; next: string | undefined }) {
  const { t, href } = usePage();
  return (
    <PlainLayout title={t('people.factor.enrol-title')}>
      <PageHeading title={t('people.factor.enrol-title')} lead={t('people.factor.enrol-lead')} />
      <ol class="numbered">
        <li>{t('people.factor.step-app')}</li>
        <li>{t('people.factor.step-scan')}</li>
        <li>{t('people.factor.step-code')}</li>
      </ol>
      <QrCode text={address} label={t('people.factor.qr')} />
      <Details summary={t('people.factor.by-hand')}>
        <p>{t('people.factor.by-hand-lead')}</p>
        <p>
          <code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
        </p>
        <p>
          <a href={address}>{t('people.factor.open-app')}</a>
        </p>
      </Details>
      <Form act="enrol">
        <TextField
          name="code"
          label={t('people.factor.code')}
          autocomplete="one-time-code"
          inputMode="numeric"
          size="short"
          code
        />
        <Button>{t('people.factor.enrol')}</Button>
      </Form>
      <hr />
      <p>
        <a href={href(withNext('/me/passkeys', next ?? '/desk'))}>{t('people.passkey.instead')}</a>
      </p>
    </PlainLayout>
  );
}
