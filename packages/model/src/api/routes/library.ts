import { z } from "zod";
import {
  libraryEntrySchema,
  libraryListSchema,
  libraryMappingSchema,
  libraryPreviewSchema,
} from "../answers/library.ts";
import type { Route } from "../route.ts";
import { id } from "./parts.ts";

/** Ready definitions, and what they would give here. */
export const libraryRoutes = {
  library: {
    act: "read",
    tag: "definitions",
    summary: "Ready definitions by department and search, and how well the workspace's columns fit them",
    query: z.strictObject({ search: z.string().max(200).optional(), department: z.string().max(40).optional() }),
    response: libraryListSchema,
    success: 200,
  },
  libraryEntry: {
    act: "read",
    tag: "definitions",
    summary: "One ready definition with the shape of the data it needs",
    params: id,
    response: libraryEntrySchema,
    success: 200,
  },
  previewLibraryEntry: {
    act: "define",
    tag: "definitions",
    summary: "What a ready definition gives over mapped columns: findings, the file to apply, and its value now",
    params: id,
    body: libraryMappingSchema,
    response: libraryPreviewSchema,
    success: 200,
  },
} as const satisfies Record<string, Route>;
