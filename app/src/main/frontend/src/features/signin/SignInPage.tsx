import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Link, Navigate, useLocation, useSearchParams } from "react-router";
import { z } from "zod/mini";
import { problemOf } from "@/api/problem";
import { session } from "@/api/session";
import { useSession } from "@/app/session";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";
import { Refusal } from "@/ui/States";
import { EntryPage } from "./EntryPage";
import { useOptions } from "./options";

const SignIn = z.object({
  email: z.string().check(z.minLength(1, "Enter your e-mail address.")),
  password: z.string().check(z.minLength(1, "Enter your password.")),
  otp: z.string(),
});

export function SignInPage() {
  const state = useSession();
  const options = useOptions();
  const [search] = useSearchParams();
  const told = (useLocation().state as { told?: string } | null)?.told;
  const [refused, setRefused] = useState<unknown>(null);
  const [codeNeeded, setCodeNeeded] = useState(false);
  const {
    register,
    handleSubmit,
    formState: { errors, isSubmitting },
  } = useForm<z.infer<typeof SignIn>>({
    resolver: zodResolver(SignIn),
    defaultValues: { email: "", password: "", otp: "" },
  });

  if (state === "signed-in") {
    return <Navigate to={safe(search.get("next"))} replace />;
  }
  async function signIn({ email, password, otp }: z.infer<typeof SignIn>) {
    setRefused(null);
    try {
      await session.signIn(email, password, otp.replace(/\s/g, ""));
    } catch (failure) {
      if (problemOf(failure).type === "otp-required") {
        setCodeNeeded(true);
      } else {
        setRefused(failure);
      }
    }
  }
  return (
    <EntryPage
      title="Sign in"
      foot={
        options?.signUp && (
          <p>
            New here?{" "}
            <Link className="text-accent-ink underline" to="/sign-up">
              Make an account
            </Link>
          </p>
        )
      }
    >
      <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit(signIn)}>
        {told && (
          <p role="status" className="rounded-md bg-good-soft px-3 py-2 text-sm">
            {told}
          </p>
        )}
        <Refusal error={refused} />
        <TextField
          label="E-mail address"
          type="email"
          autoComplete="username"
          autoFocus
          error={errors.email?.message}
          {...register("email")}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          error={errors.password?.message}
          {...register("password")}
        />
        {codeNeeded && (
          <TextField
            label="One-time password"
            help="The six digits of your authenticator app, or a recovery code."
            autoComplete="one-time-code"
            autoFocus
            {...register("otp")}
          />
        )}
        <Button type="submit" look="primary" busy={isSubmitting} className="min-h-10">
          Sign in
        </Button>
        <p className="text-center text-sm">
          <Link className="text-accent-ink underline" to="/forgot-password">
            Forgot your password?
          </Link>
        </p>
      </form>
    </EntryPage>
  );
}

/** Only to pages of this portal, wherever the link came from. */
function safe(next: string | null): string {
  return next?.startsWith("/") && !next.startsWith("//") && !next.includes("\\") ? next : "/";
}
