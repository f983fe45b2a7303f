import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Field } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";

/** Asks for e-mail and password, or says how the first account is made. */
export const SignInPage = ({ needsSetup }: { needsSetup: boolean }): ReactNode => {
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => call("signIn", { body: { email, password } }),
    onSuccess: () => client.resetQueries(),
  });
  if (needsSetup)
    return (
      <>
        <PageHeading title="Set up Sextant" />
        <Notice
          title="Nobody owns this Sextant yet"
          hint="It was printed in the terminal where Sextant was started; it works once."
        >
          Open the setup link to create the owner's account.
        </Notice>
      </>
    );
  return (
    <>
      <PageHeading title="Sign in" />
      {signIn.error !== null && <ProblemNotice error={signIn.error} />}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <Field
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={({ target }) => setEmail(target.value)}
        />
        <Field
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
        <button type="submit" className="button primary" disabled={signIn.isPending}>
          Sign in
        </button>
      </form>
    </>
  );
};
