import type { FastifyReply } from 'fastify';
import { plusMs } from '#core/clock.ts';
import type { Language } from '#core/locale.ts';
import { DAY_MS } from '#core/units.ts';
import { type Html, html } from '#platform/html/html.ts';
import { say } from '#platform/i18n/say.ts';
import type { QualityFigure, QualityLine } from '../domain/quality-lines.ts';
import { ownQualityCard } from '../queries/quality-card.ts';
import { HOME, type OwnVisit, sendNothingHere, sendPage, words } from './frame.ts';
import { QUALITY_WORDS } from './quality-words.ts';

/** Lengths of a period in days; the first one is shown where none is chosen. */
const PERIODS = [90, 30, 365] as const;

/** How good one's own notices were, beside the period before: figures alone, what each means, and what would improve it. */
export async function sendQuality(visit: OwnVisit): Promise<FastifyReply> {
  const { deps, person, view, request } = visit;
  const asked = Number((request.query as Readonly<Record<string, unknown>>)['days']);
  const days = PERIODS.find((one) => one === asked) ?? PERIODS[0];
  const to = deps.clock.now();
  const from = plusMs(to, -days * DAY_MS);
  // The provider of the session, never one the address names: the figures are counted over reports, which a provider does not see.
  const [card, before] = await Promise.all([
    ownQualityCard(deps.db, person.provider, { from, to }),
    ownQualityCard(deps.db, person.provider, { from: plusMs(from, -days * DAY_MS), to: from }),
  ]);
  if (!card.ok || !before.ok) return sendNothingHere(visit);
  const word = words(view, QUALITY_WORDS);
  const { quality, lines } = card.value;
  const body = html`<p>${word('intro')}</p>
${periods(view.language, days)}
<p><strong id="counted">${word('counted', { n: quality.notices, from: from.slice(0, 10), to: to.slice(0, 10) })}</strong></p>
${quality.notices === 0 ? html`<p>${word('nothing')}</p>` : tables(view.language, lines, before.value.lines)}`;
  return sendPage(visit, { title: word('title'), body, here: `${HOME}/quality` });
}

function periods(language: Language, days: number): Html {
  const chosen = (one: number) => (one === days ? html` aria-current="true"` : null);
  return html`<p class="periods" role="group" aria-label="${QUALITY_WORDS.period[language]}">${PERIODS.toSorted(
    (a, b) => a - b,
  ).map(
    (one) =>
      html`<a class="button" href="${HOME}/quality?days=${one}"${chosen(one)}>${say(QUALITY_WORDS.days, language, { n: one })}</a> `,
  )}</p>`;
}

function tables(language: Language, lines: readonly QualityLine[], before: readonly QualityLine[]): Html {
  const mend = lines.filter((line) => line.canImprove);
  const rest = lines.filter((line) => !line.canImprove);
  const was = new Map(before.map(({ code, figure }) => [code, figure]));
  return html`<h2>${QUALITY_WORDS.mend[language]}</h2>
${mend.length === 0 ? html`<div class="note" data-tone="done"><p>${QUALITY_WORDS.allWell[language]}</p></div>` : table('mend', language, mend, was)}
<h2>${QUALITY_WORDS.rest[language]}</h2>
${table('rest', language, rest, was)}`;
}

function table(
  id: 'mend' | 'rest',
  language: Language,
  lines: readonly QualityLine[],
  was: ReadonlyMap<string, QualityFigure>,
): Html {
  const word = (key: keyof typeof QUALITY_WORDS) => QUALITY_WORDS[key][language];
  return html`<table class="stack figures" id="${id}"><thead><tr><th scope="col">${word('what')}</th><th scope="col">${word('now')}</th><th scope="col">${word('before')}</th></tr></thead><tbody>
${lines.map(
  (
    line,
  ) => html`<tr data-figure="${line.code}"><th scope="row">${line.name[language]}<p class="hint">${line.means[language]}${id === 'mend' ? html` <strong>${line.better[language]}</strong>` : null}</p></th>
<td data-now>${figureIn(language, line.figure)}</td><td><span class="narrow">${word('before')} </span>${figureIn(language, was.get(line.code))}</td></tr>`,
)}
</tbody></table>`;
}

/** A figure as it is read: `3 of 12 (25%)`, `2 h 5 min`, `72%`; a dash where there was nothing to measure. */
function figureIn(language: Language, figure: QualityFigure | undefined): string {
  const told = (key: keyof typeof QUALITY_WORDS, values: Readonly<Record<string, number>>) =>
    say(QUALITY_WORDS[key], language, values);
  if (figure === undefined) return '–';
  if (figure.kind === 'share') {
    const { count, of } = figure;
    return of === 0 ? '–' : told('share', { count, of, percent: Math.round((100 * count) / of) });
  }
  if (figure.value === null) return '–';
  if (figure.kind === 'percent') return told('percent', { percent: Math.round(figure.value) });
  const minutes = Math.round(figure.value);
  if (minutes < 60) return told('minutes', { minutes });
  if (minutes < 48 * 60) return told('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  return told('longer', { days: Math.floor(minutes / 1_440), hours: Math.floor((minutes % 1_440) / 60) });
}
