import { FLAGS, type FlagCode, type OrderStatus, STATUSES } from "./words";

export interface OrderFilter {
  status?: OrderStatus[];
  flag?: FlagCode[];
  connectionId?: string;
  q?: string;
  from?: string;
  to?: string;
}

/** The address holds the filter, so that it can be kept, shared and gone back to. */
export function filterIn(search: URLSearchParams): OrderFilter {
  const filter: OrderFilter = {};
  const statuses = search.getAll("status").filter((status): status is OrderStatus => status in STATUSES);
  if (statuses.length > 0) {
    filter.status = statuses;
  }
  const flags = search.getAll("flag").filter((flag): flag is FlagCode => flag in FLAGS);
  if (flags.length > 0) {
    filter.flag = flags;
  }
  for (const name of ["connectionId", "q", "from", "to"] as const) {
    const value = search.get(name);
    if (value) {
      filter[name] = value;
    }
  }
  return filter;
}

export const isFiltered = (filter: OrderFilter) => Object.keys(filter).length > 0;
