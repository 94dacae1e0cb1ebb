import type { FastifyInstance, FastifyRequest } from 'fastify';
import { KIB } from '#core/units.ts';

/** Answers of a form by field; of a repeated field the last one. */
export type FormAnswers = Readonly<Record<string, string>>;

/** Long texts fit well; a form is no place for files. */
const FORM_BYTES = 256 * KIB;

/** Teaches a scope to read posted forms. */
export function takeForms(app: FastifyInstance): void {
  const options = { parseAs: 'string', bodyLimit: FORM_BYTES } as const;
  app.addContentTypeParser('application/x-www-form-urlencoded', options, (_request, text, done) => {
    // Browsers write line ends of long texts as CR LF.
    const pairs = [...new URLSearchParams(text.toString())].map(([name, value]) => [name, storable(value)]);
    done(null, Object.fromEntries(pairs));
  });
}

/** The posted answers; empty for a request without a form. */
export function answersOf(request: FastifyRequest): FormAnswers {
  const { body } = request;
  return typeof body === 'object' && body !== null ? (body as FormAnswers) : {};
}

/** Text the database can keep: line ends as they are here, no NUL, no half of a character. */
function storable(value: string): string {
  return value.replaceAll('\r\n', '\n').replaceAll('\0', '').toWellFormed();
}
