"""The guard that stands before the model, and Footwise's own Rasa channels."""
