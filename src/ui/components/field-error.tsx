import { usePage } from '../page-context.ts';
import { Icon } from './icon.tsx';

export function FieldError({ id, error }: { readonly id?: string; readonly error: string | undefined }) {
  const { t } = usePage();
  if (!error) return null;
  return (
    <p class="field-error" id={id}>
      <Icon name="alert" />
      <span>
        <span class="visually-hidden">{t('form.error-prefix')} </span>
        {error}
      </span>
    </p>
  );
}
