"""What a series means: why it changed, whether it parts from another one, whether it has a trend or has peaked.

Functions from data frame to data frame, for any table: `decomposition` (LMDI), `decoupling` (Tapio), `trend`
(Mann-Kendall, Sen, the peak). They know neither the county nor its tables; the marts hand them what they ask about.
"""
