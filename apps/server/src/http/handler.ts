import type { Readable } from "node:stream";
import type { RouteAnswer } from "@sextant/model/api/client";
import type { FeedEvent } from "@sextant/model/api/feed";
import type { RouteId } from "@sextant/model/api/paths";
import type { Routes } from "@sextant/model/api/routes";
import type { Source } from "@sextant/model/source/source";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Access } from "../access/access.ts";
import type { Ask, Cached } from "../ask/ask.ts";
import type { Definitions } from "../definitions/definitions.ts";
import type { FolderReading } from "../definitions/folder.ts";
import type { Entries } from "../entries/entries.ts";
import type { Evaluate } from "../evaluate/evaluate.ts";
import type { Feed } from "../feed/feed.ts";
import type { Intake } from "../intake/intake.ts";
import type { Sources } from "../intake/sources/sources.ts";
import type { Notify } from "../notify/notify.ts";
import type { Personal } from "../practice/personal.ts";
import type { Practice } from "../practice/practice.ts";
import type { ReviewFile, Reviews } from "../reviews/reviews.ts";
import type { Vault } from "../store/vault.ts";
import type { Caller } from "./caller.ts";

/** What the handlers compose answers from. */
export interface Rooms {
  access: Access;
  definitions: Definitions;
  /** Answers as far as the caller may see them. */
  ask: Ask;
  intake: Intake;
  entries: Entries;
  practice: Practice;
  reviews: Reviews;
  evaluate: Pick<Evaluate, "replay" | "override" | "endOverride" | "overrides">;
  personal: Personal;
  notify: Notify;
  sources: Sources;
  vault: Vault;
  /** When a source is due next, epoch ms. */
  nextRun: (source: Source) => Promise<number | null>;
  /** The server's clock, epoch ms. */
  now: () => number;
  feed: Feed;
  /** A fact as far as the caller may hear it; null when there is nothing in it for them. */
  heard: (event: FeedEvent) => FeedEvent | null;
  /** The workspace folder as it is on disk now. */
  readFolder: () => FolderReading;
  /** Whether definitions are loaded and their data has been read. */
  ready: () => boolean;
}

type Parsed<R, K extends string> = R extends { [P in K]: infer S extends z.ZodType } ? z.output<S> : undefined;

/** One request: checked against the schemas of its route, by someone who may make it. */
export interface Call<Id extends RouteId> {
  params: Parsed<Routes[Id], "params">;
  query: Parsed<Routes[Id], "query">;
  body: Parsed<Routes[Id], "body">;
  caller: Caller;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** What a handler gives: a JSON value, JSON made earlier, a file made earlier, text, bytes, or a stream. */
export type Outcome<Id extends RouteId> =
  | { value: RouteAnswer<Id>; status?: number }
  | { cached: Cached }
  | { file: ReviewFile }
  | { text: string; type: string }
  | { bytes: Uint8Array; type: string }
  | { stream: Readable };

export type Handler<Id extends RouteId> = (call: Call<Id>) => Outcome<Id> | Promise<Outcome<Id>>;

/** A handler for every route of the table. */
export type Handlers = { [Id in RouteId]: Handler<Id> };
