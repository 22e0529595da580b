"""The older invoices, stored by the intake's own steps and decided set-wise, with their own dates.

A department of three years has been asked thousands of questions; asking each service for each of them takes
minutes. What lies further back than a few months is therefore written in bulk, as an import of history would
be: the same matching, rules and storage, the same arithmetic of reductions, the same rows and ledger entries.
"""
