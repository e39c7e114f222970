import { useEffect, useState } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { session } from "@/api/session";
import { ErrorState } from "@/ui/States";
import { queries } from "./queries";
import { useSession } from "./session";

/** Lets in who is signed in; sends others to the sign-in page, and back here afterwards. */
export function SignedIn() {
  const state = useSession();
  const location = useLocation();
  const [failure, setFailure] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another run
  useEffect(() => {
    session.resume().catch(setFailure);
  }, [attempt]);

  useEffect(() => {
    if (state === "signed-out") {
      queries.clear(); // the next person must not see what this one saw
    }
  }, [state]);

  if (state === "signed-out") {
    const from = `${location.pathname}${location.search}`;
    // who comes next need not be who left
    const back = from === "/" || session.leftOnPurpose() ? "" : `?next=${encodeURIComponent(from)}`;
    return <Navigate to={`/sign-in${back}`} replace />;
  }
  if (state === "unknown") {
    return failure ? (
      <main className="grid min-h-dvh place-items-center">
        <ErrorState
          error={failure}
          onRetry={() => {
            setFailure(null);
            setAttempt(attempt + 1);
          }}
        />
      </main>
    ) : (
      <main className="grid min-h-dvh place-items-center" aria-busy>
        <span className="sr-only" role="status">
          Signing you in…
        </span>
      </main>
    );
  }
  return <Outlet />;
}
