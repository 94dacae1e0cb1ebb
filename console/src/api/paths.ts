/** The one builder of addresses. Only report codes and the like ever enter one: never a name, a number or a received value. */
export function path(url: string): string {
  return `/api/v1/${url}`;
}

/** A segment of an address. */
export function segment(code: string | number): string {
  return encodeURIComponent(String(code));
}

/** The query of a list, without what is not set. */
export function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}

/** A PDF preview of a package, opened by the browser itself. */
export function documentAddress(pkg: string, document: 'fdr' | 'general', language: string): string {
  return path(`packages/${segment(pkg)}/documents/${document}${query({ language })}`);
}
