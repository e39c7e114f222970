import { Page } from "@/ui/Page";
import { Tabs } from "@/ui/Tabs";
import { ApiKeys } from "./ApiKeys";

export function SettingsPage() {
  return (
    <Page title="Settings">
      <Tabs label="Settings" items={[{ key: "api-keys", label: "API keys", content: () => <ApiKeys /> }]} />
    </Page>
  );
}
