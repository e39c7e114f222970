import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { Link, useNavigate, useSearchParams } from "react-router";
import { z } from "zod/mini";
import { api, ask } from "@/api/client";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";
import { Refusal } from "@/ui/States";
import { EntryPage } from "./EntryPage";
import { NewPassword, PASSWORD_HELP } from "./password";

const Entered = z.object({ password: NewPassword });

/** Behind the link of an e-mail or an invitation. */
export function ResetPasswordPage() {
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [token] = useState(search.get("token") ?? "");
  useEffect(() => {
    if (search.has("token")) {
      setSearch({}, { replace: true }); // it opens the account: not for the history
    }
  }, [search, setSearch]);
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm({ resolver: zodResolver(Entered), defaultValues: { password: "" } });
  const choose = useMutation({
    mutationFn: ({ password }: z.infer<typeof Entered>) =>
      ask(api.POST("/api/v1/auth/reset-password", { body: { token, password } })),
    onSuccess: () => navigate("/sign-in", { replace: true, state: { told: "Your password is set. Sign in with it." } }),
  });
  return (
    <EntryPage
      title="Choose your password"
      foot={
        <Link className="text-accent-ink underline" to="/sign-in">
          Back to sign-in
        </Link>
      }
    >
      {token === "" ? (
        <p className="text-sm">
          This link is not complete. Open it from the e-mail again, or{" "}
          <Link className="text-accent-ink underline" to="/forgot-password">
            have a new one sent
          </Link>
          .
        </p>
      ) : (
        <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((entered) => choose.mutate(entered))}>
          <Refusal error={choose.error} />
          <TextField
            label="New password"
            type="password"
            autoComplete="new-password"
            autoFocus
            help={PASSWORD_HELP}
            error={errors.password?.message}
            {...register("password")}
          />
          <Button type="submit" look="primary" busy={choose.isPending} className="min-h-10">
            Set password
          </Button>
        </form>
      )}
    </EntryPage>
  );
}
