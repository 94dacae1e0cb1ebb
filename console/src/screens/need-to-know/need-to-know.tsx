import { useMandates, useWalls } from '../../api/need-to-know.ts';
import { useSession } from '../../api/session.ts';
import { wallWords as words } from '../../messages/need-to-know.ts';
import { failureWords } from '../../messages/shell.ts';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { BreakGlass } from './break-glass.tsx';
import { Compartments } from './compartments.tsx';
import { Mandates } from './mandates.tsx';
import { Openings } from './openings.tsx';

/** Who may know what, who went in by breaking the glass, and what auditors may open. */
export function NeedToKnowScreen() {
  const { t } = useSpeech();
  const session = useSession();
  const person = session.data?.person;
  const roles = person?.roles ?? [];
  const leads = roles.includes('supervisor');
  const looks = leads || roles.includes('auditor');
  const walls = useWalls(looks);
  const mandates = useMandates(looks);
  const heading = useTitledPage(t(words.title), 'need-to-know');
  const failed = looks && walls.isError && !walls.data;
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      <p>{t(words.how)}</p>
      {looks && walls.isPending ? <Loading /> : null}
      {failed ? (
        <Failure
          title={walls.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="need-to-know"
          onRetry={() => void walls.refetch()}
        />
      ) : null}
      {walls.data ? (
        <>
          <h2>{t(words.membersTitle)}</h2>
          <Compartments items={walls.data.items} mayAdmit={leads} />
          <h2>{t(words.openingsTitle)}</h2>
          <Openings openings={walls.data.openings} me={person?.id ?? 0} />
        </>
      ) : null}
      {looks ? <Fault error={mandates.error} /> : null}
      {mandates.data ? (
        <>
          <h2>{t(words.mandatesTitle)}</h2>
          <Mandates mandates={mandates.data.items} mayRecord={leads} />
        </>
      ) : null}
      {roles.includes('auditor') && roles.length === 1 ? null : <BreakGlass />}
    </div>
  );
}
