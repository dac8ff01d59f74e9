import assert from "node:assert/strict";
import test from "node:test";
import { Chat, type Channel } from "../src/chat.ts";
import { Store } from "../src/storage.ts";
import { Trouble, type Line } from "../src/transport.ts";
import type { Message } from "../src/types.ts";

const HELLO: Message[] = [{ from: "footwise", text: "Hello" }];

function memory(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

/** A server that answers each message with `answers`, one after the other; an error is thrown. */
function server(answers: (Message[] | Trouble)[], sent: string[]): Channel {
  const line: Line = {
    say: async (_message, id) => {
      sent.push(id);
      const answer = answers.shift() ?? [];
      if (answer instanceof Trouble) throw answer;
      return answer;
    },
    history: async () => HELLO,
    forget: async () => {},
    close: () => {},
  };
  return { start: async () => ({ session: "s", token: "t", messages: HELLO }), line: () => line };
}

const quiet = { changed: () => {}, answered: () => {}, heard: () => {} };

test("what was lost is sent again under its old id, and shown once", async () => {
  const sent: string[] = [];
  const chat = new Chat(server([new Trouble(429, "Wait."), [{ text: "Thanks" }]], sent), new Store(memory()), quiet);
  await chat.open();
  await chat.say("my heel");
  assert.equal(chat.trouble?.words, "Wait.");
  await chat.say("and my toe");
  await chat.again();
  assert.equal(sent.length, 2);
  assert.equal(sent[0], sent[1]);
  assert.deepEqual(chat.messages.map((message) => message.text), ["Hello", "my heel", "Thanks"]);
  assert.equal(chat.unsent, undefined);
});

test("a message that waits outlives a reload", async () => {
  const sent: string[] = [];
  const storage = memory();
  const before = new Chat(server([new Trouble(429)], sent), new Store(storage), quiet);
  await before.open();
  await before.say("my heel");
  const after = new Chat(server([[{ text: "Thanks" }]], sent), new Store(storage), quiet);
  await after.open();
  assert.equal(sent[0], sent[1]);
  assert.equal(after.unsent, undefined);
});

test("a session that ended is forgotten", async () => {
  const storage = memory();
  const chat = new Chat(server([new Trouble(401)], []), new Store(storage), quiet);
  await chat.open();
  await chat.say("my heel");
  assert.equal(chat.kept, null);
  assert.equal(new Store(storage).load(), null);
});

test("storage that is spoiled or forbidden counts as empty", () => {
  for (const junk of ["{", "null", "[]", '{"session": 1, "token": "t"}']) {
    assert.equal(new Store({ ...memory(), getItem: () => junk }).load(), null);
  }
  assert.equal(new Store(null).load(), null);
});

test("a link waits for its answer, then leads back with a first word", async () => {
  const sent: string[] = [];
  const chat = new Chat(server([[{ text: "Welcome back" }]], sent), new Store(memory()), quiet);
  chat.link = "l";
  await chat.open();
  assert.equal(chat.kept, null);
  await chat.comeBack("Hello");
  assert.equal(chat.link, null);
  assert.deepEqual(chat.messages.map((message) => message.text), ["Hello", "Welcome back"]);
});

test("a link that opens nothing leaves this tab's chat as it was", async () => {
  const storage = memory();
  const before = new Chat(server([], []), new Store(storage), quiet);
  await before.open();
  const refusing = { ...server([], []), start: async () => Promise.reject(new Trouble(401, "Gone.")) };
  const chat = new Chat(refusing, new Store(storage), quiet);
  chat.link = "l";
  await chat.comeBack("Hello");
  assert.equal(chat.trouble?.words, "Gone.");
  await chat.again();
  assert.equal(chat.kept?.token, "t");
  assert.deepEqual(chat.messages.map((message) => message.text), ["Hello"]);
});

test("who says no to a link goes on as if there were none", async () => {
  const chat = new Chat(server([], []), new Store(memory()), quiet);
  chat.link = "l";
  await chat.open();
  await chat.stay();
  assert.equal(chat.kept?.token, "t");
});
