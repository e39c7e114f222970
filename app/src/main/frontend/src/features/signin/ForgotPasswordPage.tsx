import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { Link } from "react-router";
import { z } from "zod/mini";
import { api, ask } from "@/api/client";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";
import { Refusal } from "@/ui/States";
import { EntryPage } from "./EntryPage";
import { useOptions } from "./options";

const Entered = z.object({ email: z.string().check(z.minLength(1, "Enter your e-mail address.")) });

export function ForgotPasswordPage() {
  const options = useOptions();
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm({ resolver: zodResolver(Entered), defaultValues: { email: "" } });
  const send = useMutation({
    mutationFn: (entered: z.infer<typeof Entered>) => ask(api.POST("/api/v1/auth/forgot-password", { body: entered })),
  });
  return (
    <EntryPage
      title="Choose a new password"
      foot={
        <Link className="text-accent-ink underline" to="/sign-in">
          Back to sign-in
        </Link>
      }
    >
      {options && !options.passwordResetByMail ? (
        <p className="text-sm">
          This installation sends no e-mail. Ask a colleague who may do everything for a link: it is under Settings,
          Users. Or ask the person who runs this installation.
        </p>
      ) : send.isSuccess ? (
        <p role="status" className="text-sm">
          If somebody signs in with this address, a link is on its way to it. It is good for an hour. Look among the
          unwanted mail too.
        </p>
      ) : (
        <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((entered) => send.mutate(entered))}>
          <Refusal error={send.error} />
          <TextField
            label="E-mail address"
            type="email"
            autoComplete="username"
            autoFocus
            help="You get a link with which you choose a new password."
            error={errors.email?.message}
            {...register("email")}
          />
          <Button type="submit" look="primary" busy={send.isPending} className="min-h-10">
            Send the link
          </Button>
        </form>
      )}
    </EntryPage>
  );
}
