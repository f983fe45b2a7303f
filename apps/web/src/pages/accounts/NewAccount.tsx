import type { Role } from "@sextant/model/access/may";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { accountsQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Choice, Field } from "../../ui/Field.tsx";
import { roleChoices } from "./roleChoices.ts";

const nobody: { name: string; email: string; password: string; role: Role } = {
  name: "",
  email: "",
  password: "",
  role: "viewer",
};

/** A form that makes an account; the password is handed over by the admin. */
export const NewAccount = (): ReactNode => {
  const client = useQueryClient();
  const [person, setPerson] = useState(nobody);
  const create = useMutation({
    mutationFn: () => call("createAccount", { body: person }),
    onSuccess: async () => {
      setPerson(nobody);
      await client.invalidateQueries({ queryKey: accountsQuery.queryKey });
    },
  });
  return (
    <form
      className="form panel"
      aria-label="New account"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <h3>New account</h3>
      {create.error !== null && <ProblemNotice error={create.error} />}
      <Field
        label="Name"
        required
        autoComplete="off"
        value={person.name}
        onChange={({ target }) => setPerson({ ...person, name: target.value })}
      />
      <Field
        label="E-mail"
        type="email"
        required
        autoComplete="off"
        value={person.email}
        onChange={({ target }) => setPerson({ ...person, email: target.value })}
      />
      <Field
        label="First password"
        hint="At least 10 characters. Hand it over in person or by a safe channel."
        type="password"
        required
        minLength={10}
        autoComplete="new-password"
        value={person.password}
        onChange={({ target }) => setPerson({ ...person, password: target.value })}
      />
      <Choice
        label="Role"
        value={person.role}
        options={roleChoices}
        onChange={(role) => role !== undefined && setPerson({ ...person, role })}
      />
      <button type="submit" className="button primary" disabled={create.isPending}>
        Create account
      </button>
    </form>
  );
};
