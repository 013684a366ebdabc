"""Who does what to whom in a sentence: words, clauses, subjects and objects, from the dependencies in the parse."""
