import { z } from "zod";
import {
  accountChangeSchema,
  accountSchema,
  credentialsSchema,
  issuedTokenSchema,
  newAccountSchema,
  newTokenSchema,
  sessionAnswerSchema,
  setupBodySchema,
  tokenSchema,
} from "../answers/session.ts";
import type { Route } from "../route.ts";
import { id, nothing } from "./parts.ts";

/** Sessions, accounts and tokens. */
export const accessRoutes = {
  session: { act: "open", tag: "access", summary: "Who is signed in", response: sessionAnswerSchema, success: 200 },
  signIn: {
    act: "open",
    tag: "access",
    summary: "Sign in with e-mail and password",
    body: credentialsSchema,
    response: sessionAnswerSchema,
    success: 200,
    attemptsPerMinute: 10,
  },
  signOut: { act: "open", tag: "access", summary: "Sign out", response: nothing, success: 200 },
  setup: {
    act: "open",
    tag: "access",
    summary: "Create the owner account with the one-time link",
    body: setupBodySchema,
    response: sessionAnswerSchema,
    success: 201,
    attemptsPerMinute: 10,
  },
  accounts: {
    act: "administer",
    tag: "access",
    summary: "All accounts",
    response: z.object({ accounts: z.array(accountSchema) }),
    success: 200,
  },
  createAccount: {
    act: "administer",
    tag: "access",
    summary: "Create an account",
    body: newAccountSchema,
    response: accountSchema,
    success: 201,
  },
  changeAccount: {
    act: "administer",
    tag: "access",
    summary: "Change role or disable an account",
    params: id,
    body: accountChangeSchema,
    response: accountSchema,
    success: 200,
  },
  tokens: {
    act: "administer",
    tag: "access",
    summary: "All API tokens",
    response: z.object({ tokens: z.array(tokenSchema) }),
    success: 200,
  },
  createToken: {
    act: "administer",
    tag: "access",
    summary: "Issue an API token",
    body: newTokenSchema,
    response: issuedTokenSchema,
    success: 201,
  },
  revokeToken: {
    act: "administer",
    tag: "access",
    summary: "Revoke an API token",
    params: id,
    response: nothing,
    success: 200,
  },
} as const satisfies Record<string, Route>;
