"""Who does what to whom in a sentence: words, clauses, subjects and objects, by the dependencies of the parse."""
