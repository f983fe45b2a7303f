import { useMutation } from "@tanstack/react-query";
import { type DragEvent, type ReactNode, useState } from "react";
import { bring, type OwnSource } from "../../data/own-data.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Field } from "../../ui/Field.tsx";

const kinds = ".csv,.tsv,.txt,.json,.ndjson,.jsonl,.parquet,.arrow,.feather,.arrows,.xlsx";

/** Takes a file by drop or choice, or the path of one in the workspace folder. */
export const FilePicker = ({ onPick }: { onPick: (source: OwnSource) => void }): ReactNode => {
  const [path, setPath] = useState("");
  const [isOver, setOver] = useState(false);
  const take = useMutation({ mutationFn: bring, onSuccess: onPick });
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) take.mutate(file);
  };
  return (
    <div className="own-pick">
      {take.error !== null && <ProblemNotice error={take.error} />}
      <label
        className="own-drop"
        data-over={isOver ? "" : undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <strong>{take.isPending ? "Uploading …" : "Drop a file here, or choose one"}</strong>
        <span>CSV, Excel (.xlsx), JSON, NDJSON, Parquet or Arrow, up to 2 GB. It stays on this server.</span>
        <input
          type="file"
          className="own-file"
          accept={kinds}
          disabled={take.isPending}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) take.mutate(file);
          }}
        />
      </label>
      <form
        className="own-path"
        onSubmit={(event) => {
          event.preventDefault();
          onPick({ file: path.trim() });
        }}
      >
        <Field
          label="Or a file in the workspace folder"
          hint="Its path below that folder, such as data/orders.csv"
          required
          value={path}
          onChange={({ target }) => setPath(target.value)}
        />
        <button type="submit" className="button">
          Read it
        </button>
      </form>
    </div>
  );
};
