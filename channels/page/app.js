import { drawAnswers } from "/page/answers.js";
import { drawMessage } from "/page/messages.js";
import { WORDS, fill } from "/page/words.js";

const SILENT_MS = 8000;
const KEY = "footwise";
const place = (id) => document.getElementById(id);
let chat = JSON.parse(sessionStorage.getItem(KEY) || "null");
let busy = false;

async function call(path, options = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), SILENT_MS);
  const headers = { "Content-Type": "application/json" };
  if (chat) headers.Authorization = `Bearer ${chat.token}`;
  try {
    const answer = await fetch(`/webhooks/web/${path}`, { ...options, headers, signal: stop.signal });
    const body = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(body.error || fill("trouble")), { status: answer.status });
    return body;
  } finally {
    clearTimeout(timer);
  }
}

function show(message) {
  const drawn = drawMessage(message);
  if (!drawn) return null;
  const first = drawn.firstElementChild;
  place("log").append(drawn);
  toBottom();
  return first;
}

function toBottom() {
  place("talk").scrollTop = place("talk").scrollHeight;
}

// As far down as possible with the beginning of what is new still in sight.
function scrollTo(first) {
  toBottom();
  const above = place("talk").getBoundingClientRect().top - first.getBoundingClientRect().top;
  if (above > 0) place("talk").scrollTop -= above + 8;
}

function showAll(messages) {
  const first = messages.map(show).find(Boolean);
  const last = [...messages].reverse().find((m) => m.custom?.type === "question" || m.buttons);
  const question = last?.custom?.type === "question" ? last.custom : null;
  const labels = (question?.options || []).map((option) => option.label);
  const extra = messages.flatMap((m) => m.buttons || []).filter((b) => !labels.includes(b.title));
  const hadFocus = place("answers").contains(document.activeElement);
  place("answers").replaceChildren(...drawAnswers(question, extra, say));
  if (hadFocus) (place("answers").querySelector("button, input") || place("words")).focus({ preventScroll: true });
  if (first) scrollTo(first);
}

function trouble(error, retry) {
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = WORDS.retry;
  again.addEventListener("click", retry);
  const words = document.createElement("p");
  words.className = "bubble urgent";
  words.textContent = error.status ? error.message : fill("trouble");
  place("alert").replaceChildren(words, again);
  toBottom();
}

async function attempt(work) {
  if (busy) return;
  busy = true;
  place("alert").replaceChildren();
  document.body.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (error) {
    if (error.status === 401) {
      sessionStorage.removeItem(KEY);
      chat = null;
    }
    trouble(error, () => attempt(chat ? work : begin));
  } finally {
    busy = false;
    document.body.removeAttribute("aria-busy");
  }
}

async function begin() {
  chat = null;
  const started = await call("session", { method: "POST", body: "{}" });
  chat = { session: started.session, token: started.token };
  sessionStorage.setItem(KEY, JSON.stringify(chat));
  place("log").replaceChildren();
  showAll(started.messages);
}

async function resume() {
  const messages = await call("history");
  place("log").replaceChildren();
  const lastOwn = messages.map((m) => m.from).lastIndexOf("person");
  messages.slice(0, lastOwn + 1).forEach(show);
  showAll(messages.slice(lastOwn + 1));
}

function say(message, label) {
  if (busy) return;
  const id = crypto.randomUUID ? crypto.randomUUID() : String(Date.now() + Math.random());
  show({ from: "person", text: label || message });
  attempt(async () => showAll(await call("message", { method: "POST", body: JSON.stringify({ message, id }) })));
}

place("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = place("words").value.trim();
  if (!words || busy) return;
  place("words").value = "";
  say(words);
});
place("again").addEventListener("click", () => attempt(begin));
attempt(chat ? resume : begin);
