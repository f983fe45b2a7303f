/** Signatures and sizes of the ZIP format (APPNOTE.TXT 4.3.12 and 4.3.16). */
const directoryEntry = { signature: 0x02014b50, bytes: 46 };
const directoryEnd = { signature: 0x06054b50, bytes: 22 };
const longestComment = 65_535;
/** What a 32-bit size says when the true one is elsewhere (ZIP64), which no workbook of a person needs. */
const elsewhere = 0xffffffff;

/** Bytes and number of the parts of a ZIP file as its directory declares them; null when it has no readable directory. */
export const unpackedSize = (file: Uint8Array): { bytes: number; parts: number } | null => {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const earliest = Math.max(0, file.byteLength - directoryEnd.bytes - longestComment);
  let end = file.byteLength - directoryEnd.bytes;
  while (end >= earliest && view.getUint32(end, true) !== directoryEnd.signature) end -= 1;
  if (end < earliest) return null;
  const parts = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  let bytes = 0;
  for (let part = 0; part < parts; part += 1) {
    if (at + directoryEntry.bytes > end || view.getUint32(at, true) !== directoryEntry.signature) return null;
    const size = view.getUint32(at + 24, true);
    bytes += size === elsewhere ? Number.POSITIVE_INFINITY : size;
    at +=
      directoryEntry.bytes +
      view.getUint16(at + 28, true) +
      view.getUint16(at + 30, true) +
      view.getUint16(at + 32, true);
  }
  return { bytes, parts };
};
