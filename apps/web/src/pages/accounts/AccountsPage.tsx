import type { ReactNode } from "react";
import { PageHeading } from "../../ui/PageHeading.tsx";

/** Accounts. */
export const AccountsPage = (): ReactNode => <PageHeading title="Accounts" />;
