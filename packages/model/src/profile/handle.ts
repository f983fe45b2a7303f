/** A handle made from any text, unique among those taken. */
export const handleOf = (text: string, taken: ReadonlySet<string>): string => {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const base = (/^[a-z]/.test(plain) ? plain : `c_${plain}`).slice(0, 56).replace(/_+$/, "");
  let handle = base;
  for (let n = 2; taken.has(handle); n += 1) handle = `${base}_${n}`;
  return handle;
};
