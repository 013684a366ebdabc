"""The tables of rules as data: where each row is, what the schemas say of it, and a project's own laid over ours."""
