"""Who does what to whom in a sentence: words, clauses, subjects and objects, over the dependencies of the parse."""
