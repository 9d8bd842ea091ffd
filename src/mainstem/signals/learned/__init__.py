"""The learned ranker: what curators and production code picked before, as one linear model that explains itself.

``fit.Learner`` learns a ``model.RankModel`` from works and picks; ``apply.Applied`` says what a work's words, facts and
authors add to its log-odds. The pack ships a model; the benchmark learns one for every Monday by the same code.
"""
