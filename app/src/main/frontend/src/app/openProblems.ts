import { useQuery } from "@tanstack/react-query";
import { api, ask } from "@/api/client";

const COUNTED = 100;

/** How many dead letters wait for a person; nothing when none does or it is not known yet. */
export function useOpenProblems(): { text: string } | null {
  const { data } = useQuery({
    queryKey: ["dead-letters", "open-count"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/dead-letters", { params: { query: { limit: COUNTED } }, signal })),
    refetchInterval: 30_000,
    staleTime: 15_000,
  });
  if (!data || data.items.length === 0) {
    return null;
  }
  return { text: data.nextCursor === null ? String(data.items.length) : `${COUNTED}+` };
}
