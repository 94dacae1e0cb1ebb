import { useId, useRef, useState } from 'react';
import type { MappingSample } from '../../api/contract-intake.ts';
import { useMappingActs } from '../../api/mappings.ts';
import { wordsOf } from '../../messages/codes.ts';
import { sampleOrigins, mappingWords as words } from '../../messages/mappings.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';
import type { Told } from '../../ui/told.tsx';

interface Props {
  readonly id: string;
  readonly samples: readonly MappingSample[];
  readonly onTold: (told: Told) => void;
}

/** Rows uploaded to look at, each marked with where it comes from and with the result somebody found right. */
export function Samples(props: Props) {
  const { t } = useSpeech();
  return (
    <section className="panel stack" aria-labelledby="samples">
      <h2 id="samples">{t(words.samples)}</h2>
      <p>{t(words.samplesHow)}</p>
      {props.samples.length === 0 ? <p className="muted">{t(words.noSamples)}</p> : <SampleTable {...props} />}
      <AddSample {...props} />
    </section>
  );
}

function SampleTable({ id, samples, onTold }: Props) {
  const { t, bytes } = useSpeech();
  const acts = useMappingActs(id);
  return (
    <table className="table">
      <thead>
        <tr>
          {[words.file, words.origin, words.colAdded, words.colExpected, words.colActs].map((head) => (
            <th key={head.en} scope="col">
              {t(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {samples.map((sample) => (
          <tr key={sample.sample}>
            <th scope="row">
              <Received value={sample.fileName} /> <span className="meta muted">{bytes(sample.sizeBytes)}</span>
            </th>
            <td>{t(wordsOf(sampleOrigins, sample.origin))}</td>
            <td>
              <Instant at={sample.addedAt} short /> {sample.addedBy}
            </td>
            <td>{sample.expectedBy === null ? t(words.notSaved) : t(words.savedBy, { name: sample.expectedBy })}</td>
            <td>
              <Button
                label={t(words.removeSampleOf, { file: sample.fileName })}
                onPress={() =>
                  acts.removeSample.mutate(sample.sample, {
                    onError: (error) => onTold({ tone: 'error', text: error.message || failureWords.away }),
                  })
                }
              >
                {t(words.removeSample)}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function AddSample({ id, onTold }: Props) {
  const { t } = useSpeech();
  const field = useId();
  const acts = useMappingActs(id);
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [origin, setOrigin] = useState('made-up');
  const add = async (chosen: File): Promise<void> => {
    const base64 = base64Of(new Uint8Array(await chosen.arrayBuffer()));
    acts.addSample.mutate(
      { fileName: chosen.name, origin, base64 },
      {
        onSuccess: () => {
          setFile(null);
          if (input.current) input.current.value = '';
        },
        onError: (error) => onTold({ tone: 'error', text: error.message || failureWords.away }),
      },
    );
  };
  return (
    <div className="row mapping-acts">
      <div className="field">
        <label htmlFor={`${field}-file`}>{t(words.file)}</label>
        <input
          id={`${field}-file`}
          ref={input}
          type="file"
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${field}-origin`}>{t(words.origin)}</label>
        <select id={`${field}-origin`} value={origin} onChange={(event) => setOrigin(event.target.value)}>
          {Object.entries(sampleOrigins).map(([code, pair]) => (
            <option key={code} value={code}>
              {t(pair)}
            </option>
          ))}
        </select>
      </div>
      <Button
        withheld={file === null ? t(words.fileNeeded) : null}
        onPress={() => (file === null ? undefined : void add(file))}
      >
        {t(words.addSample)}
      </Button>
    </div>
  );
}

const PIECE = 8_192;

/** In pieces: a call takes only so many arguments. */
function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text);
}
