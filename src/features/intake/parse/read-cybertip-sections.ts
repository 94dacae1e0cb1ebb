import type { SubmittedNarrative } from '../types.ts';
import { type JsonNode, member, textOf } from './json-node.ts';

const SECTION = /^section[ _-]?[a-d]$|^[a-d]$/i;

/**
 * What a document calls its sections (A the provider's words, B automated lookups, C the analyst's additions, D whom it went to) is kept as
 * it is written, and opened like any other words: nobody has published what they hold.
 */
export function readSections(root: JsonNode, info: JsonNode): readonly SubmittedNarrative[] {
  return [
    ...sectionsOf(root, ''),
    ...sectionsOf(member(root, 'sections'), 'sections.'),
    ...sectionsOf(info, 'reportedInformation.'),
    ...sectionsOf(member(info, 'sections'), 'reportedInformation.sections.'),
  ];
}

function sectionsOf(node: JsonNode, path: string): readonly SubmittedNarrative[] {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (!SECTION.test(key) || value === null || value === undefined) return [];
    const body = textOf(value) ?? textOf(JSON.stringify(value, null, 1));
    return body === null || body === '{}' || body === '[]'
      ? []
      : [{ path: `${path}${key}`, body, restricted: speaksOfVictim(value) }];
  });
}

/** Words beside a member that is named after victims are read under their rules. */
function speaksOfVictim(value: JsonNode): boolean {
  return typeof value === 'object' && /"[^"]*victim[^"]*":/i.test(JSON.stringify(value));
}
