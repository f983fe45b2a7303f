import type { ReactNode } from "react";
import { PageHeading } from "../../ui/PageHeading.tsx";

/** Dictionary. */
export const DictionaryPage = (): ReactNode => <PageHeading title="Dictionary" />;
