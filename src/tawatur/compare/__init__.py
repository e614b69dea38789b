"""What many articles tell about one happening: copies, stories, claims, who stands behind them, conflicts."""
