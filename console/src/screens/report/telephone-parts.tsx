import type { Candidate } from '../../api/contract.ts';
import { callWords as words } from '../../messages/calls.ts';
import { useSpeech } from '../../ui/language.tsx';
import type { Language } from '../../ui/locale.ts';
import { Choices } from './choices.tsx';

const OTHER = 'other';

/** The services that may be called, each with its duty line, and anybody else. */
export function Whom(props: {
  readonly services: readonly Candidate[];
  readonly agency: string | null;
  readonly onChange: (service: Candidate | null) => void;
}) {
  const { t, say } = useSpeech();
  const options = props.services.map(
    ({ agency }) => [agency.code, `${say(agency.name)}, ${agency.dutyLine ?? t(words.noLine)}`] as const,
  );
  return (
    <Choices
      legend={t(words.whom)}
      options={[...options, [OTHER, t(words.other)]]}
      value={props.agency ?? OTHER}
      onChange={(code) => props.onChange(props.services.find(({ agency }) => agency.code === code) ?? null)}
    />
  );
}

const SCRIPT = [words.script1, words.script2, words.script3, words.script4];

/** Four lines to say, in one's own language where whoever is called works in it or is not known, else in theirs. */
export function CallScript(props: { readonly report: string; readonly languages: readonly string[] | null }) {
  const { t, language: own } = useSpeech();
  const language = props.languages === null ? own : languageWith(own, props.languages);
  return (
    <div className="stack-tight">
      <span className="call-script-title">{t(words.script)}</span>
      <ol className="call-script" lang={language}>
        {SCRIPT.map((line) => (
          <li key={line.en}>{line[language].replace('{report}', props.report)}</li>
        ))}
      </ol>
    </div>
  );
}

function languageWith(own: Language, theirs: readonly string[]): Language {
  if (theirs.includes(own)) return own;
  return theirs.includes('fr') ? 'fr' : 'en';
}

/** Now, as a field for local date and time has it. */
export function localNow(): string {
  const now = new Date();
  const shifted = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
