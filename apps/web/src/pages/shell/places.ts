import type { WorkspaceAnswer } from "@sextant/model/api/answers/workspace";
import type { Address } from "../../ui/router/address.ts";
import type { IconName } from "./icons.tsx";

/** A count beside a place. */
export interface Badge {
  count: number;
  isBad: boolean;
}

/** A place of the navigation. */
export interface Place {
  to: Exclude<Address, `${string}:${string}`>;
  label: string;
  icon: IconName;
  /** Only for administrators. */
  admin?: true;
  /** Also in the tab bar of a phone; three fit there beside the dashboards and "More". */
  tab?: true;
  /** What is open there. */
  badge?: (workspace: WorkspaceAnswer) => Badge;
}

/** The places beside the dashboards, in the order of the loop: watch, define, act, run. */
export const places: readonly { label: string; places: readonly Place[] }[] = [
  {
    label: "Watch",
    places: [
      { to: "/attention", label: "Attention", icon: "attention" },
      { to: "/alerts", label: "Alerts", icon: "alerts" },
    ],
  },
  {
    label: "Define",
    places: [
      { to: "/dictionary", label: "Dictionary", icon: "dictionary", tab: true },
      { to: "/library", label: "Library", icon: "library" },
      { to: "/organisation", label: "Organisation", icon: "organisation" },
      {
        to: "/findings",
        label: "Findings",
        icon: "findings",
        tab: true,
        badge: ({ findings }) => ({ count: findings.error + findings.warning, isBad: findings.error > 0 }),
      },
      { to: "/changes", label: "Changes", icon: "changes" },
      { to: "/proposals", label: "Proposals", icon: "proposals" },
    ],
  },
  {
    label: "Act",
    places: [
      { to: "/me", label: "Today", icon: "today", tab: true },
      { to: "/reviews", label: "Reviews", icon: "reviews" },
      { to: "/decisions", label: "Decisions", icon: "decisions" },
      { to: "/objectives", label: "Objectives", icon: "objectives" },
      { to: "/cascade", label: "Cascade", icon: "cascade" },
      { to: "/vanity", label: "Vanity audit", icon: "vanity" },
    ],
  },
  {
    label: "Run",
    places: [
      { to: "/sources", label: "Sources", icon: "sources" },
      { to: "/data/new", label: "Use my own data", icon: "data" },
      { to: "/entries", label: "Entries", icon: "entries" },
      { to: "/accounts", label: "Accounts", icon: "accounts", admin: true },
    ],
  },
];

/** The groups as somebody sees them; one without a place is left out. */
export const placesFor = (isAdmin: boolean): typeof places =>
  places
    .map((group) => ({ ...group, places: group.places.filter(({ admin }) => admin !== true || isAdmin) }))
    .filter((group) => group.places.length > 0);
