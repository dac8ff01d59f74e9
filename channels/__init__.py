"""How people reach Footwise: the guard before every channel, the `web` channel, the chat page."""
