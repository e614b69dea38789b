"""The Arabic floor: views, tokens, clitics, quotations, sentences, numerals, phrases, lexicons."""
