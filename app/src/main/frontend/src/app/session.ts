import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { api, ask } from "@/api/client";
import { session } from "@/api/session";

export function useSession() {
  return useSyncExternalStore(session.subscribe, session.state);
}

export function useMe() {
  return useQuery({
    queryKey: ["me"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/me", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
