import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { MappingContent, MappingPage } from '../../api/contract-intake.ts';
import { useMapping, useMappingActs, usePreview } from '../../api/mappings.ts';
import { mappingWords as words } from '../../messages/mappings.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { type Told, ToldLine } from '../../ui/told.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { DocumentSettings } from './document-settings.tsx';
import { Faults, Preview } from './preview.tsx';
import { RulesTable } from './rules-table.tsx';
import { Samples } from './samples.tsx';
import { Versions } from './versions.tsx';
import './mapping.css';

/** One mapping at work: samples, field by field, and beside it what the samples would be read as. */
export function MappingScreen() {
  const { t } = useSpeech();
  const { mapping: id } = useParams({ from: '/mappings/$mapping' });
  const mapping = useMapping(id);
  const title = t(words.heading, { sender: mapping.data?.sender ?? '…' });
  const heading = useTitledPage(title, `mapping ${id}`);
  return (
    <div className="screen">
      <p>
        <Link to="/mappings" className="target">
          {t(words.back)}
        </Link>
      </p>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {mapping.isPending ? <Loading /> : null}
      {mapping.isError && !mapping.data ? (
        <Failure
          title={mapping.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="mapping"
          onRetry={() => void mapping.refetch()}
        />
      ) : null}
      {mapping.data ? <Editor id={id} page={mapping.data} /> : null}
    </div>
  );
}

const PREVIEW_WAITS_MS = 300;

/** A value once it has rested: what is being typed is not asked about letter by letter. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), PREVIEW_WAITS_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

function Editor({ id, page }: { readonly id: string; readonly page: MappingPage }) {
  const [content, setContent] = useState<MappingContent>(page.content);
  const [told, setTold] = useState<Told | null>(null);
  const rested = useRested(content);
  const preview = usePreview(id, rested, page.samples.length);
  const tried = preview.data?.samples ?? [];
  const faults = preview.data?.faults ?? [];
  return (
    <>
      <ToldLine told={told} />
      <Samples id={id} samples={page.samples} onTold={setTold} />
      <DocumentSettings content={content} onChange={setContent} />
      <RulesTable content={content} targets={page.targets} samples={tried} onChange={setContent} />
      <Faults faults={faults} />
      <Preview id={id} content={content} targets={page.targets} samples={tried} onTold={setTold} />
      <Acts id={id} page={page} content={content} faulty={faults.length > 0} onTold={setTold} />
      <Versions versions={page.versions} />
    </>
  );
}

function Acts(props: {
  readonly id: string;
  readonly page: MappingPage;
  readonly content: MappingContent;
  readonly faulty: boolean;
  readonly onTold: (told: Told) => void;
}) {
  const { t } = useSpeech();
  const acts = useMappingActs(props.id);
  const failed = (error: Error): void => props.onTold({ tone: 'error', text: error.message || failureWords.away });
  return (
    <div className="row">
      <Button
        onPress={() =>
          acts.save.mutate(props.content, {
            onSuccess: ({ version: n }) => props.onTold({ tone: 'done', text: t(words.saved, { n }) }),
            onError: failed,
          })
        }
      >
        {t(words.save)}
      </Button>
      <Button
        variant="primary"
        withheld={props.faulty ? t(words.publishFirst) : null}
        onPress={() =>
          acts.publish.mutate(props.content, {
            onSuccess: ({ version: n }) => props.onTold({ tone: 'done', text: t(words.published, { n }) }),
            onError: failed,
          })
        }
      >
        {t(words.publish)}
      </Button>
      <Button
        variant="danger"
        withheld={props.page.live === null ? t(words.nothingLive) : null}
        onPress={() =>
          acts.retire.mutate(undefined, {
            onSuccess: () => props.onTold({ tone: 'hold', text: words.retired }),
            onError: failed,
          })
        }
      >
        {t(words.retire)}
      </Button>
    </div>
  );
}
