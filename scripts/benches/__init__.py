"""The benches of scripts/bench, one module each."""
