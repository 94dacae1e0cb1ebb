import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ChosenReader, OpenedBytes, RepairPage } from '../../api/contract-intake.ts';
import { useRepair } from '../../api/repair.ts';
import { sources, wordsOf } from '../../messages/codes.ts';
import { benchTeams, repairActs, repairWords as words } from '../../messages/repair.ts';
import { failureWords } from '../../messages/shell.ts';
import { Fact, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Banner, Failure, Loading } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import { type Told, ToldLine } from '../../ui/told.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { ReadAgain } from './read-again.tsx';
import { ReceivedBytes } from './received-bytes.tsx';
import { RepairCopy } from './repair-copy.tsx';
import { HandOver, NameSender } from './say-whose.tsx';

/** One report nobody could read: why, its bytes on demand, and what a person can do about it. */
export function RepairScreen() {
  const { t } = useSpeech();
  const { report } = useParams({ from: '/repair/$report' });
  const repair = useRepair(report);
  const heading = useTitledPage(report, `repair ${report}`);
  return (
    <div className="screen">
      <p>
        <Link to="/repair" className="target">
          {t(words.back)}
        </Link>
      </p>
      <h1 ref={heading} tabIndex={-1}>
        {report}
      </h1>
      {repair.isPending ? <Loading /> : null}
      {repair.isError && !repair.data ? (
        <Failure
          title={repair.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="repair"
          onRetry={() => void repair.refetch()}
        />
      ) : null}
      {repair.data ? <Item page={repair.data} /> : null}
    </div>
  );
}

function Item({ page }: { readonly page: RepairPage }) {
  const { t } = useSpeech();
  const [told, setTold] = useState<Told | null>(null);
  const [opened, setOpened] = useState<OpenedBytes | null>(null);
  const [reader, setReader] = useState<ChosenReader>({ kind: 'any' });
  const acting = { report: page.report, onTold: setTold };
  return (
    <>
      <ToldLine told={told} />
      <Why page={page} />
      {page.reading === 'parsed' ? (
        <Banner tone="done">{t(words.isRead, { n: page.version })}</Banner>
      ) : (
        <>
          <ReceivedBytes report={page.report} onOpened={setOpened} />
          <ReadAgain {...acting} readers={page.readers} reader={reader} onReader={setReader} />
          <RepairCopy {...acting} opened={opened} reader={reader} />
          <div className="cards">
            <NameSender {...acting} source={page.source} sender={page.sender} />
            <HandOver {...acting} colleagues={page.colleagues} />
          </div>
        </>
      )}
      <History repairs={page.repairs} />
    </>
  );
}

function Why({ page }: { readonly page: RepairPage }) {
  const { t, say, bytes } = useSpeech();
  return (
    <section className="panel" aria-labelledby="why">
      <h2 id="why">{t(words.why)}</h2>
      <dl className="facts">
        {page.reasonWords === null ? null : <Fact name={t(words.colReason)}>{say(page.reasonWords)}</Fact>}
        {page.detail === '' ? null : (
          <Fact name={t(words.readerSays)}>
            <Received value={page.detail} mono />
          </Fact>
        )}
        <Fact name={t(words.colSender)}>
          <Received value={page.sender} /> ({t(wordsOf(sources, page.source))})
        </Fact>
        <Fact name={t(words.colReceived)}>
          <Instant at={page.receivedAt} />
        </Fact>
        <Fact name={t(words.colSize)}>{bytes(page.sizeBytes)}</Fact>
        {page.fileName === null ? null : (
          <Fact name={t(words.fileName)}>
            <Received value={page.fileName} mono />
          </Fact>
        )}
      </dl>
      <p>
        <Link to="/reports/$report" params={{ report: page.report }} className="target">
          {t(words.toReport)}
        </Link>
      </p>
    </section>
  );
}

function History({ repairs }: { readonly repairs: RepairPage['repairs'] }) {
  const { t } = useSpeech();
  const toOf = (to: string | number | null | undefined): string => {
    if (to === null || to === undefined) return '';
    return String(to) in benchTeams ? t(wordsOf(benchTeams, String(to))) : String(to);
  };
  return (
    <section className="panel" aria-labelledby="history">
      <h2 id="history">{t(words.history)}</h2>
      {repairs.length === 0 ? <p className="muted">{t(words.nothingDone)}</p> : null}
      <ol className="timeline">
        {repairs.map(({ act, by, at, note, detail }) => (
          <li key={`${at} ${act} ${by}`}>
            <Instant at={at} short /> {t(wordsOf(repairActs, act))} {toOf(detail['to'])} · {by}
            {note === null ? null : <div>{note}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}
