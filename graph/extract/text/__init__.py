"""From the characters of an article to the tokens to be parsed."""
