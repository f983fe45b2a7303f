import type { ReactNode } from "react";
import { Segmented } from "../../ui/Segmented.tsx";
import { useTheme } from "./theme.ts";

const choices = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "system", label: "Auto" },
] as const;

/** Light, dark, or as the system. */
export const ThemeSwitch = (): ReactNode => {
  const [theme, setTheme] = useTheme();
  return <Segmented label="Theme" value={theme} options={choices} onChange={setTheme} />;
};
