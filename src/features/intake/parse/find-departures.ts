import type { z } from 'zod';
import type { Drift } from '../types.ts';
import type { JsonNode } from './json-node.ts';

// A document that departs everywhere is not told in more lines than a person reads.
const MOST_DEPARTURES = 200;
const MOST_CHARACTERS = 300;

type Issue = z.core.$ZodIssue;

/** Where a document departs from the schema of its format; nothing is refused for it. */
export function findDepartures(schema: z.ZodType, root: JsonNode): readonly Drift[] {
  const parsed = schema.safeParse(root);
  return parsed.success
    ? []
    : parsed.error.issues.flatMap((issue) => departureOf(issue, root)).slice(0, MOST_DEPARTURES);
}

function departureOf(issue: Issue, root: JsonNode): readonly Drift[] {
  const path = pathText(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: storable(path === '' ? key : `${path}.${key}`),
        kind: 'unknown-element',
        detail: 'not in the schema; the bytes keep it',
      }));
    case 'too_big':
      return [{ path, kind: 'too-long', detail: `more than ${issue.maximum}` }];
    case 'invalid_type':
      return valueAt(root, issue.path) === undefined
        ? [{ path, kind: 'missing', detail: 'required by the schema' }]
        : [{ path, kind: 'unreadable-value', detail: `not of type ${issue.expected}` }];
    case 'invalid_value':
      return valueAt(root, issue.path) === undefined
        ? [{ path, kind: 'missing', detail: 'required by the schema' }]
        : [{ path, kind: 'unknown-value', detail: storable(`none of ${issue.values.map(String).join(', ')}`) }];
    default:
      return [{ path, kind: 'unreadable-value', detail: storable(issue.message) }];
  }
}

function valueAt(root: JsonNode, path: readonly PropertyKey[]): JsonNode {
  let at: JsonNode = root;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[step];
  }
  return at;
}

/** `incidents[0].urls[2].url`. */
function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return storable(text.replace(/^\./, ''));
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD').slice(0, MOST_CHARACTERS);
}
