/** The report number a client wrote, in a field or in the query string; null unless it is a positive number no rounding can touch. */
export function readReportNumber(text: unknown): number | null {
  if (typeof text !== 'string' || !/^\s*\d{1,15}\s*$/.test(text)) return null;
  return Number(text) || null;
}

/** The `id` of an urlencoded body; a body that is nothing but a number counts too. */
export function numberInBody(body: string): number | null {
  return readReportNumber(new URLSearchParams(body).get('id')) ?? readReportNumber(body);
}
