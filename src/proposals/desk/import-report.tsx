import type { TextKey } from '../../platform/i18n/texts.ts';
import { Notice } from '../../ui/components/notice.tsx';
import { Stats, StatTile } from '../../ui/components/stat-tile.tsx';
import { Table } from '../../ui/components/table.tsx';
import { StatusTag } from '../../ui/components/tag.tsx';
import { usePage } from '../../ui/page-context.ts';

interface CountsProps {
  readonly rows: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** Every row of the file is in one of the three. */
export function Counts({ rows, taken, unchanged, refused }: CountsProps) {
  const { t, number } = usePage();
  return (
    <Stats>
      <StatTile label={t('proposals.import.rows')} value={number(rows)} />
      <StatTile label={t('proposals.import.taken')} value={number(taken)} />
      <StatTile label={t('proposals.import.unchanged')} value={number(unchanged)} />
      <StatTile label={t('proposals.import.refused')} value={number(refused)} />
    </Stats>
  );
}

interface ShownProblem {
  readonly line: number;
  readonly column: string;
  readonly problem: string;
  readonly value: string;
  readonly refused: boolean;
}

interface ProblemTableProps {
  /** One page of them, in the order in which they are shown. */
  readonly problems: readonly ShownProblem[];
  readonly total: number;
}

export function ProblemTable({ problems, total }: ProblemTableProps) {
  const { t, number } = usePage();
  if (total === 0) return <Notice tone="good">{t('proposals.import.no-problems')}</Notice>;
  return (
    <Table
      caption={t('proposals.import.problems', { count: total })}
      rows={problems}
      stack
      columns={[
        { header: t('proposals.import.line'), numeric: true, cell: ({ line }) => number(line) },
        { header: t('proposals.import.column'), cell: ({ column }) => column },
        {
          header: t('proposals.import.what'),
          heading: true,
          cell: ({ problem }) => t(`proposals.import.problem.${problem}` as TextKey),
        },
        { header: t('proposals.import.value'), cell: ({ value }) => value },
        {
          header: t('proposals.import.so'),
          cell: ({ refused }) => (
            <StatusTag tone={refused ? 'bad' : 'warn'}>
              {t(refused ? 'proposals.import.row-refused' : 'proposals.import.value-left-out')}
            </StatusTag>
          ),
        },
      ]}
    />
  );
}
