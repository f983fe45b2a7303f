import type { SourceItem } from "@sextant/model/api/answers/source";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useRef } from "react";
import { call } from "../../data/client.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Field } from "../../ui/Field.tsx";
import { SaidMark } from "./SaidMark.tsx";

interface SecretFormProps {
  secret: NonNullable<SourceItem["secret"]>;
  /** Whether who is signed in may keep secrets. */
  mayKeep: boolean;
}

const valueIn = (form: HTMLFormElement | null): string => {
  const value = form === null ? null : new FormData(form).get("secret");
  return typeof value === "string" ? value : "";
};

/** The secret a source is opened with: whether it is kept, and a field to keep another. The value is never shown, nor held here. */
export const SecretForm = ({ secret: { name, isSet }, mayKeep }: SecretFormProps): ReactNode => {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const keep = useMutation({
    // Read from the field, for what is handed to a mutation stays in its memory.
    mutationFn: () => call("setSecret", { params: { name }, body: { value: valueIn(form.current) } }),
    onSuccess: async () => {
      form.current?.reset();
      // A secret may open several sources.
      await Promise.all([
        client.invalidateQueries({ queryKey: ["source"] }),
        client.invalidateQueries({ queryKey: ["sources"] }),
      ]);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    keep.mutate();
  };
  return (
    <form ref={form} className="form panel" aria-labelledby="source-secret" onSubmit={submit}>
      <h2 id="source-secret">Secret</h2>
      <p className="source-who">
        <code>{name}</code>
        <SaidMark {...(isSet ? { word: "Kept", status: "green" } : { word: "Not kept yet", status: "red" })} />
      </p>
      {keep.error !== null && <ProblemNotice error={keep.error} />}
      {mayKeep ? (
        <>
          <Field
            label={isSet ? "Replace it with" : "Keep"}
            hint="Kept encrypted, and never shown again."
            name="secret"
            type="password"
            required
            autoComplete="new-password"
            maxLength={10_000}
          />
          <button type="submit" className="button" disabled={keep.isPending}>
            Keep the secret
          </button>
        </>
      ) : (
        <p className="page-line">An administrator keeps secrets.</p>
      )}
    </form>
  );
};
