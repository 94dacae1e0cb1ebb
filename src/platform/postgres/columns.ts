/**
 * Rows as one list per column, which PostgreSQL reads in a third of the time it needs for the same rows as JSON. `from` belongs behind
 * `select … from` and names its columns as `types` does; a property a row lacks is null, and what goes to `jsonb` may be any value.
 */
export function asColumns(
  rows: readonly object[],
  types: Readonly<Record<string, string>>,
): { readonly from: string; readonly values: readonly unknown[] } {
  const names = Object.keys(types);
  const lists = names.map((name, index) => `$${index + 1}::${types[name]}[]`);
  return {
    from: `unnest(${lists.join(', ')}) as row (${names.join(', ')})`,
    values: names.map((name) => {
      const column = rows.map((row) => (row as Readonly<Record<string, unknown>>)[name] ?? null);
      return types[name] === 'jsonb' ? column.map((value) => value && JSON.stringify(value)) : column;
    }),
  };
}
