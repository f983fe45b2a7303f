import { hash, verify } from "@node-rs/argon2";

/**
 * Argon2id with 19 MiB, two passes and one lane: the first choice of the OWASP Password Storage Cheat Sheet
 * (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html). Argon2id is the library's default.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a password in PHC format; it carries salt and cost. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** A verifier that takes as long for an account that does not exist (`null`) as for one that does. */
export const passwordVerifier = async (): Promise<(kept: string | null, password: string) => Promise<boolean>> => {
  const decoy = await hashPassword("nobody has this password");
  return async (kept, password) => {
    const matches = await verify(kept ?? decoy, password);
    return matches && kept !== null;
  };
};
