import { RotateCw } from "lucide-react";
import { isRouteErrorResponse, useRouteError } from "react-router";
import { Button } from "@/ui/Button";
import { NotFoundPage } from "./NotFoundPage";

/** A screen broke, or its file is gone because the hub was updated meanwhile. */
export function CrashPage() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) {
    return <NotFoundPage />;
  }
  const outdated = error instanceof TypeError && /import|module|fetch/i.test(error.message);
  return (
    <div role="alert" className="grid place-items-center gap-3 px-6 py-24 text-center">
      <h1 className="text-lg font-semibold">{outdated ? "Quayside was updated" : "This screen broke"}</h1>
      <p className="max-w-prose text-sm text-ink-soft">
        {outdated
          ? "Load the page again to go on with the new version."
          : "Nothing was lost: what the hub has taken in is safe. Load the page again; if it breaks again, tell your operator what you did."}
      </p>
      <Button
        look="primary"
        icon={<RotateCw aria-hidden className="size-4" />}
        onClick={() => window.location.reload()}
      >
        Load again
      </Button>
    </div>
  );
}
