import { useMe } from "@/app/session";
import { Page } from "@/ui/Page";
import { type TabItem, Tabs } from "@/ui/Tabs";
import { ApiKeys } from "./ApiKeys";
import { AuditLog } from "./AuditLog";
import { MyAccount } from "./MyAccount";
import { Notifications } from "./Notifications";
import { Users } from "./Users";
import { Webhooks } from "./Webhooks";

export function SettingsPage() {
  const me = useMe().data;
  const leads = me?.scopes.includes("*") ?? false;
  const items: TabItem[] = [
    { key: "account", label: "My account", content: () => <MyAccount /> },
    { key: "notifications", label: "Notifications", content: () => <Notifications /> },
  ];
  if (leads) {
    items.push(
      { key: "users", label: "Users", content: () => <Users /> },
      { key: "api-keys", label: "API keys", content: () => <ApiKeys /> },
      { key: "webhooks", label: "Webhooks", content: () => <Webhooks /> },
      { key: "audit", label: "Audit log", content: () => <AuditLog /> },
    );
  }
  return (
    <Page title="Settings" lead={me?.merchant.name}>
      <Tabs label="Settings" items={items} />
    </Page>
  );
}
