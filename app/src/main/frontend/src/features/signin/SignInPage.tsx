import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Navigate, useSearchParams } from "react-router";
import { z } from "zod/mini";
import { session } from "@/api/session";
import { useSession } from "@/app/session";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";
import { Refusal } from "@/ui/States";
import { EntryPage } from "./EntryPage";

const SignIn = z.object({
  email: z.string().check(z.minLength(1, "Enter your e-mail address.")),
  password: z.string().check(z.minLength(1, "Enter your password.")),
});

export function SignInPage() {
  const state = useSession();
  const [search] = useSearchParams();
  const [refused, setRefused] = useState<unknown>(null);
  const {
    register,
    handleSubmit,
    formState: { errors, isSubmitting },
  } = useForm<z.infer<typeof SignIn>>({ resolver: zodResolver(SignIn), defaultValues: { email: "", password: "" } });

  if (state === "signed-in") {
    return <Navigate to={safe(search.get("next"))} replace />;
  }
  return (
    <EntryPage title="Sign in">
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={handleSubmit(async ({ email, password }) => {
          setRefused(null);
          await session.signIn(email, password).catch(setRefused);
        })}
      >
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
        <Button type="submit" look="primary" busy={isSubmitting} className="min-h-10">
          Sign in
        </Button>
      </form>
    </EntryPage>
  );
}

/** Only to pages of this portal, wherever the link came from. */
function safe(next: string | null): string {
  return next?.startsWith("/") && !next.startsWith("//") && !next.includes("\\") ? next : "/";
}
