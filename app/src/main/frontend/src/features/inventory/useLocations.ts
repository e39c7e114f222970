import { useQuery } from "@tanstack/react-query";
import { api, ask } from "@/api/client";

export function useLocations() {
  return useQuery({
    queryKey: ["locations"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/locations", { signal })),
    staleTime: 60_000,
  });
}
