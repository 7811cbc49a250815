// Names of the offices, which the server writes on the shell ("standesamt=Standesamt;…"). An office it does not
// name is called by its id.
export function officeNames(text: string | undefined): Map<string, string> {
  const pairs = (text ?? '').split(';').map((pair) => pair.split('='));
  return new Map(pairs.flatMap(([id, name]) => (id && name ? [[id, name] as const] : [])));
}
const known = officeNames(typeof document === 'undefined' ? '' : document.getElementById('familie')?.dataset.stellen);
export const officeName = (id: string): string => known.get(id) ?? id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');
