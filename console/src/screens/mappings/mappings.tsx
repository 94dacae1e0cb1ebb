import { Link, useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import type { MappingLine } from '../../api/contract-intake.ts';
import { useMappings, useNewMapping } from '../../api/mappings.ts';
import { sources, wordsOf } from '../../messages/codes.ts';
import { documentKinds, mappingWords as words } from '../../messages/mappings.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { Chip, Received } from '../../ui/chip.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';

/** Every mapping with the state of its versions; a new one is begun here. */
export function MappingsScreen() {
  const { t } = useSpeech();
  const mappings = useMappings();
  const heading = useTitledPage(t(words.title), 'mappings');
  const items = mappings.data?.items ?? [];
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      <p>{t(words.how)}</p>
      {mappings.isPending ? <Loading /> : null}
      {mappings.isError && !mappings.data ? (
        <Failure
          title={mappings.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="mappings"
          onRetry={() => void mappings.refetch()}
        />
      ) : null}
      {mappings.data && items.length === 0 ? (
        <Empty title={t(words.emptyTitle)}>
          <p>{t(words.emptyNext)}</p>
        </Empty>
      ) : null}
      {items.length === 0 ? null : <MappingTable items={items} />}
      {mappings.data ? <NewMapping /> : null}
    </div>
  );
}

function MappingTable({ items }: { readonly items: readonly MappingLine[] }) {
  const { t } = useSpeech();
  const heads = [words.colSender, words.colSource, words.colKind, words.colState, words.colChanged];
  return (
    <ScrollTable label={t(words.title)} heads={heads} alone>
      {items.map((item) => (
        <tr key={item.mapping}>
          <th scope="row">
            <Link to="/mappings/$mapping" params={{ mapping: String(item.mapping) }} className="target">
              <Received value={item.sender} />
            </Link>
          </th>
          <td>{t(wordsOf(sources, item.source))}</td>
          <td>{t(wordsOf(documentKinds, item.kind))}</td>
          <td>
            <span className="row">
              {item.live === null ? null : <Chip tone="done">{t(words.isLive, { n: item.live })}</Chip>}
              {item.draft === null ? null : <Chip tone="hold">{t(words.hasDraft, { n: item.draft })}</Chip>}
              {item.live === null && item.draft === null ? <Chip>{t(words.isRetired)}</Chip> : null}
            </span>
          </td>
          <td>{item.changedAt === null ? null : <Instant at={item.changedAt} short />}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function NewMapping() {
  const { t } = useSpeech();
  const id = useId();
  const navigate = useNavigate();
  const create = useNewMapping();
  const [source, setSource] = useState('provider');
  const [sender, setSender] = useState('');
  const [kind, setKind] = useState('csv');
  const begin = (): void =>
    create.mutate(
      { source, sender: sender.trim(), kind },
      {
        onSuccess: ({ mapping }) => void navigate({ to: '/mappings/$mapping', params: { mapping: String(mapping) } }),
      },
    );
  return (
    <section className="panel stack" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t(words.begin)}</h2>
      <div className="row">
        <div className="field">
          <label htmlFor={`${id}-source`}>{t(words.colSource)}</label>
          <select id={`${id}-source`} value={source} onChange={(event) => setSource(event.target.value)}>
            {Object.entries(sources).map(([code, pair]) => (
              <option key={code} value={code}>
                {t(pair)}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}-sender`}>{t(words.colSender)}</label>
          <input
            id={`${id}-sender`}
            type="text"
            value={sender}
            maxLength={300}
            autoComplete="off"
            onChange={(event) => setSender(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-kind`}>{t(words.colKind)}</label>
          <select id={`${id}-kind`} value={kind} onChange={(event) => setKind(event.target.value)}>
            {Object.entries(documentKinds).map(([code, pair]) => (
              <option key={code} value={code}>
                {t(pair)}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div className="row">
        <Button
          variant="primary"
          reasonShown
          withheld={sender.trim() === '' ? t(words.senderNeeded) : null}
          onPress={begin}
        >
          {t(words.beginNow)}
        </Button>
      </div>
      <Fault error={create.error} />
    </section>
  );
}
