import { followersOf } from '../people/follow.ts';
import { type Letter, notice } from '../platform/module.ts';
import { authorsOf } from '../proposals/author-queries.ts';

/** Followers hear of each step that was published. */
const progress = notice({
  event: 'project.updated',
  name: 'projects.progress',
  compose: async (tx, { cityId, data }): Promise<Letter[]> => {
    const { projectId, code, title } = data;
    return (await followersOf(tx, cityId, `project:${projectId}`)).map((personId) => ({
      personId,
      subject: 'projects.mail.updated.subject',
      body: 'projects.mail.updated.body',
      args: { title },
      kind: 'promotion',
      path: `/projects/${code}`,
    }));
  },
});

/** Those whose proposal won hear it from the city, not from the newspaper. */
const won = notice({
  event: 'results.published',
  name: 'projects.won',
  compose: async (tx, { cityId, data }): Promise<Letter[]> => {
    const letters: Letter[] = [];
    for (const winner of data.winners) {
      const project = await tx
        .selectFrom('project')
        .select('code')
        .where('city_id', '=', cityId)
        .where('candidate_id', '=', winner.candidateId)
        .executeTakeFirst();
      for (const personId of await authorsOf(tx, cityId, winner.proposalIds)) {
        letters.push({
          personId,
          subject: 'projects.mail.won.subject',
          body: 'projects.mail.won.body',
          args: { title: winner.title },
          path: project ? `/projects/${project.code}` : '/projects',
        });
      }
    }
    return letters;
  },
});

export const projectNotices = [progress, won];
