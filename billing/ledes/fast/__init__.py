"""The vectorised reader: whole files of plainly good records at once, refusing on any doubt."""
