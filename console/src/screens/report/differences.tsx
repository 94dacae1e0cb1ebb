import { useState } from 'react';
import type { Report } from '../../api/contract.ts';
import { type Difference, useDifferences } from '../../api/versions.ts';
import { wordsOf } from '../../messages/codes.ts';
import { changes, comparedFields, comparedParts, versionWords as words } from '../../messages/versions.ts';
import { Chip, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { QueryPanel } from '../../ui/query-panel.tsx';

/** Two versions side by side, changed fields only; there is no panel where there is one version. */
export function Differences({ report }: { readonly report: Report }) {
  const newest = Math.max(...report.versions.map(({ version }) => version), 1);
  return newest < 2 ? null : <Compared report={report} newest={newest} />;
}

function Compared({ report, newest }: { readonly report: Report; readonly newest: number }) {
  const { t } = useSpeech();
  const [chosen, setChosen] = useState<number | null>(null);
  const from = chosen ?? newest - 1;
  const query = useDifferences(report.report, from, newest);
  const earlier = report.versions.map(({ version }) => version).filter((version) => version < newest);
  return (
    <QueryPanel query={query} code="differences" title={t(words.title)}>
      {({ differences, touches }) => (
        <>
          <div className="spread">
            <span className="row">
              <span>{t(words.between, { from: String(from), to: String(newest) })}</span>
              {touches.includes('urgency') ? <Chip tone="hold">{t(words.touchesUrgency)}</Chip> : null}
              {touches.includes('jurisdiction') ? <Chip tone="hold">{t(words.touchesJurisdiction)}</Chip> : null}
            </span>
            {earlier.length < 2 ? null : (
              <label className="row">
                {t(words.before)}
                <select value={from} onChange={(event) => setChosen(Number(event.target.value))}>
                  {earlier.map((version) => (
                    <option key={version} value={version}>
                      {version}
                    </option>
                  ))}
                </select>
              </label>
            )}
          </div>
          {differences.length === 0 ? (
            <p className="muted">{t(words.none)}</p>
          ) : (
            <DifferenceTable differences={differences} from={from} to={newest} />
          )}
        </>
      )}
    </QueryPanel>
  );
}

function DifferenceTable(props: {
  readonly differences: readonly Difference[];
  readonly from: number;
  readonly to: number;
}) {
  const { t } = useSpeech();
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t(words.what)}</th>
          <th scope="col">{t(words.was, { n: String(props.from) })}</th>
          <th scope="col">{t(words.was, { n: String(props.to) })}</th>
        </tr>
      </thead>
      <tbody>
        {props.differences.map((one) => (
          <DifferenceRow key={`${one.part} ${one.of} ${one.field} ${one.change}`} difference={one} />
        ))}
      </tbody>
    </table>
  );
}

function DifferenceRow({ difference }: { readonly difference: Difference }) {
  const { t } = useSpeech();
  const { part, change, of, field } = difference;
  const closed =
    part === 'victims'
      ? words.victimsChanged
      : part === 'narrative' && change === 'changed'
        ? words.wordsChanged
        : null;
  return (
    <tr>
      <th scope="row">
        {t(wordsOf(comparedParts, part))}
        {field === null ? null : `, ${t(wordsOf(comparedFields, field))}`} <Chip>{t(changes[change])}</Chip>
        {of === null ? null : (
          <>
            <br />
            <span className="meta">
              <Received value={of} />
            </span>
          </>
        )}
      </th>
      {closed === null ? (
        <>
          <td>
            <Side value={difference.from} present={change !== 'added'} />
          </td>
          <td>
            <Side value={difference.to} present={change !== 'removed'} />
          </td>
        </>
      ) : (
        <td colSpan={2}>{t(closed)}</td>
      )}
    </tr>
  );
}

function Side({ value, present }: { readonly value: string | null; readonly present: boolean }) {
  const { t } = useSpeech();
  if (value !== null) return <Received value={value} />;
  return <span className="muted">{t(present ? words.here : words.absent)}</span>;
}
