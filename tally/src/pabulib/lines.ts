/**
 * Lines and fields of a Pabulib file, from bytes. Lines end in LF or CRLF; fields are separated by `;` and may be
 * quoted as in RFC 4180, quotes doubled inside and line breaks allowed. A byte order mark and blank lines are passed
 * over. A quote in the middle of a field is a quote, as people write it.
 */
import type { Problems } from './problems.ts';

const [LF, CR, QUOTE, SEMICOLON, SPACE] = [0x0a, 0x0d, 0x22, 0x3b, 0x20];

/** A ballot of 65,536 marks with long ids stays below it; a line beyond is a broken file, not a vote. */
const LONGEST_LINE = 4 * 2 ** 20;

const tolerant = new TextDecoder('utf-8', { ignoreBOM: true });
const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

export class LineScanner {
  readonly bytes: Uint8Array;
  /** Number of the current line, from 1. */
  line = 0;
  /** First byte of the current line, and the byte after its last, without the line end. */
  start = 0;
  end = 0;
  private next = 0;
  private readonly problems: Problems;

  constructor(bytes: Uint8Array, problems: Problems) {
    this.bytes = bytes;
    this.problems = problems;
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.next = hasMark ? 3 : 0;
  }

  /** Moves to the next line that is not blank; false at the end of the file. */
  advance(): boolean {
    const { bytes } = this;
    while (this.next < bytes.length) {
      this.start = this.next;
      this.line++;
      const feed = bytes.indexOf(LF, this.start);
      this.end = feed === -1 ? bytes.length : feed;
      this.next = this.end + 1;
      if (this.end - this.start > LONGEST_LINE) {
        const megabytes = Math.ceil((this.end - this.start) / 2 ** 20);
        this.problems.add(this.line, 'file', 'line-too-long', `a line of ${megabytes} MB is passed over`);
        continue;
      }
      while (this.end > this.start && (bytes[this.end - 1] === CR || bytes[this.end - 1] === SPACE))
        this.end--;
      if (this.end > this.start) return true;
    }
    return false;
  }

  /** The current line as text. */
  text(): string {
    const part = this.bytes.subarray(this.start, this.end);
    try {
      return strict.decode(part);
    } catch {
      this.problems.add(this.line, 'file', 'not-utf8', 'the line is not UTF-8');
      return tolerant.decode(part);
    }
  }

  /** The fields of the current line; takes in the following lines while a quoted field is open. */
  fields(): string[] {
    const text = this.text();
    if (!text.includes('"')) return text.split(';');
    const first = this.line;
    const fields = new QuotedFields();
    let open = fields.take(text);
    let length = this.end - this.start;
    while (open && length < LONGEST_LINE && this.advance()) {
      open = fields.take(`\n${this.text()}`);
      length += this.end - this.start;
    }
    if (open) this.problems.add(first, 'file', 'bad-quotes', 'a quote that opens here is never closed');
    else if (fields.untidy) this.problems.add(first, 'file', 'bad-quotes', 'text follows a closing quote');
    return fields.done();
  }
}

/** Splits text with quoted fields; fed line by line. */
class QuotedFields {
  untidy = false;
  private readonly fields: string[] = [];
  private field = '';
  private quoted = false;
  private atStart = true;

  /** @returns true while a quoted field is still open */
  take(text: string): boolean {
    for (let i = 0; i < text.length; i++) {
      const unit = text[i]!;
      if (this.quoted) {
        if (unit !== '"') this.field += unit;
        else if (text[i + 1] === '"') this.field += text[i++]!;
        else {
          this.quoted = false;
          if (i + 1 < text.length && text[i + 1] !== ';') this.untidy = true;
        }
      } else if (unit === ';') {
        this.fields.push(this.field);
        this.field = '';
        this.atStart = true;
        continue;
      } else if (unit === '"' && this.atStart) this.quoted = true;
      else this.field += unit;
      this.atStart = false;
    }
    return this.quoted;
  }

  done(): string[] {
    return [...this.fields, this.field];
  }
}

export { CR, LF, QUOTE, SEMICOLON, SPACE };
