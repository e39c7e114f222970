import { api, ask } from "@/api/client";
import { toast } from "@/ui/Toast";

/** One sign-in for both: the access token becomes the session of the operators' console. */
export async function openConsole() {
  try {
    await ask(api.POST("/api/v1/console-session"));
    window.location.assign("/console");
  } catch (refused) {
    toast.bad(refused);
  }
}
