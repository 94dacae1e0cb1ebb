import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Bench, BenchCount, BenchLine } from '../../api/contract-intake.ts';
import { type BenchFilter, useBench, useReadAllAgain } from '../../api/repair.ts';
import { sources, wordsOf } from '../../messages/codes.ts';
import { benchTeams, repairWords as words } from '../../messages/repair.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { Chip, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import { type Told, ToldLine } from '../../ui/told.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';

/** What was received and not understood: counted, with its reason, until a person has read, repaired or redirected it. */
export function BenchScreen() {
  const { t } = useSpeech();
  const [filter, setFilter] = useState<BenchFilter>({});
  const bench = useBench(filter);
  const heading = useTitledPage(t(words.title), 'repair');
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      <p>{t(words.how)}</p>
      {bench.isPending ? <Loading /> : null}
      {bench.isError && !bench.data ? (
        <Failure
          title={bench.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="repair"
          onRetry={() => void bench.refetch()}
        />
      ) : null}
      {bench.data ? <Waiting bench={bench.data} filter={filter} onFilter={setFilter} /> : null}
    </div>
  );
}

function Waiting(props: {
  readonly bench: Bench;
  readonly filter: BenchFilter;
  readonly onFilter: (filter: BenchFilter) => void;
}) {
  const { t } = useSpeech();
  const [told, setTold] = useState<Told | null>(null);
  const { bench, filter, onFilter } = props;
  return (
    <>
      <ToldLine told={told} />
      {bench.total === 0 ? (
        <Empty title={t(words.emptyTitle)}>
          <p>{t(words.emptyNext)}</p>
        </Empty>
      ) : (
        <>
          <p>
            <strong data-total={bench.total}>{t(words.total, { n: bench.total })}</strong>
          </p>
          <Groups counts={bench.counts} onFilter={onFilter} onTold={setTold} />
          <List items={bench.items} />
          <div className="row">
            {filter.reason === undefined && filter.after === undefined ? null : (
              <Button onPress={() => onFilter({})}>
                {t(filter.after === undefined ? words.showAll : words.first)}
              </Button>
            )}
            {bench.next === null ? null : (
              <Button onPress={() => onFilter({ ...filter, after: bench.next ?? undefined })}>{t(words.more)}</Button>
            )}
          </div>
        </>
      )}
    </>
  );
}

function Groups(props: {
  readonly counts: readonly BenchCount[];
  readonly onFilter: (filter: BenchFilter) => void;
  readonly onTold: (told: Told) => void;
}) {
  const { t, say, number } = useSpeech();
  const readAll = useReadAllAgain();
  const again = ({ source, sender, reason }: BenchCount): void =>
    readAll.mutate(
      { source, sender, reason },
      {
        onSuccess: ({ items }) => {
          const count = (wanted: string) => items.filter(({ outcome }) => outcome === wanted).length;
          const values = { read: count('read'), left: count('still-unreadable'), known: count('known-already') };
          props.onTold({ tone: values.read > 0 ? 'done' : 'hold', text: t(words.readAllDone, values) });
        },
        onError: (error) => props.onTold({ tone: 'error', text: error.message || failureWords.away }),
      },
    );
  return (
    <section className="panel" aria-labelledby="groups">
      <h2 id="groups">{t(words.groups)}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
      <section className="scroll" tabIndex={0} aria-label={t(words.groups)}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t(words.colReason)}</th>
              <th scope="col">{t(words.colSender)}</th>
              <th scope="col">{t(words.colSource)}</th>
              <th scope="col" className="end">
                {t(words.colCount)}
              </th>
              <th scope="col">{t(words.colActs)}</th>
            </tr>
          </thead>
          <tbody>
            {props.counts.map((group) => {
              const named = { sender: group.sender, reason: say(group.reasonWords) };
              return (
                <tr key={group.example + group.reason}>
                  <th scope="row">{say(group.reasonWords)}</th>
                  <td>
                    <Received value={group.sender} />
                  </td>
                  <td>{t(wordsOf(sources, group.source))}</td>
                  <td className="end">{number(group.count)}</td>
                  <td>
                    <span className="row">
                      <Button
                        label={t(words.showOf, named)}
                        onPress={() => props.onFilter({ reason: group.reason, senderOf: group.example })}
                      >
                        {t(words.show)}
                      </Button>
                      <Button label={t(words.readAllOf, named)} onPress={() => again(group)}>
                        {t(words.readAll)}
                      </Button>
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function List({ items }: { readonly items: readonly BenchLine[] }) {
  const { t, say, bytes } = useSpeech();
  const heads = [words.colReport, words.colReason, words.colSender, words.colReceived, words.colSize, words.colHanded];
  return (
    <section className="panel" aria-labelledby="waiting">
      <h2 id="waiting">{t(words.list)}</h2>
      <ScrollTable label={t(words.list)} heads={heads}>
        {items.map((item) => (
          <tr key={item.report}>
            <th scope="row">
              <Link to="/repair/$report" params={{ report: item.report }} className="target">
                {item.report}
              </Link>{' '}
              {item.alarmed ? <Chip tone="error">{t(words.alarmed)}</Chip> : null}
            </th>
            <td>{say(item.reasonWords)}</td>
            <td>
              <Received value={item.sender} />
            </td>
            <td>
              <Instant at={item.receivedAt} short />
            </td>
            <td>{bytes(item.sizeBytes)}</td>
            <td>{item.handedTo === null ? null : (teamOf(item.handedTo, t) ?? item.handedTo)}</td>
          </tr>
        ))}
      </ScrollTable>
    </section>
  );
}

function teamOf(code: string, t: ReturnType<typeof useSpeech>['t']): string | null {
  return code in benchTeams ? t(wordsOf(benchTeams, code)) : null;
}
