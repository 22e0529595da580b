"""The department's configuration as versioned files: exported, compared and applied."""
