import { useContext } from 'preact/hooks';
import { usePage } from '../page-context.ts';
import { fieldId, LabelsContext, refusedFormId } from './form-context.ts';

/** All that is wrong with the refused form, each a link to its field. The layouts show it; nothing when all is well. */
export function ErrorSummary() {
  const { form, t } = usePage();
  const labels = useContext(LabelsContext);
  if (form.errors.length === 0) return null;
  const isKept = form.errors[0]?.key === 'form.kept';
  return (
    <div class="error-summary" role="alert" tabIndex={-1} autofocus>
      <h2>{isKept ? t('form.kept-title') : t('form.summary', { count: form.errors.length })}</h2>
      <ul>
        {form.errors.map((error) => {
          const sentence = t(error.key, error.args);
          const id = error.field === undefined ? undefined : fieldId(error.field, refusedFormId(form));
          const label = id && labels?.get(id);
          // An error about something that is not on the page still stands here, without a link that leads nowhere.
          if (!label) return <li key={error.field}>{sentence}</li>;
          return (
            <li key={error.field}>
              <a href={`#${id}`}>
                {label}: {sentence}
              </a>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
