import { Link } from '@tanstack/react-router';
import type { Edge } from '../../api/contract.ts';
import type { Verdict } from '../../api/subjects.ts';
import { identifierKinds, verdicts, wordsOf } from '../../messages/codes.ts';
import { failureWords } from '../../messages/shell.ts';
import { subjectWords as words } from '../../messages/subject.ts';
import { ActButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Waterfall } from '../../ui/waterfall.tsx';

const CHOICES = [
  { verdict: 'same', words: words.same, key: 'S' },
  { verdict: 'maybe', words: words.maybe, key: 'M' },
  { verdict: 'different', words: words.different, key: 'X' },
] as const;

interface LinksProps {
  readonly edges: readonly Edge[];
  readonly current: number | null;
  readonly onCurrent: (id: number) => void;
  readonly onJudge: (edge: Edge, verdict: Verdict) => void;
  readonly onTakeBack: (id: number) => void;
}

/** Every link with the values it rests on, how rare they are, and what its weight is made of. */
export function Links(props: LinksProps) {
  const { t } = useSpeech();
  return (
    <section className="panel stack" aria-labelledby="links">
      <h2 id="links">{t(words.links)}</h2>
      <p className="meta muted">{t(props.edges.length === 0 ? words.noLinks : words.linksHow)}</p>
      <ul className="plain stack">
        {props.edges.map((edge) => (
          <li
            key={edge.id}
            id={`edge-${edge.id}`}
            tabIndex={-1}
            className="edge"
            data-current={edge.id === props.current}
            onFocus={() => props.onCurrent(edge.id)}
          >
            <EdgeCard edge={edge} {...props} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function EdgeCard({ edge, current, onJudge, onTakeBack }: LinksProps & { readonly edge: Edge }) {
  const { t } = useSpeech();
  const isCurrent = edge.id === current;
  return (
    <div className="stack">
      <div className="spread">
        <h3>
          <Link to="/reports/$report" params={{ report: edge.a }}>
            {edge.a}
          </Link>{' '}
          ↔{' '}
          <Link to="/reports/$report" params={{ report: edge.b }}>
            {edge.b}
          </Link>
        </h3>
        <Chip tone={edge.verdict === 'proposed' ? undefined : 'done'}>
          {edge.verdictBy === null
            ? t(wordsOf(verdicts, edge.verdict))
            : t(words.verdictBy, { verdict: t(wordsOf(verdicts, edge.verdict)), name: edge.verdictBy })}
        </Chip>
      </div>
      <p className="row">
        <span>
          {t(wordsOf(identifierKinds, edge.kind))} <Received value={edge.value} mono />
          {edge.service === null ? null : (
            <>
              {' '}
              · <Received value={edge.service} />
            </>
          )}
        </span>
        <span className="meta muted">{t(words.inReports, { n: edge.reportsSharing })}</span>
        {edge.hub ? <Chip tone="hold">{t(words.hub)}</Chip> : null}
      </p>
      <Weight edge={edge} />
      <div className="row">
        {CHOICES.map((choice) => (
          <ActButton
            key={choice.verdict}
            acts={edge.actions}
            name={choice.verdict}
            unnamed={failureWords.notOffered}
            onPress={() => onJudge(edge, choice.verdict)}
            {...(isCurrent ? { keyHint: choice.key } : {})}
          >
            {t(choice.words)}
          </ActButton>
        ))}
        {edge.verdict === 'proposed' ? null : (
          <Button variant="quiet" onPress={() => onTakeBack(edge.id)}>
            {t(words.takeBack)}
          </Button>
        )}
      </div>
    </div>
  );
}

function Weight({ edge }: { readonly edge: Edge }) {
  const { t, number } = useSpeech();
  const total = Math.round(edge.weight * 10) / 10;
  return (
    <details>
      <summary>
        {t(words.weight, { n: number(total) })}, {t(words.model, { model: edge.model })}
      </summary>
      <Waterfall
        name={t(words.parts)}
        total={total}
        parts={edge.parts.map((part) => ({
          code: `${part.comparison} ${part.level}`,
          words: part.comparison,
          weight: Math.round(part.weight * 10) / 10,
          applied: true,
          detail: part.level,
          origins: [],
        }))}
      />
    </details>
  );
}
