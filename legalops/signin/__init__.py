"""How people sign in: second factors, sessions, lock-out, identity providers, and the log of it all.

Owner: platform.
"""
