import { z } from 'zod';
import {
  act,
  download,
  type Outcome,
  type PageRequest,
  page,
  redirect,
  refused,
  show,
} from '../../platform/http/page.ts';
import { isFresh, signedIn } from '../../platform/http/viewer.ts';
import type { Refusal } from '../../platform/result.ts';
import { enrolSecondFactor } from '../enrol-second-factor.ts';
import { type NextQuery, nextQuery, withNext } from '../next-path.ts';
import { type Asking, askForPasskey, assertion, passkeysOf } from '../passkey.ts';
import { provePasskey } from '../prove-passkey.ts';
import { proveSecondFactor } from '../prove-second-factor.ts';
import {
  hasSecondFactor,
  isEmailSession,
  offerSecondFactor,
  type ProofRefusal,
  proverOf,
} from '../second-factor.ts';
import { siteOf } from '../site.ts';
import { perAddress } from './per-address.ts';
import { RecoveryCodes } from './recovery-codes.tsx';
import { type SecondFactorData, SecondFactorView } from './second-factor-view.tsx';

const codeInput = z.object({ code: z.string().trim().min(1).max(30) });

export const secondFactorPage = page<Record<string, never>, NextQuery, SecondFactorData>({
  path: '/sign-in/second-factor',
  who: signedIn,
  query: nextQuery,
  load: async (request) => {
    const { tx, city, viewer, query } = request;
    if (viewer.roles.length === 0 || isFresh(viewer)) return redirect(query.next ?? '/');
    const prover = proverOf(request);
    if (!(await isEmailSession(tx, prover))) return { mode: 'by-email' };
    const totp = await hasSecondFactor(tx, city.id, prover.personId);
    const passkeys = (await passkeysOf(tx, city.id, prover.personId)).length > 0;
    if (totp || passkeys) return { mode: 'prove', totp, passkeys };
    const label = viewer.email ?? viewer.name ?? city.name;
    return {
      mode: 'enrol',
      next: query.next,
      ...offerSecondFactor(prover, city.name.replaceAll(':', ' '), label),
    };
  },
  limit: perAddress,
  acts: {
    // Answers with a view, because recovery codes are shown once and kept nowhere.
    enrol: act({
      repeatable: true,
      input: codeInput,
      run: async (request, { code }) => {
        if (request.viewer.roles.length === 0) return redirect('/');
        const done = await enrolSecondFactor(request.tx, proverOf(request), code);
        if (!done.ok) return refusal(done, request.query.next);
        return show(<RecoveryCodes codes={done.value} next={request.query.next ?? '/desk'} />);
      },
    }),
    prove: act({
      input: codeInput,
      run: async (request, { code }) => {
        const done = await proveSecondFactor(request.tx, proverOf(request), code);
        return done.ok ? redirect(request.query.next ?? '/desk') : refusal(done, request.query.next);
      },
    }),
    'passkey-options': act({
      repeatable: true,
      input: z.object({}),
      run: async (request) => {
        const { personId } = proverOf(request);
        const options = await askForPasskey(request.tx, askingOf(request), personId);
        return download('passkey.json', 'application/json', JSON.stringify(options));
      },
    }),
    passkey: act({
      repeatable: true,
      input: z.object({ credential: assertion }),
      run: async (request, { credential }) => {
        const done = await provePasskey(request.tx, proverOf(request), askingOf(request), credential);
        // Not refused: that would undo the use of the challenge, and the same answer could be tried again.
        if (!done.ok)
          return redirect(
            withNext('/sign-in/second-factor', request.query.next),
            `people.error.${done.reason}`,
          );
        return redirect(request.query.next ?? '/desk');
      },
    }),
  },
  view: (data) => <SecondFactorView {...data} />,
});

function askingOf(request: PageRequest<Record<string, never>, NextQuery>): Asking {
  const { cityId, sessionId } = proverOf(request);
  return { cityId, site: siteOf(request.headers), purpose: 'prove', sessionId };
}

function refusal({ reason, details }: Refusal<ProofRefusal>, next: string | undefined): Outcome {
  switch (reason) {
    case 'too-many':
      return refused('people.error.too-many', details);
    case 'wrong-code':
      return refused('people.error.wrong-totp', {}, 'code');
    default:
      // Enrolled meanwhile in another window, reset by an administrator, or a folio's session: the page shows which.
      return redirect(
        next ? `/sign-in/second-factor?next=${encodeURIComponent(next)}` : '/sign-in/second-factor',
      );
  }
}
