"""Plans: their facts, their state, their tree with pillars and outcomes."""
