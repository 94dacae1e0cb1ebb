import type { FastifyReply, FastifyRequest } from 'fastify';
import { LANGUAGES, type Language } from '#core/locale.ts';
import { languageOf } from '#platform/http/problems.ts';

const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** How a person wants the pages of the portals: without an account too, so it lies with the browser. */
export interface View {
  readonly language: Language;
  readonly theme: Theme;
}

const VIEW_COOKIE = '__Host-vigie-view';
/** Lax: a link in a letter opens in the language chosen here. 400 days in seconds. */
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'lax', maxAge: 400 * 24 * 3_600 } as const;

/** The chosen view, else the language the browser asks for (or `preferred`), in light. */
export function viewOf(request: FastifyRequest, preferred?: Language): View {
  const [language, theme] = (request.cookies[VIEW_COOKIE] ?? '').split('.');
  return {
    language: LANGUAGES.find((one) => one === language) ?? preferred ?? languageOf(request),
    theme: THEMES.find((one) => one === theme) ?? 'light',
  };
}

/** What the toggle of the frame sends: a language or a theme. Null: not pressed. */
export function chosenView(view: View, pressed: string | undefined): View | null {
  const language = LANGUAGES.find((one) => one === pressed);
  if (language) return { ...view, language };
  const theme = THEMES.find((one) => one === pressed);
  return theme ? { ...view, theme } : null;
}

/** Keeps the view with the browser. */
export function keepView(reply: FastifyReply, { language, theme }: View): void {
  reply.setCookie(VIEW_COOKIE, `${language}.${theme}`, OPTIONS);
}
