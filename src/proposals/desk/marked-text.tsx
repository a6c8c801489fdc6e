import type { ComponentChildren } from 'preact';
import { findPersonalData } from '../personal-data.ts';

/** A text in which what may be personal data is marked, so that the eye goes there first. */
export function MarkedText({ text }: { readonly text: string }) {
  const pieces: ComponentChildren[] = [];
  let at = 0;
  for (const { start, end, text: found } of findPersonalData(text)) {
    pieces.push(text.slice(at, start), <mark>{found}</mark>);
    at = end;
  }
  pieces.push(text.slice(at));
  return <p class="prose written">{pieces}</p>;
}
