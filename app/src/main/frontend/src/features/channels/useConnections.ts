import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, ask, type Schemas } from "@/api/client";

export type Connection = Schemas["IntegrationResponse"];
export type Platform = Schemas["PlatformResponse"];
export type SyncJob = Schemas["SyncJob"];

export function useConnections(refetchInterval: number | false = false) {
  return useQuery({
    queryKey: ["connections"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/integrations", { signal })),
    refetchInterval,
  });
}

/** Each connection's name by its id. */
export function useChannelNames(): Map<string, string> {
  const { data } = useConnections();
  return useMemo(() => new Map(data?.items.map((connection) => [connection.id, connection.name])), [data]);
}
