"""What puts the rooms in order: the pipeline, its settings, the pool, the evaluation."""
