/** Something made, or the reason it cannot be, as a sentence. */
export type Attempt<T> = { value: T } | { reason: string };
