import './waterfall.css';
import { formatSigned } from './format-number.ts';
import { useSpeech } from './language.tsx';
import { useUiWords } from './words.tsx';

export interface WaterfallPart {
  readonly code: string;
  readonly words: string;
  readonly weight: number;
  /** A factor that was looked for and does not count is shown as such: its absence is information. */
  readonly applied: boolean;
  readonly detail: string | null;
  /** Places in the record; `id` is the element of the page that shows it, null when none does. */
  readonly origins: readonly { readonly id: string | null; readonly words: string }[];
}

/** What the shown parts add up to; the figure beside it must equal this. */
export function sumOf(parts: readonly Pick<WaterfallPart, 'weight' | 'applied'>[]): number {
  const sum = parts.reduce((total, part) => total + (part.applied ? part.weight : 0), 0);
  return Math.round(sum * 1e6) / 1e6;
}

/** One axis, 0 to 100, as a figure and a meter of the same value. */
export function Axis({ name, value }: { readonly name: string; readonly value: number | null }) {
  const { t, number } = useSpeech();
  const words = useUiWords();
  const shown = value === null ? t(words.unknown) : number(value);
  return (
    <div className="axis">
      <span className="axis-name">{name}</span>
      <meter min={0} max={100} value={value ?? 0} aria-label={`${name} ${shown}`} />
      <strong>{shown}</strong>
    </div>
  );
}

/** The parts of one figure as a table: each part, its points, the place it comes from, and the sum. */
export function Waterfall(props: {
  readonly name: string;
  readonly parts: readonly WaterfallPart[];
  readonly total: number;
}) {
  const { t, language } = useSpeech();
  const words = useUiWords();
  const withOrigins = props.parts.some((part) => part.origins.length > 0);
  const scale = Math.max(1, ...props.parts.map((part) => Math.abs(part.weight)));
  return (
    <table className="waterfall">
      <caption>{props.name}</caption>
      <thead>
        <tr>
          <th scope="col">{t(words.factor)}</th>
          <th scope="col" className="end">
            {t(words.points)}
          </th>
          <td aria-hidden="true" />
          {withOrigins ? <th scope="col">{t(words.origin)}</th> : null}
        </tr>
      </thead>
      <tbody>
        {props.parts.map((part) => (
          <tr key={part.code} data-applied={part.applied}>
            <th scope="row">
              {part.words}
              {part.detail === null ? null : <span className="detail"> {part.detail}</span>}
            </th>
            <td className="end">{part.applied ? formatSigned(part.weight, language) : t(words.notApplied)}</td>
            <td aria-hidden="true">{part.applied ? <Bar share={part.weight / scale} /> : null}</td>
            <td hidden={!withOrigins}>
              {part.origins.map((origin) => (
                <Origin key={origin.words} {...origin} />
              ))}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t(words.sum)}</th>
          <td className="end">
            {formatSigned(sumOf(props.parts), language)}
            {sumOf(props.parts) === props.total ? null : ` ≠ ${formatSigned(props.total, language)}`}
          </td>
          <td colSpan={withOrigins ? 2 : 1} />
        </tr>
      </tfoot>
    </table>
  );
}

/** A link that puts the focus on the field a part comes from. */
function Origin({ id, words }: { readonly id: string | null; readonly words: string }) {
  if (id === null) return <span className="origin mono meta">{words}</span>;
  return (
    <a
      href={`#${id}`}
      className="origin mono meta"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(id)?.focus();
      }}
    >
      {words}
    </a>
  );
}

/** A bar from the middle: to the right it adds, to the left it takes away. Geometry is in attributes, not styles. */
function Bar({ share }: { readonly share: number }) {
  const width = Math.abs(share) * 48;
  return (
    <svg
      className="bar"
      data-sign={share < 0 ? 'minus' : 'plus'}
      viewBox="0 0 100 10"
      width="100"
      height="10"
      aria-hidden="true"
    >
      <path className="bar-axis" d="M50 0v10" />
      <rect x={share < 0 ? 50 - width : 50} y="1" width={width} height="8" />
    </svg>
  );
}
