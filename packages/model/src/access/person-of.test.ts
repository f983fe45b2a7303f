import { expect, it } from "vitest";
import { personOf } from "./person-of.ts";

const ada = { id: "ada", label: "Ada Lovelace", email: "Ada@example.org" };

it("is the person with the same address, however it is written", () =>
  expect(personOf(" ada@EXAMPLE.org", [{ id: "bo", label: "Bo" }, ada])).toEqual(ada));

it("is nobody where no person has the address", () => expect(personOf("eve@example.org", [ada])).toBeNull());
