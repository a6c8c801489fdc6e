import { z } from 'zod';
import { type Department, departmentsOf, zoneNamesOf } from '../../city/city-queries.ts';
import { categoriesOf, cycleById, districtsOf, tracksOf } from '../../cycle/cycle-queries.ts';
import { missing, type PageRequest, page } from '../../platform/http/page.ts';
import { dayIn } from '../../platform/time.ts';
import { type ProposalForStaff, proposalForStaff } from '../../proposals/proposal-for-staff.ts';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { seesCases } from '../evaluation-policy.ts';
import { AssignSection, type Evaluator } from './assign-section.tsx';
import { type CaseParams, caseActs } from './case-acts.ts';
import { type CaseFile, loadCaseFile } from './case-file.ts';
import { type CaseFilter, caseFilter, filterQuery } from './case-filter.ts';
import { neighboursOf } from './case-list-query.ts';
import { DecisionSection } from './decision-section.tsx';
import { rowId } from './form-parts.ts';
import { FormalSection } from './formal-section.tsx';
import { evaluatorsOf } from './opinion-views.ts';
import { OpinionsSection } from './opinions-section.tsx';
import { type PlaceNames, ProposalAside } from './proposal-aside.tsx';
import { StateTag } from './state-tag.tsx';
import { TypedBefore } from './typed-before.tsx';

interface CaseData {
  readonly file: CaseFile;
  readonly proposal: ProposalForStaff;
  readonly names: PlaceNames;
  readonly departments: readonly Department[];
  readonly evaluators: readonly Evaluator[];
  readonly filter: CaseFilter;
  readonly previous: number | null;
  readonly next: number | null;
}

export const casePage = page<CaseParams, CaseFilter, CaseData>({
  path: '/desk/cases/:id',
  who: seesCases,
  params: z.object({ id: rowId }),
  query: caseFilter,
  load: async (request) => {
    const { tx, city, viewer, now, params, query } = request;
    const file = await loadCaseFile(request, params.id);
    const proposal = file && (await proposalForStaff(tx, city.id, file.proposalId));
    if (!file || !proposal) return missing;
    const place = { cityId: city.id, cycleId: file.cycleId, viewer, today: dayIn(city.timeZone, now) };
    const assigns = file.acts.assignDepartments;
    return {
      file,
      proposal,
      names: await namesOf(request, proposal),
      departments: assigns ? await departmentsOf(tx, city.id) : [],
      evaluators: assigns ? await evaluatorsOf(tx, city.id) : [],
      filter: query,
      ...(await neighboursOf(tx, place, query, file.id)),
    };
  },
  acts: caseActs,
  view: (data) => <CaseView {...data} />,
});

async function namesOf(
  { tx, city }: Pick<PageRequest, 'tx' | 'city'>,
  proposal: ProposalForStaff,
): Promise<PlaceNames> {
  const cycle = await cycleById(tx, city.id, proposal.cycleId);
  if (!cycle) throw new Error(`proposal ${proposal.id} belongs to no cycle`);
  const districts = await districtsOf(tx, cycle);
  const zones = await zoneNamesOf(tx, city.id);
  const categories = await categoriesOf(tx, cycle);
  return {
    district: districts.find((one) => one.id === proposal.districtId)?.name ?? '',
    zone: zones.find((one) => one.id === proposal.zoneId)?.name ?? null,
    category: categories.find((one) => one.code === proposal.category)?.name ?? proposal.category,
    track: tracksOf(cycle).find((one) => one.code === proposal.track)?.name ?? proposal.track,
  };
}

function CaseView({ file, proposal, names, departments, evaluators, filter, previous, next }: CaseData) {
  const title = proposal.texts.title.text;
  const { acts } = file;
  const writable = file.opinions.some((one) => one.writable);
  const shown = {
    'formal-check': acts.answerFormalCheck,
    assign: acts.assignDepartments,
    'save-opinion': writable,
    'submit-opinion': writable,
    'return-opinion': acts.returnOpinion,
    'take-back': acts.takeBackQuestion,
    prepare: acts.prepareDecision,
    sign: true,
    'send-back': acts.sendBackDecision,
  };
  return (
    <DeskLayout
      title={`${file.folio} · ${title}`}
      aside={<ProposalAside proposal={proposal} names={names} history={file.history} />}
    >
      <CaseWays filter={filter} previous={previous} next={next} />
      <PageHeading
        title={title}
        kicker={`${file.folio} · ${names.district} · ${names.category}`}
        lead={<StateTag state={file.state} />}
      />
      <TypedBefore shown={shown} />
      <FormalSection file={file} />
      <AssignSection file={file} departments={departments} evaluators={evaluators} />
      <OpinionsSection file={file} />
      <DecisionSection file={file} />
    </DeskLayout>
  );
}

type WaysProps = Pick<CaseData, 'filter' | 'previous' | 'next'>;

/** Back to the list as it was left, and on to the neighbours in it. */
function CaseWays({ filter, previous, next }: WaysProps) {
  const { t, href } = usePage();
  const query = filterQuery(filter);
  return (
    <nav class="case-ways" aria-label={t('evaluation.case-ways')}>
      <a href={href(`/desk/cases${query}`)}>{t('evaluation.back-to-list')}</a>
      {previous !== null && (
        <a rel="prev" href={href(`/desk/cases/${previous}${query}`)}>
          {t('evaluation.previous-case')}
        </a>
      )}
      {next !== null && (
        <a rel="next" href={href(`/desk/cases/${next}${query}`)}>
          {t('evaluation.next-case')}
        </a>
      )}
    </nav>
  );
}
