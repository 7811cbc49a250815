// The browser's formatters, each made once per language: making one costs more than using it a hundred times, and a
// page of results needs hundreds.
export function perLanguage<T>(make: (tag: string) => T): (tag: string) => T {
  const made = new Map<string, T>();
  return (tag) => {
    const known = made.get(tag);
    if (known !== undefined) return known;
    const one = make(tag);
    made.set(tag, one);
    return one;
  };
}
