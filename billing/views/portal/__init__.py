"""The firm portal: what outside counsel sees and does. Everything of other firms is absent."""
