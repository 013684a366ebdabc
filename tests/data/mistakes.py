# pyright: reportUnnecessaryComparison=true
"""A script with ten mistakes that users make; a type checker finds all of them, on the marked lines."""

import rashomon

result = rashomon.buidl("seeds")  # mistake: a misspelt function
result = rashomon.build("seeds", ouput="output")  # mistake: a wrong keyword
result = rashomon.build("seeds", workers="4")  # mistake: a wrong type
article = rashomon.from_text("Ana Ruiz said that it rained.", titel="Rain")  # mistake: a misspelt keyword
result = rashomon.build(["seeds", article])
first = result.claims[0]  # mistake: a method that is not called
for claim in result.claims():
    speaker = claim.speeker  # mistake: a misspelt attribute
    affirmed = claim.stance == "afirmed"  # mistake: a stance that does not exist
    year = claim.date.year  # mistake: not every article has a date
    claim.score = 1.0  # mistake: records are frozen
frame = result.disputes().to_panda()  # mistake: a misspelt method
