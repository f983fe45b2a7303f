import { roles } from "@sextant/model/access/may";

/** Roles as a choice writes them. */
export const roleChoices = roles.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));
