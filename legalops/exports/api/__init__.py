"""Full exports over the REST API."""
