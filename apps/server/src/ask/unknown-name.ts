import { Problem } from "@sextant/model/problem/problem";
import { nearest } from "@sextant/semantic/expression/suggest";

/** The problem that something is not there, with the name that was probably meant. */
export const unknownName = (what: string, name: string, known: Iterable<string>): Problem => {
  const names = [...known];
  const close = nearest(name, names);
  const shown = JSON.stringify(name.slice(0, 64));
  const hint =
    close === null
      ? names.length === 0
        ? "There is none."
        : `There are: ${names.slice(0, 12).join(", ")}${names.length > 12 ? ", …" : ""}.`
      : `Did you mean "${close}"?`;
  return new Problem("not_found", `There is no ${what} ${shown}.`, { hint });
};
