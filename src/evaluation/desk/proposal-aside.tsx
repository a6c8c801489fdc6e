import { fileAddress } from '../../platform/files/file-address.ts';
import type { ProposalForStaff } from '../../proposals/proposal-for-staff.ts';
import { Details } from '../../ui/components/details.tsx';
import { Photo } from '../../ui/components/photo.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { TransitionView } from './case-file.ts';

export interface PlaceNames {
  readonly district: string;
  readonly zone: string | null;
  readonly category: string;
  readonly track: string;
}

interface Props {
  readonly proposal: ProposalForStaff;
  readonly names: PlaceNames;
  readonly history: readonly TransitionView[];
}

/** What was proposed, beside the work on it: the citizen's own words stay in sight. */
export function ProposalAside({ proposal, names, history }: Props) {
  const { t, href, date } = usePage();
  const { texts, photos, latitude, longitude } = proposal;
  const point =
    latitude !== null && longitude !== null ? `${latitude.toFixed(5)}, ${longitude.toFixed(5)}` : null;
  const facts = [
    { term: t('evaluation.district'), value: names.district },
    ...(names.zone ? [{ term: t('evaluation.zone'), value: names.zone }] : []),
    ...(proposal.place ? [{ term: t('evaluation.place'), value: proposal.place }] : []),
    ...(point ? [{ term: t('evaluation.point'), value: point }] : []),
    { term: t('evaluation.category'), value: names.category },
    { term: t('evaluation.track'), value: names.track },
    { term: t('evaluation.received-on'), value: date(proposal.submittedAt, 'moment') },
    { term: t('evaluation.channel'), value: t(`evaluation.channel.${proposal.channel}`) },
  ];
  return (
    <div class="proposal-aside">
      <h2>{t('evaluation.the-proposal')}</h2>
      <h3>{t('evaluation.problem')}</h3>
      <p class="prose written">{texts.problem.text}</p>
      <h3>{t('evaluation.idea')}</h3>
      <p class="prose written">{texts.idea.text}</p>
      {photos
        .filter((photo) => photo.removedReason === null)
        .map((photo) => (
          <Photo
            key={photo.id}
            src={href(fileAddress(photo.fileId, 'small'))}
            alt={photo.description}
            width={photo.width}
            height={photo.height}
          />
        ))}
      <SummaryList items={facts} />
      <Details summary={t('evaluation.history')}>
        <History history={history} />
      </Details>
    </div>
  );
}

function History({ history }: Pick<Props, 'history'>) {
  const { t, date } = usePage();
  return (
    <ol class="history">
      {history.map(({ to, at, by, reason }) => (
        <li key={at.toISOString() + to}>
          <strong>{t(`evaluation.state.${to}`)}</strong>
          <p class="field-hint">
            {date(at, 'moment')}
            {by && ` · ${by}`}
          </p>
          {reason && <p>{reason}</p>}
        </li>
      ))}
    </ol>
  );
}
