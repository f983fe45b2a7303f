import type { Person } from "../organisation/person.ts";

/** The person of the definitions an account belongs to: the one with its e-mail address, or null. */
export const personOf = (email: string, people: Iterable<Person>): Person | null => {
  const wanted = email.trim().toLowerCase();
  for (const person of people) if (person.email?.toLowerCase() === wanted) return person;
  return null;
};
