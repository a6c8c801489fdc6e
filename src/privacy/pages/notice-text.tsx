import type { VNode } from 'preact';

/** A notice as people read it: a line that begins with '## ' is a heading, an empty line parts paragraphs. Only text. */
export function NoticeText({ text }: { readonly text: string }) {
  const blocks = text
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '');
  return (
    <>
      {blocks.map(
        (block): VNode =>
          block.startsWith('## ') ? <h2 key={block}>{block.slice(3)}</h2> : <p key={block}>{block}</p>,
      )}
    </>
  );
}
