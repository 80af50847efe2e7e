"""Colours of charts, the same on pages and in workbooks."""

#: Okabe and Ito's colours, told apart by colour-blind readers; neighbours differ in lightness too, for print.
COLOURS = ("#0072B2", "#E69F00", "#56B4E9", "#D55E00", "#F0E442", "#CC79A7", "#009E73", "#999999", "#004D40")

#: A whole, and in a waterfall what grows and what falls.
WHOLE, MORE, LESS = COLOURS[0], COLOURS[1], COLOURS[2]
