import { LOCALES, say } from '#platform/i18n/say.ts';
import { type ErrorLine, errorSummary } from './error-summary.ts';
import { type Html, html, type Piece } from './html.ts';
import { FRAME_WORDS } from './messages.ts';
import type { View } from './view.ts';

/** What a page says about itself; the frame does the rest. */
export interface Page {
  readonly view: View;
  readonly title: string;
  /** The main part, without its heading. */
  readonly body: Html;
  /** Refused answers: the summary takes the focus and the title says so. @default none */
  readonly errors?: readonly ErrorLine[];
  /** A line above the heading: where one is. */
  readonly above?: Piece;
  /** The page has a form of this id: the toggle sends its answers along, so that they are kept. @default the toggle is a form of its own */
  readonly answersForm?: string;
  /** Where the toggle of a page without answers comes back to. */
  readonly here: string;
  /** Loaded with the page; it works without. @default none */
  readonly script?: string;
}

/** What all pages of one portal share. */
export interface Portal {
  /** `/provider` */
  readonly home: string;
  readonly name: string;
  readonly styleUrl: string;
  /** Null for strangers. */
  readonly person: {
    readonly name: string;
    readonly csrfToken: string;
    readonly pages: readonly { readonly href: string; readonly words: string }[];
  } | null;
}

/** A whole page in the frame of a portal: skip link, name, toggles, navigation, heading, error summary. */
export function pageFrame(portal: Portal, page: Page): Html {
  const { language, theme } = page.view;
  const errors = page.errors ?? [];
  const title = errors.length > 0 ? say(FRAME_WORDS.errorTitle, language, { title: page.title }) : page.title;
  return html`<!doctype html>
<html lang="${LOCALES[language]}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${portal.name} · Vigie</title>
<link rel="stylesheet" href="${portal.styleUrl}">
${page.script ? html`<script src="${page.script}" type="module"></script>` : null}
</head>
<body>
<a class="skip" href="#main">${FRAME_WORDS.skip[language]}</a>
<header class="top"><div class="wide">
<a class="name" href="${portal.home}"><b>Vigie</b> ${portal.name}</a>
${toggles(portal, page)}
</div></header>
${portal.person ? navigation(portal, page) : null}
<main id="main" class="wide">
${errorSummary(errors, language)}
${page.above ? html`<p class="above">${page.above}</p>` : null}
<h1>${page.title}</h1>
${page.body}
</main>
</body>
</html>
`;
}

/** Buttons, not links: what is typed travels along. Enter in a field never presses them: the first button of the form is a hidden one. */
function toggles(portal: Portal, { view: { language, theme }, answersForm, here }: Page): Html {
  const other = language === 'en' ? 'fr' : 'en';
  const otherTheme = theme === 'light' ? 'dark' : 'light';
  const id = answersForm ?? 'view';
  const buttons = html`<button class="quiet" form="${id}" name="view" value="${other}" lang="${other}">${FRAME_WORDS.otherLanguage[language]}</button>
<button class="quiet" form="${id}" name="view" value="${otherTheme}">${FRAME_WORDS[otherTheme][language]}</button>`;
  const entered = html`<button form="${id}" name="go" value="next" hidden></button>`;
  return html`<div class="toggles" role="group" aria-label="${FRAME_WORDS.language[language]}">${
    answersForm
      ? html`${entered}${buttons}`
      : html`<form id="view" method="post" action="${portal.home}/view"><input type="hidden" name="here" value="${here}">${buttons}</form>`
  }</div>`;
}

function navigation({ home, person }: Portal, { view: { language }, here }: Page): Html {
  return html`<nav class="pages" aria-label="${FRAME_WORDS.menu[language]}"><div class="wide">
${(person?.pages ?? []).map(({ href, words }) => html`<a href="${href}"${href === here ? html` aria-current="page"` : null}>${words}</a>`)}
<form method="post" action="${home}/sign-out"><input type="hidden" name="csrf" value="${person?.csrfToken}"><span class="who">${person?.name}</span> <button class="quiet">${FRAME_WORDS.signOut[language]}</button></form>
</div></nav>`;
}
