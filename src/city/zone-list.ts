import { parse } from 'csv-parse/sync';
import type { FileZone, ZoneProblem } from './zone-file.ts';

/** Headers under which cities keep a list of zones, without accents; the first is the one that we document. */
const columns = {
  code: ['code', 'codigo', 'clave', 'cve', 'cvegeo'],
  name: ['name', 'nombre', 'colonia', 'nomgeo'],
  population: ['population', 'poblacion', 'habitantes', 'pobtot'],
  district: ['district', 'distrito', 'sector', 'delegacion'],
};

/**
 * Reads zones from a table in text (CSV with comma, semicolon or tab; the first line has the names of the columns): code
 * and name, and where known population and the district that a cycle puts the zone in. Such zones have no place on the
 * map until a GeoJSON file brings their shapes.
 */
export function readZoneList(text: string): { zones: FileZone[]; problems: ZoneProblem[] } {
  const rows = tableOf(text);
  const header = rows?.[0]?.map(plain);
  if (!rows || !header || rows.length < 2) return refused('city.zones.not-list');
  const at = (names: readonly string[]) => header.findIndex((one) => names.includes(one));
  const place = {
    code: at(columns.code),
    name: at(columns.name),
    population: at(columns.population),
    district: at(columns.district),
  };
  if (place.code < 0 || place.name < 0) return refused('city.zones.no-columns');
  const zones: FileZone[] = [];
  const problems: ZoneProblem[] = [];
  const lines = new Map<string, number>();
  rows.slice(1).forEach((row, index) => {
    const line = index + 2;
    const read = readRow((name) => row[place[name]]?.trim() ?? '');
    const first = 'key' in read ? undefined : lines.get(read.code);
    if ('key' in read) problems.push({ feature: line, key: read.key, args: { line, ...read.args } });
    else if (first !== undefined) {
      const args = { line, code: read.code, first };
      problems.push({ feature: line, key: 'city.zones.line-twice', args });
    } else {
      lines.set(read.code, line);
      zones.push(read);
    }
  });
  return { zones, problems };
}

function readRow(
  value: (name: keyof typeof columns) => string,
): FileZone | { key: ZoneProblem['key']; args?: ZoneProblem['args'] } {
  const [code, name, people, district] = [
    value('code'),
    value('name'),
    value('population'),
    value('district'),
  ];
  if (code === '') return { key: 'city.zones.line-no-code' };
  if (name === '') return { key: 'city.zones.line-no-name' };
  const population = people === '' ? null : Number(people.replace(/[\s,]/g, ''));
  if (population !== null && (!Number.isSafeInteger(population) || population < 0)) {
    return { key: 'city.zones.line-population', args: { said: people } };
  }
  return { code, name, population, geometry: null, ...(district !== '' && { district }) };
}

function refused(key: ZoneProblem['key']): { zones: FileZone[]; problems: ZoneProblem[] } {
  return { zones: [], problems: [{ feature: undefined, key, args: {} }] };
}

function tableOf(text: string): string[][] | undefined {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      skip_empty_lines: true,
      relax_column_count: true,
    });
  } catch {
    return undefined;
  }
}

/** What stands most often in the line of headers: a list with semicolons writes thousands with commas. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split(/\r?\n/, 1);
  const count = (mark: string) => header.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function plain(header: string): string {
  return header
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .trim()
    .toLowerCase();
}
