import type { Schemas } from "@/api/client";

export type Role = Schemas["UserResponse"]["role"];

export const ROLES: Record<Role, { label: string; may: string }> = {
  MERCHANT: { label: "Owner", may: "everything, people and channels included" },
  STAFF: { label: "Staff", may: "the day's work: orders, stock and problems" },
  VIEWER: { label: "Viewer", may: "look at everything, change nothing" },
  OPERATOR: { label: "Operator", may: "everything, and runs this installation" },
};
