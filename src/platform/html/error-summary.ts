import type { Language } from '#core/locale.ts';
import { say } from '#platform/i18n/say.ts';
import { html, type Piece } from './html.ts';
import { FRAME_WORDS } from './messages.ts';

/** One refused answer: where it is, and what to do about it. */
export interface ErrorLine {
  /** A link to the field: `#port`, or the page it is on. */
  readonly href: string;
  readonly words: string;
}

/** The list of what is wrong, above the heading. It takes the focus without a script; each line leads to its field. */
export function errorSummary(errors: readonly ErrorLine[], language: Language): Piece {
  if (errors.length === 0) return null;
  return html`<div class="summary" id="problems" role="alert" tabindex="-1" autofocus aria-labelledby="problems-title">
<h2 id="problems-title">${say(FRAME_WORDS.thereIsAProblem, language, { count: errors.length })}</h2>
<ul>${errors.map(({ href, words }) => html`<li><a href="${href}">${words}</a></li>`)}</ul>
</div>`;
}
