import type { LibraryEntry, LibraryMapping } from "@sextant/model/api/answers/library";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useState } from "react";
import { call } from "../../data/client.ts";
import { libraryPreviewQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Choice, Field } from "../../ui/Field.tsx";
import { go } from "../../ui/router/history.ts";
import { Preview } from "./Preview.tsx";
import { readable } from "./words.ts";

interface Mapped {
  datasets: Readonly<Record<string, string>>;
  columns: Readonly<Record<string, string>>;
  as: string;
  currency: string;
}

/** What is sent: nothing that was left empty. */
const asked = ({ datasets, columns, as, currency }: Mapped): LibraryMapping => ({
  datasets,
  columns: Object.fromEntries(Object.entries(columns).filter(([, written]) => written.trim() !== "")),
  ...(as === "" ? {} : { as }),
  ...(currency === "" ? {} : { currency }),
});

/** Maps the workspace's columns to those of an entry, shows its value while that is done, and installs it as a draft. */
export const InstallForm = ({ entry }: { entry: LibraryEntry }): ReactNode => {
  const { datasets, columns } = entry.suggestion;
  const [mapped, setMapped] = useState<Mapped>({ datasets, columns, as: "", currency: "" });
  const client = useQueryClient();
  const mapping = asked(useDeferredValue(mapped));
  const preview = useQuery({ ...libraryPreviewQuery(entry.id, mapping), placeholderData: keepPreviousData });
  const file = preview.data?.file ?? null;
  const install = useMutation({
    mutationFn: async () => {
      if (file !== null) await call("applyDefinitions", { body: { files: [file], prune: false } });
    },
    onSuccess: async () => {
      await client.invalidateQueries();
      go(`/kpis/${preview.data?.id ?? entry.id}`);
    },
  });
  return (
    <form
      className="form panel library-install"
      aria-labelledby="library-install"
      onSubmit={(event) => {
        event.preventDefault();
        install.mutate();
      }}
    >
      <h2 id="library-install">Install it here</h2>
      {entry.tables.map((table) => (
        <Table key={table.name} table={table} entry={entry} mapped={mapped} onChange={setMapped} />
      ))}
      <Field
        label="Handle"
        placeholder={entry.id}
        value={mapped.as}
        maxLength={64}
        autoComplete="off"
        onChange={({ target }) => setMapped({ ...mapped, as: target.value })}
      />
      {entry.code.includes("{money}") || entry.unit === "{money}" ? (
        <Field
          label="Currency"
          placeholder="usd"
          value={mapped.currency}
          autoComplete="off"
          onChange={({ target }) => setMapped({ ...mapped, currency: target.value })}
        />
      ) : null}
      {preview.error !== null && <ProblemNotice error={preview.error} />}
      {preview.data !== undefined && <Preview preview={preview.data} />}
      {install.error !== null && <ProblemNotice error={install.error} />}
      <button
        type="submit"
        className="button primary"
        disabled={file === null || install.isPending || preview.isPlaceholderData}
      >
        {install.isPending ? "Installing …" : "Install as a draft"}
      </button>
    </form>
  );
};

interface TableProps {
  table: LibraryEntry["tables"][number];
  entry: LibraryEntry;
  mapped: Mapped;
  onChange: (mapped: Mapped) => void;
}

const Table = ({ table, entry, mapped, onChange }: TableProps): ReactNode => {
  const chosen = mapped.datasets[table.name] ?? "";
  const dataset = entry.datasets.find(({ id }) => id === chosen);
  return (
    <fieldset className="library-table">
      <legend>{readable(table.name)}</legend>
      <Choice
        label="Dataset"
        any="Choose a dataset"
        value={chosen}
        options={entry.datasets.map(({ id, label }) => ({ value: id, label }))}
        onChange={(id) => onChange({ ...mapped, datasets: { ...mapped.datasets, [table.name]: id ?? "" } })}
      />
      {dataset !== undefined && (
        <p className="field-hint">
          Dated by {dataset.time}; needed: {table.time}.
        </p>
      )}
      <datalist id={`columns-of-${table.name}`}>
        {dataset?.columns.map(({ name, type }) => (
          <option key={name} value={name}>
            {type}
          </option>
        ))}
      </datalist>
      {table.columns.map(({ name, meaning, needs }) => (
        <Field
          key={name}
          label={readable(name)}
          hint={`${meaning}: ${needs}`}
          list={`columns-of-${table.name}`}
          autoComplete="off"
          value={mapped.columns[name] ?? ""}
          onChange={({ target }) => onChange({ ...mapped, columns: { ...mapped.columns, [name]: target.value } })}
        />
      ))}
    </fieldset>
  );
};
