"""Documents drafted from a template: merge fields, plain markup, Word files. Nothing here is stored."""
