import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { RadioGroup } from '../../ui/components/radio-group.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { Table } from '../../ui/components/table.tsx';
import { StatusTag } from '../../ui/components/tag.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { paperFaults } from '../enter-paper-ballot.ts';
import type { BoxFigures, PaperRow } from '../records/desk-rows.ts';
import type { PapersData } from './papers-page.tsx';
import { isVoidReason } from './void-reason.ts';

export function PapersView({ data }: { readonly data: PapersData }) {
  const { t, href } = usePage();
  const { booth, boxes, last, isOpened } = data;
  const title = t('voting.papers-title', { booth: booth.name });
  const withRoom = boxes.filter(({ checkedIn, papers }) => checkedIn > papers);
  return (
    <DeskLayout title={title}>
      <PageHeading
        title={title}
        lead={t('voting.papers-lead')}
        actions={
          <ButtonLink href={href(`/desk/booths/${booth.id}`)} kind="quiet">
            {t('voting.to-check-in')}
          </ButtonLink>
        }
      />
      {isOpened && <Notice>{t('voting.paper-refusal.opened')}</Notice>}
      {!isOpened && withRoom.length === 0 && <Notice>{t('voting.papers-room', { room: 0 })}</Notice>}
      {!isOpened && withRoom.length > 0 && <EnterForm boxes={withRoom} contestId={data.contestId} />}
      <BoxTable boxes={boxes} />
      {last.length > 0 && <LastPapers papers={last} mayRemove={!isOpened} />}
    </DeskLayout>
  );
}

function EnterForm({
  boxes,
  contestId,
}: {
  readonly boxes: readonly BoxFigures[];
  readonly contestId: number | undefined;
}) {
  const { t } = usePage();
  const chosen = boxes.find((box) => box.contestId === contestId) ?? boxes[0];
  return (
    <Form act="enter">
      <SelectField
        name="contest"
        label={t('voting.column-ballot')}
        options={boxes.map((box) => ({
          value: String(box.contestId),
          label: `${box.title} · ${t('voting.papers-room', { room: box.checkedIn - box.papers })}`,
        }))}
        value={String(chosen?.contestId)}
        empty={false}
      />
      <RadioGroup
        name="kind"
        label={t('voting.paper-kind')}
        value="marked"
        inline
        options={[
          { value: 'marked', label: t('voting.paper-kind-marked') },
          { value: 'blank', label: t('voting.paper-kind-blank') },
          { value: 'void', label: t('voting.paper-kind-void') },
        ]}
      />
      <TextField
        name="numbers"
        label={t('voting.paper-numbers')}
        hint={t('voting.paper-numbers-hint')}
        size="medium"
        inputMode="numeric"
        autocomplete="off"
        optional
      />
      <SelectField
        name="fault"
        label={t('voting.paper-fault')}
        options={paperFaults.map((fault) => ({ value: fault, label: t(`voting.void.${fault}`) }))}
        empty={t('voting.paper-fault-none')}
        optional
      />
      <div>
        <Button>{t('voting.paper-enter')}</Button>
      </div>
    </Form>
  );
}

function BoxTable({ boxes }: { readonly boxes: readonly BoxFigures[] }) {
  const { t, number } = usePage();
  return (
    <Table
      stack
      caption={t('voting.papers-caption')}
      rows={boxes}
      rowKey={({ contestId }) => contestId}
      columns={[
        { header: t('voting.column-ballot'), cell: ({ title }) => title, heading: true },
        { header: t('voting.column-checked-in'), cell: ({ checkedIn }) => number(checkedIn), numeric: true },
        { header: t('voting.column-papers'), cell: ({ papers }) => number(papers), numeric: true },
        {
          header: t('voting.column-difference'),
          cell: ({ checkedIn, papers }) => number(papers - checkedIn),
          numeric: true,
        },
      ]}
    />
  );
}

function LastPapers({
  papers,
  mayRemove,
}: {
  readonly papers: readonly PaperRow[];
  readonly mayRemove: boolean;
}) {
  const { t, date } = usePage();
  return (
    <Section title={t('voting.last-papers')}>
      <Table
        stack
        caption={t('voting.last-papers')}
        captionHidden
        rows={papers}
        rowKey={({ id }) => id}
        columns={[
          {
            header: t('voting.column-entered'),
            cell: ({ enteredAt }) => date(enteredAt, 'time'),
            heading: true,
          },
          { header: t('voting.column-ballot'), cell: ({ contest }) => contest },
          { header: t('voting.column-marks'), cell: ({ marks }) => marks.join(' ') || '—' },
          { header: t('voting.column-validity'), cell: (paper) => <Validity paper={paper} /> },
          ...(mayRemove
            ? [{ header: t('voting.remove'), cell: (paper: PaperRow) => <RemoveForm paper={paper} /> }]
            : []),
        ]}
      />
    </Section>
  );
}

function Validity({ paper: { validity, voidReason } }: { readonly paper: PaperRow }) {
  const { t } = usePage();
  const reason = isVoidReason(voidReason) ? `: ${t(`voting.void.${voidReason}`)}` : '';
  const tone = validity === 'void' ? 'bad' : validity === 'blank' ? 'neutral' : 'good';
  return <StatusTag tone={tone}>{`${t(`voting.validity.${validity}`)}${reason}`}</StatusTag>;
}

function RemoveForm({ paper }: { readonly paper: PaperRow }) {
  const { t } = usePage();
  return (
    <Details summary={t('voting.remove')}>
      <Form act="remove" id={`remove-${paper.id}`} hidden={{ paper: paper.id }}>
        <TextField name="reason" label={t('voting.remove-reason')} />
        <div>
          <Button kind="danger" small>
            {t('voting.remove')}
          </Button>
        </div>
      </Form>
    </Details>
  );
}
