/** Puts the entries of a list into lists by a key. Shape: each in the order of the list. */
export function listsBy<T>(list: Iterable<T>, keyOf: (entry: T) => string): Map<string, T[]> {
  const lists = new Map<string, T[]>();
  for (const entry of list) {
    const key = keyOf(entry);
    const own = lists.get(key);
    if (own === undefined) lists.set(key, [entry]);
    else own.push(entry);
  }
  return lists;
}
