import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { PackageRow } from '../../api/contract-packages.ts';
import { usePackages } from '../../api/packages.ts';
import { packageStates, wordsOf } from '../../messages/codes.ts';
import { packageWords as words } from '../../messages/packages.ts';
import { failureWords } from '../../messages/shell.ts';
import { type Column, DataGrid } from '../../ui/data-grid.tsx';
import { type Speech, useSpeech } from '../../ui/language.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import './packages.css';

/** Every package and where it stands on its road. */
export function PackagesScreen() {
  const speech = useSpeech();
  const { t } = speech;
  const { state } = useSearch({ from: '/packages' });
  const navigate = useNavigate({ from: '/packages' });
  const packages = usePackages(state);
  const [current, setCurrent] = useState<string | null>(null);
  const heading = useTitledPage(t(words.listTitle), 'packages');
  const rows = packages.data?.items ?? [];
  return (
    <div className="screen">
      <div className="spread">
        <h1 ref={heading} tabIndex={-1}>
          {t(words.listTitle)}
        </h1>
        <label className="row">
          <span className="meta muted">{t(words.filterState)}</span>
          <select
            className="select"
            value={state ?? ''}
            onChange={(event) =>
              void navigate({ search: event.target.value === '' ? {} : { state: event.target.value } })
            }
          >
            <option value="">{t(words.anyState)}</option>
            {Object.keys(packageStates).map((code) => (
              <option key={code} value={code}>
                {t(wordsOf(packageStates, code))}
              </option>
            ))}
          </select>
        </label>
      </div>
      {packages.isPending ? <Loading /> : null}
      {packages.isError && !packages.data ? (
        <Failure
          title={packages.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="packages"
          onRetry={() => void packages.refetch()}
        />
      ) : null}
      {packages.data && rows.length === 0 ? (
        <Empty title={t(words.emptyTitle)}>
          {state === undefined ? (
            <p>{t(words.emptyNext)}</p>
          ) : (
            <Link to="/packages" search={{}} activeOptions={{ exact: true }} className="button">
              {t(words.clear)}
            </Link>
          )}
        </Empty>
      ) : null}
      {rows.length === 0 ? null : (
        <>
          <p className="meta muted">{t(words.listTotal, { n: rows.length })}</p>
          <DataGrid
            kind="packages"
            label={t(words.listTitle)}
            columns={columnsIn(speech)}
            rows={rows}
            keyOf={(row) => row.number}
            current={current}
            onCurrent={setCurrent}
            onOpen={(row) => void navigate({ to: '/packages/$pkg', params: { pkg: row.number } })}
          />
        </>
      )}
    </div>
  );
}

function columnsIn({ t, say }: Speech): readonly Column<PackageRow>[] {
  return [
    {
      id: 'package',
      head: t(words.colPackage),
      names: true,
      cell: (row) => (
        <Link to="/packages/$pkg" params={{ pkg: row.number }} tabIndex={-1}>
          {row.number}
        </Link>
      ),
    },
    { id: 'state', head: t(words.colState), cell: (row) => t(wordsOf(packageStates, row.state)) },
    {
      id: 'recipient',
      head: t(words.colRecipient),
      cell: (row) => (
        <span title={say(row.recipientName)}>
          {say(row.recipientName)} <span className="mono meta muted">{row.recipient}</span>
        </span>
      ),
    },
    { id: 'reports', head: t(words.colReports), cell: (row) => row.reports.join(', ') },
    { id: 'created', head: t(words.colCreated), cell: (row) => <Instant at={row.createdAt} short /> },
  ];
}
