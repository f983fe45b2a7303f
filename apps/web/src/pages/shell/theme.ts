import { useState } from "react";

const themes = ["system", "light", "dark"] as const;

/** Light, dark, or what the system says. */
export type Theme = (typeof themes)[number];

const key = "sextant.theme";

const stored = (): Theme => {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? "system";
  } catch {
    return "system";
  }
};

const apply = (theme: Theme): void => {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Storage is closed to this page: the choice lasts as long as the page.
  }
};

/** The chosen theme and the way to choose another; theme.js applies it before the first paint of the next visit. */
export const useTheme = (): [Theme, (theme: Theme) => void] => {
  const [theme, setTheme] = useState(stored);
  return [
    theme,
    (next) => {
      apply(next);
      setTheme(next);
    },
  ];
};
