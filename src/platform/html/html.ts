declare const written: unique symbol;

/** A piece of HTML that was written by `html`: everything in it that came from elsewhere is escaped. */
export interface Html {
  readonly [written]: true;
  readonly text: string;
}

/** What may stand in a place of a template. Nothing (null, undefined, false) writes nothing. */
export type Piece = Html | string | number | null | undefined | false | readonly Piece[];

/** Writes HTML: `html\`<p>${words}</p>\``. Every place is escaped, in text and in quoted attributes alike; pieces of `html` stay as they are. */
export function html(texts: TemplateStringsArray, ...places: readonly Piece[]): Html {
  let text = texts[0] ?? '';
  for (const [index, place] of places.entries()) text += textOf(place) + (texts[index + 1] ?? '');
  return { text } as Html;
}

/** A bare attribute when it is wanted: `${flag('required', isRequired)}`. */
export function flag(name: 'checked' | 'selected' | 'required' | 'autofocus' | 'multiple', isSet: boolean): Piece {
  return isSet ? html` ${name}` : null;
}

function textOf(place: Piece): string {
  if (place === null || place === undefined || place === false) return '';
  if (typeof place === 'string') return escaped(place);
  if (typeof place === 'number') return String(place);
  return 'text' in place ? place.text : place.map(textOf).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
