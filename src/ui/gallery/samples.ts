/** The longest words that Spanish offices use, to see what breaks. */
export const longWord = 'Desconstitucionalizacionalidad electroencefalográficamente interinstitucionalizada';

export const longTitle =
  'Rehabilitación integral de la ciclovía, banquetas accesibles y alumbrado con luminarias solares de la avenida Gómez Morín, desde Vasconcelos hasta el parque Rufino Tamayo';

export interface SampleProposal {
  readonly folio: string;
  readonly title: string;
  readonly zone: string;
  readonly category: string;
  readonly status: string;
  readonly tone: 'neutral' | 'info' | 'good' | 'warn' | 'bad' | 'accent';
  readonly supports: number;
  /** Centavos. */
  readonly cost: number | undefined;
}

export const proposals: readonly SampleProposal[] = [
  {
    folio: 'SP-0147',
    title: 'Sombra y bancas para la parada de camión de Lázaro Garza Ayala',
    zone: 'Casco Urbano',
    category: 'Movilidad',
    status: 'Factible',
    tone: 'good',
    supports: 312,
    cost: 48_500_000,
  },
  {
    folio: 'SP-0203',
    title: longTitle,
    zone: 'Valle Poniente',
    category: 'Calles',
    status: 'Con dependencias',
    tone: 'info',
    supports: 1204,
    cost: 612_075_050,
  },
  {
    folio: 'SP-0009',
    title: 'Juegos incluyentes en el parque Clouthier',
    zone: 'Tampiquito',
    category: 'Parques y jardines',
    status: 'Espera a quien propone',
    tone: 'warn',
    supports: 88,
    cost: undefined,
  },
  {
    folio: 'SP-0310',
    title: 'Pista de hielo en la plaza Juárez',
    zone: 'Casco Urbano',
    category: 'Deporte',
    status: 'No factible',
    tone: 'bad',
    supports: 7,
    cost: 1_950_000_000,
  },
];
