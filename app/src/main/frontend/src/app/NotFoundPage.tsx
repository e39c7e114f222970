import { Compass } from "lucide-react";
import { ButtonLink } from "@/ui/Button";
import { Empty } from "@/ui/States";
import { usePageTitle } from "@/ui/usePageTitle";

export function NotFoundPage() {
  usePageTitle("Not found");
  return (
    <Empty
      page
      icon={<Compass aria-hidden />}
      title="There is no such page"
      action={
        <ButtonLink look="primary" to="/orders">
          Go to orders
        </ButtonLink>
      }
    >
      The address may be mistyped, or what it showed is gone.
    </Empty>
  );
}
