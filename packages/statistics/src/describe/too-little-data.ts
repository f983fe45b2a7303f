/** Fewer usable values than a method takes: `have` of the `need` it takes. */
export interface TooLittleData {
  kind: "too_little_data";
  have: number;
  need: number;
}
