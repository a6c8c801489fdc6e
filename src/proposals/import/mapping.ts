/** What a column of the file can mean. */
export const importFields = [
  'code',
  'title',
  'problem',
  'idea',
  'place',
  'zone',
  'category',
  'track',
  'date',
  'latitude',
  'longitude',
  'supports',
] as const;
export type ImportField = (typeof importFields)[number];

/** Which column gives a field; a field without a column is not read. */
export type Columns = Readonly<Partial<Record<ImportField, string>>>;

/** How a file is to be understood. */
export interface Mapping {
  readonly columns: Columns;
  /** What the file calls a zone → the zone's code here; for what is neither a code nor a name of the city. */
  readonly zones?: Readonly<Record<string, string>>;
  /** What the file calls a category → the category's code. */
  readonly categories?: Readonly<Record<string, string>>;
  /** For rows that say nothing that is known. Without it such rows are refused. */
  readonly defaultCategory?: string | undefined;
  /** For rows without a track; the cycle's only track when there is but one. */
  readonly defaultTrack?: string | undefined;
}

/** Names that columns have in files of other systems, in our spelling: lower case, without accents or signs. */
const usual: Readonly<Record<ImportField, readonly string[]>> = {
  code: ['code', 'codigo', 'folio', 'id', 'clave', 'numero', 'no'],
  title: ['title', 'titulo', 'nombre', 'nombre de la propuesta', 'propuesta', 'proyecto'],
  problem: ['problem', 'problema', 'problematica', 'necesidad', 'justificacion'],
  idea: ['idea', 'description', 'descripcion', 'texto', 'propuesta detallada', 'solucion'],
  place: ['place', 'lugar', 'address', 'direccion', 'ubicacion', 'domicilio', 'referencia'],
  zone: ['zone', 'zona', 'colonia', 'barrio', 'sector', 'zone id', 'zona id', 'delegacion'],
  category: ['category', 'categoria', 'categories', 'categorias', 'tema', 'temas', 'rubro', 'tipo'],
  track: ['track', 'modalidad', 'tipo de proyecto'],
  date: ['date', 'fecha', 'fecha de registro', 'creada', 'created at', 'fecha de envio'],
  latitude: ['latitude', 'latitud', 'lat', 'y'],
  longitude: ['longitude', 'longitud', 'lon', 'lng', 'long', 'x'],
  supports: ['supports', 'apoyos', 'votos de apoyo', 'likes', 'adhesiones'],
};

/** The same word however it is written. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The columns that a file most likely means; each column once. */
export function guessColumns(columns: readonly string[]): Columns {
  const guessed: Partial<Record<ImportField, string>> = {};
  const free = new Set(columns.filter((column) => column !== ''));
  for (const field of importFields) {
    for (const name of usual[field]) {
      const column = [...free].find((one) => plain(one) === name);
      if (column === undefined) continue;
      guessed[field] = column;
      free.delete(column);
      break;
    }
  }
  return guessed;
}

/** Fields without which no row can be taken. */
export function missingFields(columns: Columns): ImportField[] {
  return (['title', 'idea'] as const).filter((field) => columns[field] === undefined);
}
