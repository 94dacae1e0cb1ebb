import fc from 'fast-check';
import { anyJson, anyText, HOSTILE_NUMBERS } from './hostile.ts';

/** As much of JSON Schema as the OpenAPI document uses. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
}

export interface Parameter {
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

/** One line of the OpenAPI document. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters?: readonly Parameter[];
            readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
          }
        >
      >
    >
  >;
}

/** Reads every operation out of a running server's own OpenAPI document. */
export function operationsOf(document: unknown): readonly Operation[] {
  const { paths } = document as Document;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema ?? null,
    })),
  );
}

/** What is known to exist, by the name of the field that may hold it: numbers of reports, codes of agencies. */
export type Known = ReadonlyMap<string, readonly string[]>;

/** Values that fit a schema; strings are mostly something that exists, where the name of the field is known. */
export function fitting(schema: Schema, name: string, known: Known): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum?.length) return fc.constantFrom(...schema.enum);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches?.length) return fc.oneof(...branches.map((branch) => fitting(branch, name, known)));
  switch (schema.type) {
    case 'string':
      return fittingText(schema, name, known);
    case 'integer':
    case 'number':
      return fittingNumber(schema, name, known);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(fitting(schema.items ?? {}, name, known), { maxLength: Math.min(schema.maxItems ?? 4, 4) });
    case 'object':
      return fittingObject(schema, known);
    default:
      return anyJson;
  }
}

function fittingText(schema: Schema, name: string, known: Known): fc.Arbitrary<unknown> {
  const { minLength = 0, maxLength = 120 } = schema;
  const within = anyText.map((text) => text.slice(0, maxLength).padEnd(minLength, 'x'));
  const there = known.get(name) ?? [];
  return there.length === 0
    ? within
    : fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...there) }, { weight: 1, arbitrary: within });
}

function fittingNumber(schema: Schema, name: string, known: Known): fc.Arbitrary<unknown> {
  const min = Math.max(schema.minimum ?? 0, Number.MIN_SAFE_INTEGER);
  const max = Math.min(schema.maximum ?? 5_000, Number.MAX_SAFE_INTEGER);
  const edges = [min, max, ...HOSTILE_NUMBERS.filter((edge) => Number.isInteger(edge) && edge >= min)];
  const there = (known.get(name) ?? []).map(Number).filter(Number.isSafeInteger);
  return fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min: Math.ceil(min), max: Math.min(Math.floor(max), min + 5_000) }) },
    { weight: 1, arbitrary: fc.constantFrom(...edges) },
    ...(there.length > 0 ? [{ weight: 3, arbitrary: fc.constantFrom(...there) }] : []),
  );
}

function fittingObject(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).map(([name, inner]) => {
    const value = fitting(inner, name, known);
    return required.has(name)
      ? value.map((made) => [[name, made]] as const)
      : fc.option(value).map((made) => (made === null ? [] : ([[name, made]] as const)));
  });
  return fc.tuple(...fields).map((entries) => Object.fromEntries(entries.flat()));
}

/** Values that nearly fit: one leaf of another kind, one field too few, one too many. */
export function nearlyFitting(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  return fc
    .tuple(fitting(schema, '', known), fc.nat(), anyJson, fc.constantFrom('other', 'fewer', 'more'))
    .map(([value, at, replacement, how]) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return replacement;
      const fields = Object.entries(value);
      const place = fields.length === 0 ? 0 : at % fields.length;
      const name = fields[place]?.[0] ?? 'x';
      if (how === 'more') return { ...value, unasked: replacement };
      if (how === 'fewer') return Object.fromEntries(fields.filter((_field, index) => index !== place));
      return { ...value, [name]: replacement };
    });
}
