"""A text as tokens: sentences, dependencies, dates, and the layout of dialogues."""
