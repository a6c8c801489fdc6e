import { readSheet as readXlsx } from 'read-excel-file/universal';
import { ok, type Result, refuse } from '../../platform/result.ts';
import type { TableRow } from './read-table.ts';

/** What an XLSX may unpack to, in bytes: its texts repeat, so ten times what is sent is common and a hundred is not. */
const largest = 100 * 1024 * 1024;

/** The first sheet of an XLSX file. Of formulas only the value that was last shown is read; nothing is calculated. */
export async function readSheet(
  bytes: Buffer,
): Promise<Result<{ rows: TableRow[]; encoding: string }, 'bomb' | 'not-a-table'>> {
  const unpacked = unpackedSize(bytes);
  if (unpacked === undefined) return refuse('not-a-table');
  if (unpacked > largest) return refuse('bomb');
  try {
    // A copy, because the library may keep or give away what it is handed.
    const data = await readXlsx(new Uint8Array(bytes).buffer);
    const rows = data.map((cells, index) => ({ line: index + 1, cells: cells.map(cellText) }));
    return ok({ rows, encoding: 'xlsx' });
  } catch {
    return refuse('not-a-table');
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell);
}

/**
 * The sum of the sizes in the archive's directory, which is also all that the library makes room for: a file that unpacks to
 * more fails there (APPNOTE.TXT 4.3.12, 4.3.16). Undefined when there is no directory.
 */
function unpackedSize(bytes: Buffer): number | undefined {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > bytes.length) return undefined;
  let at = bytes.readUInt32LE(end + 16);
  let size = 0;
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return undefined;
    size += bytes.readUInt32LE(at + 24);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return size;
}
