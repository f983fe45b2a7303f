import type { ColumnType } from "@sextant/model/dataset/dataset";
import type { FileFormat } from "@sextant/model/dataset/file-format";
import { isoDate, plainNumber } from "@sextant/model/dataset/notation";

const isNumber = (type: ColumnType): boolean => type === "integer" || type === "number" || type === "decimal";
const isDate = (type: ColumnType): boolean => type === "date" || type === "datetime";

/**
 * Turns texts in the notation of a file into the one every value is read in; what is not in that notation stays as it is, and
 * is refused with what was written.
 */
export const notationReader = ({
  decimal,
  date_order: order,
}: FileFormat): ((raw: unknown, type: ColumnType) => unknown) => {
  if (decimal === undefined && order === undefined) return (raw) => raw;
  return (raw, type) => {
    if (typeof raw !== "string") return raw;
    if (decimal !== undefined && isNumber(type)) return plainNumber(raw.trim(), decimal) ?? raw;
    if (order !== undefined && isDate(type)) return isoDate(raw.trim(), order) ?? raw;
    return raw;
  };
};
