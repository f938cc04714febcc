"""Names to bodies and categories: pure functions over the rows of `data/reference`. No database."""
