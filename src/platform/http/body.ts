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

/** What came is no form, or ended in the middle: nothing that could be shown again. */
class Unreadable extends Error {
  readonly statusCode = 400;
}

/**
 * Reads a form, with or without files, into text and files by field name; repeated names become lists.
 *
 * @throws Unreadable, which answers 400
 */
export async function readBody(request: FastifyRequest, largest = largestFile): Promise<ReadBody> {
  if (request.isMultipart()) return readParts(request, largest);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) throw new Unreadable(`not a form: ${type}`);
  return { body: (request.body ?? {}) as FormBody, errors: [] };
}

async function readParts(request: FastifyRequest, largest: number): Promise<ReadBody> {
  const body: FormBody = Object.create(null);
  const errors: FieldError[] = [];
  const limits = { fileSize: largest, files: 6, fields: 2000 };
  try {
    for await (const part of request.parts({ limits, throwFileSizeLimit: false } as never)) {
      if (part.type === 'field') append(body, part.fieldname, String(part.value ?? ''));
      else {
        const bytes = await allBytes(part);
        if (bytes) append(body, part.fieldname, { filename: part.filename, mediaType: part.mimetype, bytes });
        else {
          const megabytes = Math.round((largest / 1024 / 1024) * 10) / 10;
          errors.push({ field: part.fieldname, key: 'form.file-too-large', args: { megabytes } });
        }
      }
    }
  } catch (cause) {
    throw new Unreadable('the form could not be read', { cause });
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
