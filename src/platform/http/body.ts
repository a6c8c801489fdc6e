import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { FormBody, FormValue } from './form.ts';
import type { FieldError } from './page.ts';

/** Largest file that a form takes, in bytes; more is refused with a sentence, and what was typed stays. */
export const largestFile = 8 * 1024 * 1024;

export interface ReadBody {
  readonly body: FormBody;
  readonly errors: readonly FieldError[];
}

/** Reads a form, with or without files, into text and files by field name; repeated names become lists. */
export async function readBody(request: FastifyRequest, largest = largestFile): Promise<ReadBody> {
  if (!request.isMultipart()) return { body: (request.body ?? {}) as FormBody, errors: [] };
  const body: FormBody = {};
  const errors: FieldError[] = [];
  const limits = { fileSize: largest, files: 6, fields: 2000 };
  for await (const part of request.parts({ limits, throwFileSizeLimit: false } as never)) {
    if (part.type === 'field') append(body, part.fieldname, String(part.value ?? ''));
    else {
      const bytes = await allBytes(part);
      if (bytes) append(body, part.fieldname, { filename: part.filename, mediaType: part.mimetype, bytes });
      else {
        const megabytes = Math.floor(largest / 1024 / 1024);
        errors.push({ field: part.fieldname, key: 'form.file-too-large', args: { megabytes } });
      }
    }
  }
  return { body, errors };
}

/** The file's bytes, or null when it is too large; the stream is read to its end either way, so that the fields after it arrive. */
async function allBytes(part: MultipartFile): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of part.file) chunks.push(chunk);
  return part.file.truncated ? null : Buffer.concat(chunks);
}

function append(body: FormBody, name: string, value: string | FormBody[string]): void {
  const before = body[name];
  if (before === undefined) body[name] = value as FormValue;
  else body[name] = [before, value].flat() as FormValue;
}
