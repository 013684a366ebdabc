"""The tables of rules as data: the line of each row, checks against schemas, and a project's tables laid over ours."""
