const shape = /^[a-z][a-z0-9_]{0,63}$/;

/** Ids of one type of definition, each given once. */
export interface Ids {
  /** An id for a name: the name itself where it fits and is free. */
  give(name: string): string;
  /** An id for a name used in one place only: none that is given, and not given by it. */
  apart(name: string): string;
}

/** Keeps ids to lower-case letters, digits and underscores, at most 64 characters, and apart. */
export const openIds = (): Ids => {
  const given = new Set<string>();
  const fitted = (name: string): string => {
    if (shape.test(name)) return name;
    const plain = name
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^[^a-z]+|_+$/g, "");
    return plain === "" ? "unnamed" : plain.slice(0, 64);
  };
  const apart = (name: string): string => {
    const wanted = fitted(name);
    let id = wanted;
    for (let count = 2; given.has(id); count += 1) id = `${wanted.slice(0, 63 - String(count).length)}_${count}`;
    return id;
  };
  return {
    apart,
    give: (name) => {
      const id = apart(name);
      given.add(id);
      return id;
    },
  };
};

/** A name as people read it: `order_total` becomes `Order total`. */
export const labelFor = (name: string): string => {
  const words = name.replaceAll(/[_\s]+/g, " ").trim();
  return words === "" ? "Unnamed" : (words.charAt(0).toUpperCase() + words.slice(1)).slice(0, 120);
};
