import type { SeriesView } from "@sextant/model/practice/review";

/** How a series stands, in a word. */
export const stateWords: Record<SeriesView["state"], string> = {
  open: "Being held",
  overdue: "Overdue",
  due: "Today",
  planned: "Planned",
};

export const cadenceWords: Record<SeriesView["cadence"], string> = {
  weekly: "Every week",
  biweekly: "Every other week",
  monthly: "Every month",
  quarterly: "Every quarter",
};

/** Where minutes are read in another form. */
export const minutesForms = [
  { form: "html", label: "HTML" },
  { form: "pdf", label: "PDF" },
  { form: "pptx", label: "PPTX" },
  { form: "markdown", label: "Markdown" },
] as const;
