import { type DraftField, type DraftFieldPage, useDraftFields, useJudgeDraft } from '../../api/versions.ts';
import { wordsOf } from '../../messages/codes.ts';
import { failureWords } from '../../messages/shell.ts';
import { draftStandings, readingOutcomes, versionWords as words } from '../../messages/versions.ts';
import { withheldWhy } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { QueryPanel } from '../../ui/query-panel.tsx';

/** What the PDF of a tip says, line by line, each for a person to confirm or reject. The PDF itself is never shown. */
export function DraftFields({ report }: { readonly report: string }) {
  const { t } = useSpeech();
  const query = useDraftFields(report);
  return (
    <QueryPanel query={query} code="draft-fields" title={t(words.drafts)}>
      {(page) => (
        <>
          <p className="meta muted">{t(words.draftsHow)}</p>
          <Readings pdfs={page.pdfs} />
          {page.fields.length > 0 ? (
            <DraftTable report={report} page={page} />
          ) : page.pdfs.every((pdf) => pdf.outcome === 'read') ? (
            <p className="muted">{t(words.noDrafts)}</p>
          ) : null}
        </>
      )}
    </QueryPanel>
  );
}

function Readings({ pdfs }: Pick<DraftFieldPage, 'pdfs'>) {
  const { t } = useSpeech();
  return (
    <ul className="plain">
      {pdfs.map((pdf) => (
        <li key={pdf.file} className="row">
          <Received value={pdf.name ?? String(pdf.file)} />
          <Chip tone={pdf.outcome === 'read' ? undefined : 'hold'}>
            {t(wordsOf(readingOutcomes, pdf.outcome ?? 'waiting'))}
          </Chip>
          {pdf.pages === null ? null : <span className="meta muted">{t(words.pages, { n: pdf.pages })}</span>}
          {pdf.isCut ? <Chip tone="hold">{t(words.cut)}</Chip> : null}
        </li>
      ))}
    </ul>
  );
}

function DraftTable({ report, page }: { readonly report: string; readonly page: DraftFieldPage }) {
  const { t } = useSpeech();
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t(words.label)}</th>
          <th scope="col">{t(words.place)}</th>
          <th scope="col">{t(words.standing)}</th>
          <th scope="col">{t(words.judge)}</th>
        </tr>
      </thead>
      <tbody>
        {page.fields.map((field) => (
          <DraftRow key={field.id} report={report} field={field} actions={page.actions} />
        ))}
      </tbody>
    </table>
  );
}

function DraftRow(props: {
  readonly report: string;
  readonly field: DraftField;
  readonly actions: DraftFieldPage['actions'];
}) {
  const { t, colon } = useSpeech();
  const { field } = props;
  return (
    <tr>
      <th scope="row">
        <span className="meta muted">
          <Received value={field.label} />
        </span>
        <br />
        <Received value={field.value} mono />
      </th>
      <td className="meta">{t(words.at, { page: String(field.page), line: String(field.line) })}</td>
      <td>
        <Chip tone={field.standing === 'differs' ? 'hold' : field.standing === 'agrees' ? 'done' : undefined}>
          {t(draftStandings[field.standing])}
        </Chip>
        {field.standing === 'differs' && field.said !== null ? (
          <>
            <br />
            <span className="meta">
              {t(words.says)}
              {colon} <Received value={field.said} />
            </span>
          </>
        ) : null}
      </td>
      <td>
        <Judgement {...props} />
      </td>
    </tr>
  );
}

const CHOICES = [
  { code: 'confirmed', words: words.confirm },
  { code: 'rejected', words: words.reject },
] as const;

function Judgement(props: {
  readonly report: string;
  readonly field: DraftField;
  readonly actions: DraftFieldPage['actions'];
}) {
  const { t, say } = useSpeech();
  const judge = useJudgeDraft(props.report);
  const { id, label, value, verdict } = props.field;
  const why = withheldWhy(props.actions, 'judge-draft-field', failureWords.notOffered);
  return (
    <span className="row">
      {CHOICES.map((choice) => (
        <Button
          key={choice.code}
          label={t(words.ofLine, { act: t(choice.words), label, value })}
          pressed={verdict === choice.code}
          withheld={why === null ? null : say(why)}
          onPress={() => judge.mutate({ id, verdict: choice.code })}
        >
          {t(choice.words)}
        </Button>
      ))}
      {judge.isError ? <span className="fault">{judge.error.message || t(failureWords.away)}</span> : null}
    </span>
  );
}
