import { useQuery } from "@tanstack/react-query";
import { api, ask } from "@/api/client";

/** What this installation offers to people who are not signed in. */
export function useOptions() {
  return useQuery({
    queryKey: ["sign-in-options"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/auth/options", { signal })),
    staleTime: 600_000,
  }).data;
}
