import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { PageContextValue } from '../platform/http/page.ts';
import { LabelsContext } from './components/form-context.ts';
import { PageContext } from './page-context.ts';

/** A whole HTML document. Throws what the view throws: a broken view is a bug, never half a page. */
export function renderPage(view: VNode, context: PageContextValue): string {
  const labels = new Map<string, string>();
  // The summary of errors stands before the fields that it names: a refused page is drawn twice.
  if (context.form.errors.length > 0) draw(view, context, labels);
  return `<!doctype html>${draw(view, context, labels)}`;
}

function draw(view: VNode, context: PageContextValue, labels: Map<string, string>): string {
  return renderToString(
    <PageContext.Provider value={context}>
      <LabelsContext.Provider value={labels}>{view}</LabelsContext.Provider>
    </PageContext.Provider>,
  );
}
