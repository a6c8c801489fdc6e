import { usePage } from '../ui/page-context.ts';
import type { ShownUpdate } from './update-queries.ts';

/** Says in public, without a colour, that something was taken out here, when and why. */
export function TakenOut({ redactions }: Pick<ShownUpdate, 'redactions'>) {
  const { t, date } = usePage();
  return (
    <>
      {redactions.map(({ what, at, reason }) => (
        <p class="note" key={`${what} ${at.getTime()}`}>
          {t(what === 'photo' ? 'projects.redacted.photo-on' : 'projects.redacted.text-on', {
            day: date(at),
            reason,
          })}
        </p>
      ))}
    </>
  );
}
