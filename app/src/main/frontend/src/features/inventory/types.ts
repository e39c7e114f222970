import type { Schemas } from "@/api/client";

export type Item = Schemas["InventoryItemResponse"];
export type Movement = Schemas["InventoryMovementResponse"];
export type Location = Schemas["LocationsLocation"];
