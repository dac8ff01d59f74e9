/** The number to call in an emergency, which the server writes in when it serves the file. */
const WRITTEN_IN = "{{emergency_number}}";

export const EMERGENCY_NUMBER = WRITTEN_IN.startsWith("{") ? "" : WRITTEN_IN;

/** Where this script came from: the server to talk to. Known only while the script first runs. */
export const HOME = originOf((document.currentScript as HTMLScriptElement | null)?.src);

function originOf(address: string | undefined): string {
  return address ? new URL(address).origin : location.origin;
}
