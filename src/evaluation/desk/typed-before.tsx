import { Notice } from '../../ui/components/notice.tsx';
import { usePage } from '../../ui/page-context.ts';

/**
 * What a person typed into a form that is gone from the page, because somebody else moved the case meanwhile: shown to be copied,
 * so that nothing is lost.
 */
export function TypedBefore({ shown }: { readonly shown: Readonly<Record<string, boolean>> }) {
  const { form, t } = usePage();
  if (form.errors.length === 0 || form.act === undefined || shown[form.act]) return null;
  const texts = Object.entries(form.values).flatMap(([name, value]) =>
    typeof value === 'string' && isProse(name) && value.trim() !== '' ? [value.trim()] : [],
  );
  if (texts.length === 0) return null;
  return (
    <Notice tone="warn" title={t('evaluation.typed-before')}>
      {texts.map((text, index) => (
        <p class="written" key={`${index}-${text.length}`}>
          {text}
        </p>
      ))}
    </Notice>
  );
}

function isProse(name: string): boolean {
  return /^(reasons?|costReason|cost|comment|effects|lines\..*|answers\..*\.comment)$/.test(name);
}
