export type FormValues = Readonly<Record<string, string | readonly string[] | File>>;

/** What a browser sends for the form of an act, with what was typed over what the page had filled in. */
export function filledForm(
  html: string,
  act: string,
  typed: FormValues,
): { body: FormData | URLSearchParams; touched: number } {
  const forms = html.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((one) => one.includes(`name="act" value="${act}"`));
  if (form === undefined) throw new Error(`the page has no form "${act}"`);
  const shown = shownValues(form);
  let touched = 0;
  const values = new Map<string, readonly (string | File)[]>(shown);
  for (const [name, value] of Object.entries(typed)) {
    const before = new Set(shown.get(name) ?? []);
    const after = [value].flat() as readonly (string | File)[];
    const added = after.filter((one) => typeof one !== 'string' || !before.has(one)).length;
    const removed = [...before].filter((one) => !after.includes(one)).length;
    // One text is typed over another; a tick is set or taken away.
    touched += Array.isArray(value) ? added + removed : Math.min(1, added);
    values.set(name, after);
  }
  values.set('act', [act]);
  const hasFile = [...values.values()].flat().some((value) => typeof value !== 'string');
  const body = hasFile ? new FormData() : new URLSearchParams();
  for (const [name, list] of values) for (const one of list) body.append(name, one as string);
  return { body, touched };
}

/** Inputs as the page shows them: texts with their value, ticks only where they are set. */
function shownValues(form: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const at = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
    const name = at('name');
    const type = at('type') ?? 'text';
    if (name === undefined || type === 'file') continue;
    if ((type === 'checkbox' || type === 'radio') && !/\bchecked\b/.test(tag)) continue;
    const value = (at('value') ?? '')
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&');
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}
