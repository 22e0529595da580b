"""Settings by concern; the three modules beside this one compose them for a place to run."""
