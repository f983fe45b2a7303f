import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Field } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { go } from "../../ui/router/history.ts";

const emptyOwner = { name: "", email: "", password: "" };

/** Creates the owner's account with the one-time link of the terminal, and signs in. */
export const SetupPage = ({ token }: { token: string | undefined }): ReactNode => {
  const client = useQueryClient();
  const [owner, setOwner] = useState(emptyOwner);
  const setup = useMutation({
    mutationFn: () => call("setup", { body: { token: token ?? "", ...owner } }),
    onSuccess: async () => {
      go("/", { replace: true });
      await client.resetQueries();
    },
  });
  if (token === undefined)
    return (
      <>
        <PageHeading title="Set up Sextant" />
        <Notice title="This link is not whole" hint="Copy it again from the terminal where Sextant was started.">
          The part after <code>token=</code> is missing.
        </Notice>
      </>
    );
  const fields = [
    { name: "name", label: "Your name", type: "text", autoComplete: "name", hint: undefined },
    { name: "email", label: "E-mail", type: "email", autoComplete: "username", hint: undefined },
    {
      name: "password",
      label: "Password",
      type: "password",
      autoComplete: "new-password",
      hint: "At least 10 characters.",
    },
  ] as const;
  return (
    <>
      <PageHeading title="Set up Sextant" />
      <p>The first account owns this Sextant: it may do everything and invite others.</p>
      {setup.error !== null && <ProblemNotice error={setup.error} />}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          setup.mutate();
        }}
      >
        {fields.map(({ name, hint, ...field }) => (
          <Field
            key={name}
            {...field}
            {...(hint === undefined ? {} : { hint, minLength: 10 })}
            required
            value={owner[name]}
            onChange={({ target }) => setOwner({ ...owner, [name]: target.value })}
          />
        ))}
        <button type="submit" className="button primary" disabled={setup.isPending}>
          Create the owner's account
        </button>
      </form>
    </>
  );
};
