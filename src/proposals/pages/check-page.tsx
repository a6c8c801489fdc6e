import { z } from 'zod';
import { type Zone, zoneNamesOf } from '../../city/city-queries.ts';
import { follow } from '../../people/follow.ts';
import { act, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { signedIn } from '../../platform/http/viewer.ts';
import { Actions, Button, ButtonLink } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { dropDraft } from '../draft.ts';
import { findPersonalData } from '../personal-data.ts';
import { readWhere } from '../place.ts';
import { readAnswers } from '../read-answers.ts';
import { submitProposal } from '../submit-proposal.ts';
import { categoryName, trackName } from './labels.ts';
import type { Closed } from './new-page.tsx';
import { ClosedView } from './new-view.tsx';
import { type Begun, begun, isBegun } from './photos-page.tsx';
import { ProposalPicture } from './proposal-picture.tsx';
import { Paragraphs } from './proposal-view.tsx';

type None = Record<string, never>;

interface Check extends Begun {
  readonly zones: readonly Pick<Zone, 'id' | 'name'>[];
}

async function load(request: PageRequest): Promise<Check | Closed | ReturnType<typeof redirect>> {
  const asked = await begun(request);
  return isBegun(asked) ? { ...asked, zones: await zoneNamesOf(request.tx, request.city.id) } : asked;
}

export const checkPage = page<None, None, Check | Closed>({
  path: '/proposals/new/check',
  who: signedIn,
  load: (request) => load(request as PageRequest),
  acts: {
    submit: act<None, None, object>({
      input: z.object({}),
      run: async (request) => {
        const { tx, now } = request;
        const asked = await begun(request as PageRequest);
        if (!isBegun(asked))
          return 'open' in asked ? refused(`proposals.refused.${asked.reason}`, asked.details) : asked;
        const { cityId, cycleId, personId } = asked.key;
        const answers = readAnswers(asked.draft.answers, undefined);
        if (!answers) return redirect('/proposals/new');
        const author = { authorId: personId, actorId: personId, channel: 'web' } as const;
        const sent = await submitProposal(tx, {
          cityId,
          cycleId,
          ...author,
          now,
          answers,
          photos: asked.draft.photos,
        });
        if (!sent.ok) return refused(`proposals.refused.${sent.reason}`, sent.details);
        await dropDraft(tx, asked.key);
        await follow(tx, { cityId, personId, subject: `proposal:${sent.value.proposalId}`, now });
        return redirect(`/me/proposals/${sent.value.folio}`, 'proposals.received.done', {
          folio: sent.value.folio,
        });
      },
    }),
  },
  view: (data) => (data.open ? <CheckView {...data} /> : <ClosedView {...data} />),
});

function CheckView(data: Check) {
  const { t, href } = usePage();
  const { answers, photos } = data.draft;
  const { cycle, labels } = data;
  const change = href('/proposals/new');
  const personal = [answers.title, answers.problem, answers.idea, answers.place].flatMap(findPersonalData);
  const items = [
    { term: t('proposals.form.title'), value: answers.title, changeHref: change },
    { term: t('proposals.problem'), value: <Paragraphs text={answers.problem} />, changeHref: change },
    { term: t('proposals.idea'), value: <Paragraphs text={answers.idea} />, changeHref: change },
    { term: t('proposals.category'), value: categoryName(labels, answers.category), changeHref: change },
    ...(labels.tracks.length > 1
      ? [{ term: t('proposals.track'), value: trackName(labels, answers.track), changeHref: change }]
      : []),
    { term: t('proposals.where'), value: <Where {...data} />, changeHref: change },
    ...(cycle.blueprint.proposals.photos > 0
      ? [
          {
            term: t('proposals.photos'),
            value: <Photos photos={photos} />,
            changeHref: href('/proposals/new/photos'),
          },
        ]
      : []),
  ];
  return (
    <CitizenLayout title={t('proposals.check.title')} width="text">
      <PageHeading
        title={t('proposals.check.title')}
        kicker={t('proposals.new.step', { step: 3, steps: 3 })}
        lead={t('proposals.check.lead')}
      />
      {personal.length > 0 && (
        <Notice tone="warn" title={t('proposals.check.personal')}>
          <p>{t('proposals.check.personal-hint')}</p>
          <ul>
            {personal.map(({ text }) => (
              <li>{text}</li>
            ))}
          </ul>
        </Notice>
      )}
      <SummaryList items={items} />
      <p>{t('proposals.check.promise')}</p>
      <Form act="submit">
        <Actions>
          <Button>{t('proposals.check.submit')}</Button>
          <ButtonLink kind="quiet" href={change} icon="back">
            {t('proposals.check.change')}
          </ButtonLink>
        </Actions>
      </Form>
    </CitizenLayout>
  );
}

function Where({ draft: { answers }, labels, zones }: Check) {
  const { t } = usePage();
  const where = readWhere(answers.where);
  if (!where) return null;
  const zone = 'zoneId' in where ? zones.find(({ id }) => id === where.zoneId) : undefined;
  const district = labels.districts.find(({ id, lowest, zoneIds }) =>
    'zoneId' in where ? lowest && zoneIds.includes(where.zoneId) : id === where.districtId,
  );
  const names = [zone?.name, district?.name].filter(
    (name, index, all) => name && all.indexOf(name) === index,
  );
  return (
    <>
      <p>{names.join(', ')}</p>
      {answers.place && <p>{answers.place}</p>}
      {answers.latitude !== null && <p class="field-hint">{t('proposals.check.point')}</p>}
    </>
  );
}

function Photos({ photos }: { readonly photos: Begun['draft']['photos'] }) {
  const { t } = usePage();
  if (photos.length === 0) return <p>{t('proposals.check.no-photos')}</p>;
  return (
    <div class="stack">
      {photos.map((photo) => (
        <ProposalPicture photo={photo} size="small" key={photo.fileId} />
      ))}
    </div>
  );
}
