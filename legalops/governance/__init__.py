"""Access governance: who has access and why, joiners and leavers, access reviews. Owner: platform."""
