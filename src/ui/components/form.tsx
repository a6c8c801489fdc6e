import type { ComponentChildren } from 'preact';
import { usePage } from '../page-context.ts';
import { FormContext, formIdName } from './form-context.ts';

interface Props {
  /** Which of the page's acts the form runs; where there are several, each `<Button act="…">` says its own. */
  readonly act: string | readonly string[];
  /** Where it is sent; this page when left out. */
  readonly action?: string | undefined;
  /** Tells apart forms that repeat on one page, such as one in each row of a list. */
  readonly id?: string | undefined;
  /** True when a FileField stands inside. */
  readonly files?: boolean;
  /** Values that travel unseen, such as the row's id. */
  readonly hidden?: Readonly<Record<string, string | number>>;
  /** In one line, for a form that is little more than its button. */
  readonly inline?: boolean;
  readonly children: ComponentChildren;
}

/** A form that works without script. The server checks it and answers in the city's words, so the browser does not. */
export function Form({ act, action, id, files, hidden = {}, inline, children }: Props) {
  const { once } = usePage();
  const acts = typeof act === 'string' ? [act] : act;
  return (
    <form
      method="post"
      action={action}
      id={id && `form-${id}`}
      enctype={files ? 'multipart/form-data' : undefined}
      class={inline ? 'form form-inline' : 'form'}
      noValidate
    >
      <input type="hidden" name="_once" value={once()} />
      {acts.length === 1 && <input type="hidden" name="act" value={acts[0]} />}
      {id && <input type="hidden" name={formIdName} value={id} />}
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      <FormContext.Provider value={{ acts, id }}>{children}</FormContext.Provider>
    </form>
  );
}
