/** Which of two subjects keeps its number when they merge: the older one, whose number people already know. */
export function pickSurvivor(one: number, other: number): { readonly keeps: number; readonly dissolves: number } {
  return one < other ? { keeps: one, dissolves: other } : { keeps: other, dissolves: one };
}
