import type { OwnDataAnswer, OwnDataBody } from "@sextant/model/api/answers/own-data";
import type { FileFormat } from "@sextant/model/dataset/file-format";
import { dateOrders, decimalMarks, delimiters, encodings } from "@sextant/model/dataset/file-notation";
import type { ReactNode } from "react";
import { Choice, Field } from "../../ui/Field.tsx";

const words: Record<string, string> = {
  ",": "comma",
  ";": "semicolon",
  "|": "bar",
  ".": "point",
  dmy: "day first, 31.12.2025",
  mdy: "month first, 12/31/2025",
  ymd: "year first, 2025/12/31",
};

const optionsOf = <T extends string>(values: readonly T[]): { value: T; label: string }[] =>
  values.map((value) => ({ value, label: words[value] ?? value }));

interface ReadingChoicesProps {
  answer: OwnDataAnswer;
  body: OwnDataBody;
  onChange: (change: Partial<OwnDataBody>) => void;
}

/** How the file was read, and the means to read it otherwise. */
export const ReadingChoices = ({ answer, body, onChange }: ReadingChoicesProps): ReactNode => {
  const found = answer.profile.format;
  const isText =
    "upload" in body.source ? /\.(csv|tsv|txt)$/.test(body.source.upload) : /\.(csv|tsv|txt)$/i.test(body.source.file);
  const choose = (change: FileFormat): void => {
    const { types: _, ...rest } = body;
    onChange({ ...rest, types: {}, format: { ...body.format, ...change } });
  };
  return (
    <details className="own-reading">
      <summary>How the file is read</summary>
      <div className="own-choices">
        {isText && (
          <>
            <Choice
              label="Between columns"
              any="as found"
              value={body.format?.delimiter ?? found.delimiter ?? ""}
              options={optionsOf(delimiters)}
              onChange={(delimiter) => choose({ delimiter })}
            />
            <Choice
              label="Encoding"
              any="UTF-8"
              value={body.format?.encoding ?? found.encoding ?? ""}
              options={optionsOf(encodings)}
              onChange={(encoding) => choose({ encoding })}
            />
          </>
        )}
        {answer.sheets.length > 1 && (
          <Choice
            label="Sheet"
            value={String(body.format?.sheet ?? answer.sheets[0] ?? "")}
            options={answer.sheets.map((value) => ({ value, label: value }))}
            onChange={(sheet) => choose({ sheet })}
          />
        )}
        <Choice
          label="Decimal mark"
          any="as found"
          value={body.format?.decimal ?? found.decimal ?? ""}
          options={optionsOf(decimalMarks)}
          onChange={(decimal) => choose({ decimal })}
        />
        <Choice
          label="Dates"
          any="as found"
          value={body.format?.date_order ?? found.date_order ?? ""}
          options={optionsOf(dateOrders)}
          onChange={(date_order) => choose({ date_order })}
        />
        <Field
          label="Time zone of times without one"
          defaultValue={body.time_zone ?? answer.timeZone}
          onBlur={({ target }) => {
            const zone = target.value.trim();
            if (zone !== "" && zone !== answer.timeZone) onChange({ time_zone: zone });
          }}
        />
      </div>
    </details>
  );
};
