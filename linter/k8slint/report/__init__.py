"""One module a format; each turns a Result into text and decides nothing."""
