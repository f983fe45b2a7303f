import type { Actor, Role } from "@sextant/model/access/may";
import type { Account } from "@sextant/model/api/answers/session";
import { Problem } from "@sextant/model/problem/problem";
import {
  type AccountRecord,
  accountByEmail,
  hasAccounts,
  insertAccount,
  listAccounts,
  updateAccount,
} from "../store/account.ts";
import { newId } from "../store/id.ts";
import { replaceSetupLink, useSetupLink } from "../store/setup.ts";
import type { Store } from "../store/store.ts";
import { hashPassword, passwordVerifier } from "./password.ts";
import { hashSecret, newSecret } from "./secret.ts";
import { openSessions, type Sessions } from "./sessions.ts";
import { openTokens, type Tokens } from "./tokens.ts";

/** How long a setup link may be used, in milliseconds: a day. */
const setupLinkLife = 24 * 3_600_000;

/** Another process may create the owner: with no account known, the store is asked again after this many milliseconds. */
const askAgainAfter = 1000;

/** A person who is let in, as the session answer shows them. */
export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
}

/** Who may come in, and as whom. */
export interface Access {
  sessions: Sessions;
  tokens: Tokens;
  /** Whether no account exists yet. */
  needsSetup(): Promise<boolean>;
  /** Makes a fresh setup secret and forgets the one before; null once an account exists. */
  newSetupSecret(): Promise<string | null>;
  /** Creates the owner with the setup secret; throws `invalid_setup_link` or `setup_done`. */
  setUp(secret: string, owner: { name: string; email: string; password: string }): Promise<Person>;
  /** The person of an e-mail and password; throws `wrong_credentials`, the same for every way of being wrong. */
  signIn(email: string, password: string): Promise<Person>;
  accounts(): Promise<Account[]>;
  /** Creates an account; throws `conflict` when the address has one. */
  createAccount(account: { name: string; email: string; role: Role; password: string }): Promise<Account>;
  /** Changes role or disables; throws `conflict` for the last admin and `not_found`. */
  changeAccount(id: string, change: { role?: Role | undefined; disabled?: boolean | undefined }): Promise<Account>;
}

/** What the person on this machine is, while no account exists and only this machine can reach the server. */
export const localActor: Actor = { kind: "person", id: "local", name: "You, on this machine", role: "admin" };

const shown = (row: AccountRecord): Account => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role,
  createdAt: row.created_at,
  disabled: row.disabled === 1,
});

const personOf = ({ id, name, email, role }: AccountRecord): Person => ({ id, name, email, role });

/** Opens the access room over a store; `now` is the server's clock in epoch milliseconds. */
export const openAccess = async (store: Store, now: () => number): Promise<Access> => {
  const verifyPassword = await passwordVerifier();
  let setUpBefore = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  const newAccount = async (given: {
    name: string;
    email: string;
    role: Role;
    password: string;
  }): Promise<AccountRecord> => ({
    id: newId(),
    name: given.name,
    email: given.email.toLowerCase(),
    role: given.role,
    password_hash: await hashPassword(given.password),
    created_at: now(),
    disabled: 0,
  });
  const needsSetup = async (): Promise<boolean> => {
    if (!setUpBefore && now() - askedAt >= askAgainAfter) {
      setUpBefore = await hasAccounts(store);
      askedAt = now();
    }
    return !setUpBefore;
  };
  return {
    sessions: openSessions(store, now),
    tokens: openTokens(store, now),
    needsSetup,
    newSetupSecret: async () => {
      if (!(await needsSetup())) return null;
      const secret = newSecret();
      await replaceSetupLink(store, hashSecret(secret), now());
      return secret;
    },
    setUp: async (secret, owner) => {
      const account = await newAccount({ ...owner, role: "admin" });
      await useSetupLink(store, hashSecret(secret), account, { now: now(), madeAfter: now() - setupLinkLife });
      setUpBefore = true;
      return personOf(account);
    },
    signIn: async (email, password) => {
      const account = await accountByEmail(store, email);
      const matches = await verifyPassword(account?.password_hash ?? null, password);
      if (!account || !matches || account.disabled === 1)
        throw new Problem("wrong_credentials", "There is no account with this e-mail address and password.");
      return personOf(account);
    },
    accounts: async () => (await listAccounts(store)).map(shown),
    createAccount: async (given) => {
      if (given.role !== "admin" && (await needsSetup()))
        throw new Problem("conflict", "The first account must be an admin, or nobody could administer the workspace.");
      const account = await newAccount(given);
      await store.db.transaction().execute((transaction) => insertAccount(transaction, account));
      setUpBefore = true;
      return shown(account);
    },
    changeAccount: async (id, change) => shown(await updateAccount(store, id, change)),
  };
};
