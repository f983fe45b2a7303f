import type { ReactNode } from "react";

const drawings = {
  dashboards: "M3.500 3.500h5.500v7H3.500zM11 3.500h5.500v4H11zM11 9.500h5.500v7H11zM3.500 12.500h5.500v4H3.500z",
  dictionary:
    "M5 3.500h9.500a1 1 0 0 1 1 1v12H6a1.500 1.500 0 0 1-1.500-1.500V4zM4.500 15A1.500 1.500 0 0 1 6 13.500h9.500M8 7h4.500",
  library: "M4 3.500v13M7.500 3.500v13M11 4l4.500 12.500",
  findings: "M5.500 3.500h6l3.500 3.500v9.500h-9.500zM8 10.500l1.500 1.500L12.500 9",
  vanity: "M3 10c2-3.500 4.500-5 7-5s5 1.500 7 5c-2 3.500-4.500 5-7 5s-5-1.500-7-5zM4.500 16l11-12",
  changes: "M4 7h11M12 4l3 3-3 3M16 13H5M8 10l-3 3 3 3",
  attention: "M10 3.500v9M10 16h.01",
  alerts: "M5 13.500v-4a5 5 0 0 1 10 0v4l1 1.500H4zM8.500 16.500h3",
  organisation:
    "M7.500 3.500h5v4h-5zM3.500 12.500h5v4h-5zM11.500 12.500h5v4h-5zM10 7.500v2.500M6 12.500v-2.500h8v2.500",
  objectives: "M10 3.500a6.500 6.500 0 1 0 6.500 6.500M10 7a3 3 0 1 0 3 3M10 10l6-6",
  cascade:
    "M7.500 3.500h5v3h-5zM3.500 9h5v3h-5zM11.500 9h5v3h-5zM11.500 14.500h5v2h-5zM10 6.500v1.200M6 9v-1.200h8v1.200M14 12v2.500",
  proposals: "M4 4.500h12v8h-6l-3.500 3.500v-3.500H4zM7 8.500h6",
  accounts: "M10 9.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 16.500c0-3 2.500-4.500 6-4.500s6 1.500 6 4.500",
  decisions: "M4 16.500V3.500M4 4.500h9l-2 3 2 3H4",
  data: "M4 5.500c0-1.100 2.700-2 6-2s6 .900 6 2-2.700 2-6 2-6-.900-6-2zM4 5.500v9c0 1.100 2.700 2 6 2s6-.900 6-2v-9M4 10c0 1.100 2.700 2 6 2s6-.900 6-2",
  reviews: "M3.500 4.500h13v9h-8l-3 3v-3h-2zM6.500 8h7M6.500 10.500h4",
  sources: "M7.500 3.500v4M12.500 3.500v4M5 7.500h10v2a5 5 0 0 1-10 0zM10 14.500v2.500",
  today: "M4 5.500h12v11H4zM4 8.500h12M7 3.500v3M13 3.500v3M7.500 12.500l1.800 1.800 3.200-3.600",
  entries: "M3.500 16.500h13M12.500 4l3 3-8 8h-3v-3z",
  more: "M4.500 10h.01M10 10h.01M15.500 10h.01",
} as const;

/** The pictures of the navigation. */
export type IconName = keyof typeof drawings;

/** A picture beside a word; hidden from screen readers, for the word says it. */
export const Icon = ({ name }: { name: IconName }): ReactNode => (
  <svg className="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
    <path d={drawings[name]} />
  </svg>
);
