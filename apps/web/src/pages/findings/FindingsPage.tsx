import type { ReactNode } from "react";
import { PageHeading } from "../../ui/PageHeading.tsx";

/** Findings. */
export const FindingsPage = (): ReactNode => <PageHeading title="Findings" />;
