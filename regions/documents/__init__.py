"""Documents and pictures made of rows, by typst."""
