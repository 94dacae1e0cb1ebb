import type { MappingContent, MappingFault, MappingTarget, TriedSample } from '../../api/contract-intake.ts';
import { useMappingActs } from '../../api/mappings.ts';
import { wordsOf } from '../../messages/codes.ts';
import { driftKinds, mappingWords as words } from '../../messages/mappings.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { Chip, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import type { Told } from '../../ui/told.tsx';

/** What keeps the mapping from being published, in words. */
export function Faults({ faults }: { readonly faults: readonly MappingFault[] }) {
  const { t, say, colon } = useSpeech();
  if (faults.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="faults">
      <h2 id="faults">{t(words.faults)}</h2>
      <ul>
        {faults.map(({ rule, code, words: told, detail }) => (
          <li key={`${rule} ${code} ${detail}`}>
            {rule === null ? null : `${t(words.ofRule, { n: rule + 1 })}${colon} `}
            {say(told)} {detail === '' ? null : <Received value={detail} mono />}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Props {
  readonly id: string;
  readonly content: MappingContent;
  readonly targets: readonly MappingTarget[];
  readonly samples: readonly TriedSample[];
  readonly onTold: (told: Told) => void;
}

/** The first rows of each sample as they would be read, beside how they were written. */
export function Preview(props: Props) {
  const { t } = useSpeech();
  if (props.samples.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="preview" data-screen="preview">
      <h2 id="preview">{t(words.preview)}</h2>
      <p>{t(words.previewHow)}</p>
      {props.samples.map((sample) => (
        <Sample key={sample.sampleId} sample={sample} {...props} />
      ))}
    </section>
  );
}

function Sample({ sample, id, content, targets, onTold }: Props & { readonly sample: TriedSample }) {
  const { t } = useSpeech();
  const acts = useMappingActs(id);
  const { standing, fault, records } = sample;
  return (
    <div className="stack">
      <div className="spread">
        <h3>
          <Received value={sample.fileName} /> <Standing standing={standing} />
        </h3>
        {standing === 'as-expected' ? null : (
          <Button
            onPress={() =>
              acts.expect.mutate(
                { sample: sample.sampleId, digest: sample.digest, content },
                { onError: (error) => onTold({ tone: 'error', text: error.message || failureWords.away }) },
              )
            }
          >
            {t(words.expectThis)}
          </Button>
        )}
      </div>
      {fault === null ? null : (
        <p className="fault">
          {t(words.sampleFault, { reason: fault.line === null ? fault.code : `${fault.code} (${fault.line})` })}
        </p>
      )}
      <ReadTable sample={sample} targets={targets} rules={content.rules} />
      {records.map((record, index) =>
        record.fault === null ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sample have no other name and never move
          <p key={index} className="fault">
            {t(words.recordFault, { n: index + 1, reason: record.fault })}
          </p>
        ),
      )}
    </div>
  );
}

function Standing({ standing }: { readonly standing: TriedSample['standing'] }) {
  const { t } = useSpeech();
  if (standing === 'as-expected') return <Chip tone="done">{t(words.asExpected)}</Chip>;
  return standing === 'differs' ? <Chip tone="error">{t(words.differs)}</Chip> : <Chip>{t(words.notSaved)}</Chip>;
}

function ReadTable(props: {
  readonly sample: TriedSample;
  readonly targets: readonly MappingTarget[];
  readonly rules: MappingContent['rules'];
}) {
  const { t, say, colon } = useSpeech();
  const { records, fileName } = props.sample;
  const used = [...new Set(records.flatMap(({ cells }) => cells.map(({ rule }) => rule)))].sort((a, b) => a - b);
  const nameOf = (rule: number): string => {
    const one = props.rules[rule];
    const target = props.targets.find(({ code }) => code === one?.to);
    return target === undefined ? '' : `${say(target.words)}${target.of === 'report' ? '' : ` ${one?.item}`}`;
  };
  if (records.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="scroll" tabIndex={0} aria-label={`${t(words.preview)}${colon} ${fileName}`}>
      <table className="table mapping-read">
        <thead>
          <tr>
            <th scope="col">{t(words.row)}</th>
            {used.map((rule) => (
              <th key={rule} scope="col">
                {nameOf(rule)}
              </th>
            ))}
            <th scope="col">{t(words.remarks)}</th>
            <th scope="col">{t(words.kept)}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sample have no other name and never move
            <tr key={index}>
              <th scope="row">{index + 1}</th>
              {used.map((rule) => (
                <td key={rule}>
                  <Cells cells={record.cells.filter((cell) => cell.rule === rule)} />
                </td>
              ))}
              <td>
                {record.drift.map(({ path, kind }) => (
                  <div key={`${path} ${kind}`} className="meta">
                    <Received value={path} mono />
                    {colon} {t(wordsOf(driftKinds, kind))}
                  </div>
                ))}
              </td>
              <td>
                {record.unmapped.map(({ place, value }) => (
                  <div key={place} className="meta">
                    <Received value={`${place}: ${value}`} />
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cells({ cells }: { readonly cells: TriedSample['records'][number]['cells'] }) {
  const { t } = useSpeech();
  return cells.map(({ from, written, read }) => (
    <div key={`${from} ${written}`}>
      {read === null ? (
        <Chip tone="hold">{t(words.notRead, { text: written })}</Chip>
      ) : (
        <>
          <Received value={read} />
          {read === written ? null : (
            <div className="meta muted">
              <Received value={written} />
            </div>
          )}
        </>
      )}
    </div>
  ));
}
