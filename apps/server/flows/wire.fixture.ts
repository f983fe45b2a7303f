/** Writes protobuf by its wire format (protobuf.dev/programming-guides/encoding), independent of the library that reads it. */
const varint = (value: bigint): Buffer => {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
};
const tag = (field: number, wire: number): Buffer => varint(BigInt(field * 8 + wire));

/** A field of variable length: a message, or text. */
export const bytes = (field: number, ...parts: (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([tag(field, 2), varint(BigInt(body.byteLength)), body]);
};

/** A whole number. */
export const whole = (field: number, value: bigint): Buffer => Buffer.concat([tag(field, 0), varint(value)]);

/** A number of 64 bits. */
export const double = (field: number, value: number): Buffer => {
  const body = Buffer.alloc(8);
  body.writeDoubleLE(value);
  return Buffer.concat([tag(field, 1), body]);
};

/** A whole number of fixed 64 bits. */
export const fixed = (field: number, value: bigint): Buffer => {
  const body = Buffer.alloc(8);
  body.writeBigInt64LE(value);
  return Buffer.concat([tag(field, 1), body]);
};
